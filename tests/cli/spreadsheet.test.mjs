// SPDX-License-Identifier: Apache-2.0
// A spreadsheet runs a cell that begins with =, +, -, @, a tab or a line break (OWASP, "CSV Injection"): none that we
// make does, unless it is a number. A person's own columns are copied as they stood.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { nearside, rowsOf, succeed, temporaryFolder } from "./nearside.mjs";

const runs = (cell) => /^[=+\-@\t\r\n]/.test(cell) && !/^-?[0-9.]+(e[+-][0-9]+)?$/.test(cell);

/** 60 rows, every name a formula; from each row its answer follows. */
function formulas() {
  const rows = Array.from({ length: 60 }, (_, i) => [i % 17, (i * 7) % 13, ["=1+1", "+b", "@c"][i % 3], 1 + (i % 9), (i * 5) % 11 > 5 ? "yes" : "no"]);
  return [["=x", "-y", "@kind", "=days", "+event"], ...rows].map((row) => row.join()).join("\n") + "\n";
}

test("no cell that we make begins as a formula", (t) => {
  const at = temporaryFolder(t);
  const data = at.with("data.csv", formulas());
  succeed(["init", data, "--outcome", "+event", "-o", at("recipe.json")]);
  const recipe = JSON.parse(fs.readFileSync(at("recipe.json"), "utf8"));
  assert.deepEqual(recipe.predictors.map(({ id, column }) => [id, column]), ["=x", "-y", "@kind", "=days"].map((column) => [`_${column}`, column]));
  succeed(["train", at("recipe.json"), "-o", at("model.nsm"), "--out-of-fold", at("oof.csv"), "--allow-no-better"]);

  const given = rowsOf(formulas()).slice(0, 4);
  const odd = [["=1", "2", "@c", "3", "no"], ["", "-2", "@d", "-999999999999999999", "no"]];
  const table = [...given, ...odd].map((row) => row.join()).join("\n") + "\n";
  const predicted = rowsOf(succeed(["predict", at("model.nsm")], { input: table }).out);
  predicted.forEach((row, r) => {
    const own = [...given, ...odd][r];
    assert.deepEqual(row.slice(0, own.length), own);
    assert.ok(!row.slice(own.length).some(runs), row.join());
  });
  assert.match(predicted[4].at(-1), /^"_=x not_a_number ""=1"""/);

  recipe.outcome = { column: "+event", kind: "time_to_event", positive: "yes", time: "=days", horizons: [0.01], years_per_unit: 0.01 };
  recipe.model = { cox_regression: {} };
  recipe.predictors = recipe.predictors.filter(({ column }) => column !== "=days");
  fs.writeFileSync(at("timed.json"), JSON.stringify(recipe));
  succeed(["prepare", at("timed.json"), "-o", at("prepared.csv")]);
  for (const file of ["oof.csv", "prepared.csv"]) {
    const made = rowsOf(fs.readFileSync(at(file), "utf8")).map((row) => row.filter((cell) => cell !== "+event"));
    assert.ok(made.length > 60);
    assert.deepEqual(made.filter((row) => row.some(runs)), []);
  }
  assert.ok(fs.readFileSync(at("prepared.csv"), "utf8").split("\n")[0].endsWith(",+event,_=days_years"));
});

test("an id that begins as a formula is refused", (t) => {
  const at = temporaryFolder(t);
  succeed(["init", at.with("data.csv", formulas()), "--outcome", "+event", "-o", at("recipe.json")]);
  const recipe = JSON.parse(fs.readFileSync(at("recipe.json"), "utf8"));
  recipe.predictors[1].id = "-y";
  fs.writeFileSync(at("recipe.json"), JSON.stringify(recipe));
  const { code, err } = nearside(["train", at("recipe.json"), "-o", at("model.nsm")]);
  assert.equal(code, 1);
  assert.match(err, /predictors\[1\]\.id: begins with = \+ - @, a tab or a line break: a spreadsheet would run it as a formula/);
});
