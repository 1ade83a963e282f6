// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { nearside, pima, pimaModel, temporaryFolder } from "./nearside.mjs";

const header = "pregnant,glucose,pressure,triceps,insulin,mass,pedigree,age";
const good = "6,148,72,35,,33.6,0.627,50";
const other = "1,85,66,29,,26.6,0.351,31";

// name, the table, what the sentence must say
const bad = [
  ["a ragged row", `${header}\n${good}\n1,2,3\n`, /row 3: has 3 fields, the header has 8/],
  ["a quote that is left open", `${header}\n${good}\n1,"85,66\n`, /row 3, column 2 \(glucose\): the quote opened in row 3 on line 3 is still open/],
  ["a NUL byte", `${header}\n${good}\n1,8\0,66,29,,26.6,0.351,31\n`, /row 3, column 2 \(glucose\): has a NUL byte/],
  ["bytes that are not UTF-8", Buffer.concat([Buffer.from(`${header}\n${good}\n1,8`), Buffer.from([0xff]), Buffer.from(",66,29,,26.6,0.351,31\n")]), /row 3, column 2 \(glucose\): .*not valid UTF-8/],
  ["nothing", "", /row 1: the text is empty/],
  ["no such column", `${header.replace("age", "Age")}\n${good}\n`, /has no column "age"; did you mean "Age"\?/],
  ["a record of 17 million characters", `${header}\n${good}\n1,${"8".repeat(17_000_000)},66,29,,26.6,0.351,31\n`, /row 3, column 2 \(glucose\): the record is longer than 16777216 bytes/],
  ["two columns of one name", `${header},age\n${good},50\n`, /row 1, column 9.*"age"/],
];

/** Code 1, one sentence, and nothing but the input in the folder. */
function assertRefused(result, sentence, at, names) {
  assert.equal(result.code, 1, result.err);
  assert.match(result.err, sentence);
  assert.match(result.err, /^nearside: [^\n]*\n$/);
  assert.ok(result.err.length < 1000);
  assert.deepEqual(at.names(), names);
}

for (const [name, table, sentence] of bad) {
  test(`predict refuses a table with ${name}`, (t) => {
    const at = temporaryFolder(t);
    const model = pimaModel(at);
    const data = at.with("data.csv", table);
    const result = nearside(["predict", model, data, "-o", at("scored.csv")]);
    assertRefused(result, sentence, at, ["data.csv", "pima.nsm"]);
    assert.ok(result.err.includes(data));
  });
}

test("predict leaves an older file alone when it refuses a table", (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  at.with("scored.csv", "older");
  const data = at.with("data.csv", `${header}\n${good}\n`.repeat(20_000) + "1,2\n");
  assert.equal(nearside(["predict", model, data, "-o", at("scored.csv")]).code, 1);
  assert.equal(fs.readFileSync(at("scored.csv"), "utf8"), "older");
  assert.deepEqual(at.names(), ["data.csv", "pima.nsm", "scored.csv"]);
});

/** 60 rows of the Pima table, the row 3 of the file changed. */
function pimaWith(row3) {
  const lines = fs.readFileSync(pima, "utf8").split("\n").slice(0, 61);
  lines[2] = row3;
  return lines.join("\n") + "\n";
}

const badForTraining = [
  ...bad.map(([name, table, sentence]) => [
    name,
    Buffer.isBuffer(table) ? table : table.replace(header, `${header},diabetes`).replace(good, `${good},pos`),
    name === "a ragged row" ? /row 3: has 3 fields, the header has 9/ : sentence,
  ]).filter(([name]) => !["no such column", "bytes that are not UTF-8", "two columns of one name"].includes(name)),
  ["text in a numeric column", pimaWith("1,high,66,29,,26.6,0.351,31,neg"), /row 3, column glucose: "high" is not a number/],
  ["a fraction in a column of whole numbers", pimaWith("1,85.5,66,29,,26.6,0.351,31,neg"), /row 3, column glucose: "85.5" is not a whole number/],
  ["a long text in a numeric column", pimaWith(`1,${"8".repeat(1_000_000)},66,29,,26.6,0.351,31,neg`), /row 3, column glucose: "8{60}" is not a number/],
  ["a long text for the outcome", pimaWith(`1,85,66,29,,26.6,0.351,31,${"8".repeat(1_000_000)}`), /row 3, column diabetes: "8{60}" is the beginning of a value of more than 65536 bytes/],
  ["a third class", pimaWith("1,85,66,29,,26.6,0.351,31,maybe"), /row 3, column diabetes: "maybe" is neither "pos" nor "neg"/],
  ["a required value missing", pimaWith("1,85,66,29,,26.6,0.351,,neg"), /row 3, column age: no value, but the recipe says that age is required/],
  ["a column missing", pimaWith(other).replace("age", "years"), /has no column "age"/],
  ["other bytes than the recipe's hash", null, /has SHA-256 [0-9a-f]{64}, the recipe's data\.sha256 says [0-9a-f]{64}/],
];

for (const [name, table, sentence] of badForTraining) {
  test(`train refuses a table with ${name}`, (t) => {
    const at = temporaryFolder(t);
    nearside(["init", pima, "--outcome", "diabetes", "-o", at("a.json")]);
    const recipe = JSON.parse(fs.readFileSync(at("a.json"), "utf8"));
    recipe.data.file = "data.csv";
    if (table !== null) recipe.data.sha256 = "";
    at.with("a.json", JSON.stringify(recipe));
    at.with("data.csv", table ?? pimaWith(other));
    const result = nearside(["train", at("a.json"), "-o", at("a.nsm"), "--out-of-fold", at("oof.csv")]);
    assertRefused(result, sentence, at, ["a.json", "data.csv"]);
  });
}

test("train straight from a table and init refuse the same tables", (t) => {
  for (const [, table, sentence] of bad.filter(([name]) => name !== "no such column")) {
    const at = temporaryFolder(t);
    const data = at.with("data.csv", table);
    assertRefused(nearside(["train", data, "--outcome", "age", "-o", at("a.nsm")]), sentence, at, ["data.csv"]);
    assertRefused(nearside(["init", data, "--outcome", "age"]), sentence, at, ["data.csv"]);
  }
});

test("a long text in a column that nobody uses stops no command", (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  const lines = fs.readFileSync(pima, "utf8").trimEnd().split("\n");
  const note = `"${"said, that ".repeat(10_000)}"`;
  const table = lines.map((line, i) => `${line},${i === 0 ? "note" : i === 2 ? note : "none"}`).join("\n") + "\n";
  const data = at.with("data.csv", table);

  assert.equal(nearside(["predict", model, data, "-o", at("scored.csv")]).code, 0);
  const scored = fs.readFileSync(at("scored.csv"), "utf8").split("\n");
  assert.ok(scored[2].startsWith(`${lines[2]},${note},0.`), scored[2].slice(-60));

  assert.equal(nearside(["evaluate", model, data, "--outcome", "diabetes"]).code, 0);
  const profiled = nearside(["profile", data, "--outcome", "diabetes", "--json"]);
  assert.equal(profiled.code, 0, profiled.err);
  assert.ok(!profiled.out.includes("said, that ".repeat(6)));

  assert.equal(nearside(["init", data, "--outcome", "diabetes", "-o", at("recipe.json")]).code, 0);
  const recipe = JSON.parse(fs.readFileSync(at("recipe.json"), "utf8"));
  assert.equal(recipe.observed.find(({ column }) => column === "note").kind, "text");
  const trained = nearside(["train", at("recipe.json"), "-o", at("again.nsm")]);
  assert.equal(trained.code, 0, trained.err);
});

test("predict refuses the row with a long text where a value belongs, and goes on", (t) => {
  const at = temporaryFolder(t);
  const data = at.with("data.csv", `${header}\n${good}\n1,${"8".repeat(1_000_000)},66,29,,26.6,0.351,31\n${good}\n`);
  const result = nearside(["predict", pimaModel(at), data, "-o", at("scored.csv")]);
  assert.equal(result.code, 0, result.err);
  assert.match(result.err, /Predicted 2 of 3 rows, 1 refused/);
  assert.match(fs.readFileSync(at("scored.csv"), "utf8"), /\n1,8{1000000},66,.*,,"glucose not_a_number ""8{60}""[;"]/);
});
