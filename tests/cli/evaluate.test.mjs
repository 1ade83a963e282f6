// SPDX-License-Identifier: Apache-2.0
// A model file measured on a table that it was not made from.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { mixed, nearside, pima, pimaModel, repository, rowsOf, succeed, temporaryFolder } from "./nearside.mjs";

const rotterdam = path.join(repository, "models/recurrence-rotterdam");
const model = path.join(rotterdam, "recurrence-rotterdam.nsm");
const gbsg = path.join(rotterdam, "gbsg.csv");
const days = ["--outcome", "event", "--time", "days", "--years-per-unit", "0.0027379070069885"];

function measures(report) {
  return Object.fromEntries(report.performance.measures.map(({ name, value }) => [name, value]));
}

test("a survival model is measured on another table", () => {
  const { out, err } = succeed(["evaluate", model, gbsg, ...days]);
  assert.equal(err, "");
  assert.match(out, /686 rows, 299 with the outcome; the model file as it is, on another table\n/);
  assert.match(out, /concordance +0\.6914 {2}\(95 % CI 0\.66\d\d to 0\.72\d\d\)/);
  assert.match(out, /observed to predicted 5y +1\.049/);
  assert.match(out, /Calibration by fifths of the predicted risk\n(.*\n){11}$/);
});

test("--json says the same, and a recipe describes the outcome as well as options do", () => {
  const report = JSON.parse(succeed(["evaluate", model, gbsg, ...days, "--json"]).out);
  assert.equal(report.performance.rows, 686);
  assert.equal(report.rows_without_prediction, 0);
  assert.ok(Math.abs(measures(report).concordance - 0.6914) < 5e-5);
  assert.equal(report.calibration.length, 10);
  const byRecipe = JSON.parse(succeed(["evaluate", model, gbsg, "--recipe", path.join(rotterdam, "recipe.json"), "--json"]).out);
  assert.deepEqual(byRecipe.performance, report.performance);
});

test("a binary model has the figures of its own predictions", (t) => {
  const at = temporaryFolder(t);
  const file = pimaModel(at);
  const report = JSON.parse(succeed(["evaluate", file, pima, "--outcome", "diabetes", "--json"]).out);
  const scored = rowsOf(succeed(["predict", file, pima]).out).slice(1);
  const brier = scored.reduce((sum, row) => sum + ((row[8] === "pos" ? 1 : 0) - row[9]) ** 2, 0) / scored.length;
  assert.ok(Math.abs(measures(report).brier - brier) < 1e-12);
  assert.equal(report.calibration.reduce((sum, { rows }) => sum + rows, 0), 768);
});

test("rows without an outcome or a prediction are left out and counted", (t) => {
  const at = temporaryFolder(t);
  const [header, ...lines] = fs.readFileSync(gbsg, "utf8").trimEnd().split("\n");
  lines[0] = lines[0].replace(/^(\d+),\d+/, "$1,"); // no age
  lines[1] = lines[1].replace(/\d$/, ""); // not known how it ended
  const { out } = succeed(["evaluate", model, at.with("some.csv", [header, ...lines, ""].join("\n")), ...days]);
  assert.match(out, /^1 rows without an outcome were left out\.\n1 rows without a prediction were left out; .*\nPerformance\n {2}684 rows/);
});

test("another hospital's codes are read as it writes them", (t) => {
  const at = temporaryFolder(t);
  const text = fs.readFileSync(gbsg, "utf8");
  const header = text.slice(0, text.indexOf("\n")).split(",");
  const place = header.indexOf("event");
  const coded = text.trimEnd().split("\n").map((line, i) => {
    const fields = line.split(",");
    if (i > 0) fields[place] = fields[place] === "1" ? "2" : i % 2 ? "1" : "lost";
    return fields.join(",");
  });
  const codes = ["--outcome-codes", "2=1,1=censored,lost=censored,?="];
  const table = at.with("theirs.csv", [...coded, coded[1].replace(/[^,]*$/, "?"), ""].join("\n"));
  const theirs = JSON.parse(succeed(["evaluate", model, table, ...days, ...codes, "--json"]).out);
  const ours = JSON.parse(succeed(["evaluate", model, gbsg, ...days, "--json"]).out);
  assert.deepEqual(theirs.performance, ours.performance);
  assert.equal(theirs.rows_without_outcome, 1);
  const file = pimaModel(at);
  const swapped = at.with("pima.csv", fs.readFileSync(pima, "utf8").replaceAll(/pos\b/g, "1").replaceAll(/neg\b/g, "0"));
  const binary = ["--outcome", "diabetes", "--json"];
  assert.deepEqual(
    JSON.parse(succeed(["evaluate", file, swapped, ...binary, "--outcome-codes", "1=pos,0=neg"]).out).performance,
    JSON.parse(succeed(["evaluate", file, pima, ...binary]).out).performance,
  );
});

test("a model keeps what the other class is called where its recipe did not say", (t) => {
  const at = temporaryFolder(t);
  const rows = Array.from({ length: 60 }, (_, i) => [i % 7, i % 3 === 0 ? "yes" : "no"]);
  const table = at.with("t.csv", ["x,y", ...rows.map((row) => row.join(",")), ""].join("\n"));
  at.with("r.json", JSON.stringify({
    nearside_recipe: 1, id: "m", data: { file: "t.csv" }, outcome: { column: "y", positive: "yes" },
    predictors: [{ id: "x", kind: "integer" }], steps: [], model: { logistic_regression: {} },
  }));
  succeed(["train", at("r.json"), "-o", at("m.nsm"), "--allow-no-better"]);
  const coded = at.with("c.csv", fs.readFileSync(table, "utf8").replaceAll("yes", "1.0").replaceAll("no", "2.0"));
  const measured = (file, ...more) => JSON.parse(succeed(["evaluate", at("m.nsm"), file, "--outcome", "y", "--json", ...more]).out).performance;
  assert.deepEqual(measured(coded, "--outcome-codes", "1=yes,2=no"), measured(table));
});

test("what can't be measured is refused with a sentence", (t) => {
  const at = temporaryFolder(t);
  for (const [args, sentence] of [
    [[gbsg], /where is the outcome\? --outcome names its column/],
    [[gbsg, "--outcome", "event"], /is predicted within several horizons; say which column has the time/],
    [[gbsg, ...days, "--output", "risk_9y"], /the model has no output "risk_9y"/],
    [[gbsg, ...days, "--positive", "relapse"], /the column has several texts besides "relapse": "0" \(387 rows\), "1" \(299 rows\); write "censored"/],
    [[gbsg, ...days, "--outcome-codes", "1=1"], /outcome codes: no code means "censored"/],
    [[gbsg, ...days, "--outcome-codes", "1=1,0=alive"], /outcome codes: "0=alive" has a meaning that the outcome does not know; it knows "1", "censored", and nothing/],
    [[gbsg, ...days, "--outcome-codes", "1=1,1.0=censored"], /outcome codes: "1" stands twice/],
    [[gbsg, ...days, "--outcome-codes", "1"], /outcome codes: "1" is no code; write text=meaning/],
    [[gbsg, ...days, "--outcome-codes", "1=1,2=censored"], /column event: "0" is named neither as the event nor as censored/],
    [[mixed, "--outcome", "event", "--time", "age"], /column/],
    [[at("absent"), ...days], /absent/],
  ]) {
    const result = nearside(["evaluate", model, ...args]);
    assert.equal(result.code, 1, args.join(" "));
    assert.match(result.err, sentence);
    assert.equal(result.out, "");
  }
});

test("--group counts the rows of a person as one in the intervals", (t) => {
  const at = temporaryFolder(t);
  const [header, ...rows] = fs.readFileSync(path.join(repository, "models/diabetes-pima/pima.csv"), "utf8").trim().split("\n");
  const lines = rows.slice(0, 200).map((row, i) => `${row},p${i}`);
  const once = at.with("once.csv", [`${header},person`, ...lines, ""].join("\n"));
  const thrice = at.with("thrice.csv", [`${header},person`, ...lines, ...lines, ...lines, ""].join("\n"));
  const measures = (file, ...more) => {
    const { performance } = JSON.parse(succeed(["evaluate", path.join(repository, "models/diabetes-pima/diabetes-pima.nsm"), file, "--outcome", "diabetes", "--json", ...more]).out);
    return { method: performance.method, ...Object.fromEntries(performance.measures.map((one) => [one.name, one])) };
  };
  const plain = measures(once);
  const blind = measures(thrice);
  const grouped = measures(thrice, "--group", "person");
  for (const name of ["auroc", "brier", "scaled_brier", "log_loss", "calibration_slope"]) {
    const width = (of) => of[name].high - of[name].low;
    assert.ok(width(blind) < 0.6 * width(plain), name);
    // DeLong's divisors n − 1 for n, and the sandwich for the information: nearly the same.
    assert.ok(Math.abs(width(grouped) / width(plain) - 1) < 0.12, `${name}: ${width(grouped)} for ${width(plain)}`);
  }
  assert.match(grouped.method, /; 200 groups of rows, each counted as one in the intervals$/);
  const recipe = ["--recipe", path.join(repository, "models/diabetes-pima/recipe.json")];
  assert.match(nearside(["evaluate", path.join(repository, "models/diabetes-pima/diabetes-pima.nsm"), once, ...recipe, "--group", "person"]).err, /--group/);
  assert.match(nearside(["evaluate", path.join(repository, "models/diabetes-pima/diabetes-pima.nsm"), once, "--outcome", "diabetes", "--group", "ward"]).err, /ward/);
});
