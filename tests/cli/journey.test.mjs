// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { mixed, nearside, pima, pimaModel, repository, rowsOf, succeed, temporaryFolder } from "./nearside.mjs";

test("a table becomes a recipe, a model, predictions", (t) => {
  const at = temporaryFolder(t);
  fs.copyFileSync(pima, at("pima.csv"));

  const init = succeed(["init", at("pima.csv"), "--outcome", "diabetes"]);
  assert.match(init.out, /insulin\s+integer\s+48\.7 %\s+185\s+14 to 846/);
  assert.match(init.out, /8 predictors of "diabetes" = "pos"/);
  const recipe = JSON.parse(fs.readFileSync(at("pima.recipe.json"), "utf8"));
  assert.equal(recipe.data.file, "pima.csv");
  assert.deepEqual(recipe.predictors[0], { id: "pregnant", kind: "integer", label: { en: "pregnant" } });

  const mass = recipe.predictors.find((predictor) => predictor.id === "mass");
  mass.label = { en: "Body mass index", zh: "体重指数" };
  mass.units = [{ ucum: "kg/m2" }];
  mass.hard = { low: 10, high: 90 };
  recipe.steps.unshift({ flag_missing: { columns: ["insulin"] } });
  recipe.card = { limits: { en: "One group of women in one place, decades ago." } };
  at.with("pima.recipe.json", JSON.stringify(recipe));

  const train = succeed(["train", at("pima.recipe.json"), "-o", at("pima.nsm"), "--out-of-fold", at("oof.csv")]);
  assert.match(train.out, /AUROC\s+0\.8\d\d\d {2}\(95 % CI 0\.\d{4} to 0\.\d{4}\)/);
  assert.match(train.out, /32 test vectors/);
  const risks = rowsOf(fs.readFileSync(at("oof.csv"), "utf8"));
  assert.deepEqual(risks[0], ["row", "risk"]);
  assert.equal(risks.length, 769);
  assert.equal(risks[768][0], "768");

  const predict = succeed(["predict", at("pima.nsm"), at("pima.csv"), "-o", at("scored.csv")]);
  assert.match(predict.err, /Predicted 768 of 768 rows, 0 refused\./);
  const scored = rowsOf(fs.readFileSync(at("scored.csv"), "utf8"));
  assert.deepEqual(scored[0].slice(-3), ["diabetes", "risk", "issues"]);
  for (const row of scored.slice(1)) assert.ok(row[9] > 0 && row[9] < 1, row.join());

  const inspect = succeed(["inspect", at("pima.nsm")]);
  assert.match(inspect.out, /test vectors replayed: every bit as expected/);
  assert.match(inspect.out, /Body mass index \/ 体重指数/);
  assert.match(inspect.out, /flag_missing\n +columns insulin/);
  assert.match(inspect.out, /One group of women/);
  assert.match(inspect.out, /not a diagnosis; a clinician decides/);

  const file = JSON.parse(succeed(["inspect", at("pima.nsm"), "--json"]).out);
  assert.equal(file.schema.predictors[5].hard.high, 90);
  assert.equal(file.steps[0].flag_missing.columns[0], 4);
  assert.equal(file.development.rows, 768);
  assert.equal(file.test_vectors.count, 32);
});

test("dates are told as dates, not as days", (t) => {
  const at = temporaryFolder(t);
  succeed(["train", path.join(repository, "tests/page/recipes/dated.json"), "-o", at("dated.nsm")]);
  const { out } = succeed(["inspect", at("dated.nsm")]);
  assert.match(out, /^  seen +date +- +2020-01-01 to 2026-12-31 +20\d\d-\d\d-\d\d to 20\d\d-\d\d-\d\d +imputed$/m);
  assert.match(out, /^  seen +\S+ %? +(20\d\d-\d\d-\d\d(, |$)){7}/m);
  const data = at.with("a.csv", "age,smoker,crp,visit_date\n60,no,5,2019-12-31\n60,no,5,2027-01-01\n60,no,5,\n");
  const rows = succeed(["predict", at("dated.nsm"), data]).out.split("\n");
  assert.match(rows[1], /seen outside_hard_range 2019-12-31 limit 2020-01-01/);
  assert.match(rows[2], /seen outside_hard_range 2027-01-01 limit 2026-12-31/);
  assert.match(rows[3], /seen imputed 20\d\d-\d\d-\d\d$/);
});

test("a table becomes a model in one go", (t) => {
  const at = temporaryFolder(t);
  succeed(["train", pima, "--outcome", "diabetes", "--id", "mine", "--seed", "3", "--folds", "4", "-o", at("a.nsm")]);
  const file = JSON.parse(succeed(["inspect", at("a.nsm"), "--json"]).out);
  assert.equal(file.id, "mine");
  assert.match(file.development.performance.method, /4 folds/);
  assert.deepEqual(at.names(), ["a.nsm"]);
});

test("a recipe finds its table in another folder", (t) => {
  const at = temporaryFolder(t);
  succeed(["init", pima, "--outcome", "diabetes", "-o", at("a.json")]);
  const recipe = JSON.parse(fs.readFileSync(at("a.json"), "utf8"));
  recipe.data.file = path.basename(pima);
  at.with("a.json", JSON.stringify(recipe));
  assert.equal(nearside(["train", at("a.json"), "-o", at("a.nsm")]).code, 1);
  succeed(["train", at("a.json"), "--data-dir", path.dirname(pima), "-o", at("a.nsm")]);
});

test("training does not depend on the number of threads", (t) => {
  const at = temporaryFolder(t);
  for (const threads of ["1", "2"]) {
    succeed(["train", mixed, "--outcome", "event", "--threads", threads, "-o", at(threads), "--out-of-fold", at(`${threads}.csv`)]);
  }
  assert.deepEqual(fs.readFileSync(at("1")), fs.readFileSync(at("2")));
  assert.deepEqual(fs.readFileSync(at("1.csv")), fs.readFileSync(at("2.csv")));
});

test("--json gives the performance and the hash of the file", (t) => {
  const at = temporaryFolder(t);
  const report = JSON.parse(succeed(["train", mixed, "--outcome", "event", "-o", at("a.nsm"), "--json"]).out);
  assert.equal(report.model, at("a.nsm"));
  assert.match(report.hash, /^[0-9a-f]{64}$/);
  assert.equal(report.bytes, fs.statSync(at("a.nsm")).size);
  assert.deepEqual([report.rows, report.events, report.rows_without_outcome], [120, 34, 0]);
  assert.deepEqual(
    report.performance.measures.map((measure) => measure.name),
    ["auroc", "brier", "scaled_brier", "log_loss", "calibration_slope", "calibration_in_the_large"],
  );
  for (const { low, value, high } of report.performance.measures) assert.ok(low < value && value < high);
  assert.ok(succeed(["inspect", at("a.nsm")]).out.includes(report.hash));
});

test("predict reads standard input and writes standard output", (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  succeed(["predict", model, pima, "-o", at("scored.csv")]);
  const expected = fs.readFileSync(at("scored.csv"), "utf8");
  const input = fs.readFileSync(pima);
  assert.equal(succeed(["predict", model], { input }).out, expected);
  assert.equal(succeed(["predict", model, "-"], { input }).out, expected);
  assert.equal(succeed(["predict", model, pima]).out, expected);
});

test("predict says which optional column the table lacks", (t) => {
  const at = temporaryFolder(t);
  const result = succeed(["predict", pimaModel(at)], { input: "pregnant,pedigree,age\n1,0.5,30\n" });
  assert.match(result.err, /no column "insulin": imputed in every row/);
  assert.equal(rowsOf(result.out).length, 2);
});

test("predict says which question of fit the table does not answer, and refuses it where it is strict", () => {
  const model = "models/diabetes-pima/diabetes-pima.nsm";
  const input = "pregnant,pedigree,age,woman\n1,0.5,30,yes\n1,0.5,30,no\n";
  const mild = succeed(["predict", model], { input });
  assert.match(mild.err, /no column "known_diabetes": whether the model fits was not asked; see the issues/);
  assert.doesNotMatch(mild.err, /"woman"/);
  const [, asked, excluded] = rowsOf(mild.out);
  assert.ok(Number(asked[4]) > 0 && Number(asked[4]) < 1);
  assert.match(asked[5], /known_diabetes exclusion_not_asked$/);
  assert.equal(excluded[4], "");
  assert.match(excluded[5], /woman excluded/);
  const strict = succeed(["predict", "--strict", model], { input });
  assert.match(strict.err, /every row is refused/);
  assert.match(strict.err, /Predicted 0 of 2 rows, 2 refused/);
  assert.equal(rowsOf(strict.out)[1][4], "");
});

test("prepare writes what a model would see", (t) => {
  const at = temporaryFolder(t);
  const { err } = succeed(["prepare", "models/diabetes-pima/recipe.json", "-o", at("prepared.csv")]);
  assert.match(err, /1\. impute\n +statistic median\n/);
  assert.match(err, /768 rows of 8 columns\.$/m);
  const [header, ...rows] = rowsOf(fs.readFileSync(at("prepared.csv"), "utf8"));
  assert.equal(header.join(), "row,pregnant,glucose,pressure,triceps,insulin,mass,pedigree,age,diabetes");
  assert.equal(rows.length, 768);
  assert.deepEqual([...new Set(rows.map((row) => row.at(-1)))].sort(), ["neg", "pos"]);
  for (let column = 1; column <= 8; column++) {
    const values = rows.map((row) => Number(row[column]));
    const mean = values.reduce((sum, value) => sum + value, 0) / 768;
    const square = values.reduce((sum, value) => sum + value * value, 0) / 768;
    assert.ok(Math.abs(mean) < 1e-12 && Math.abs(square - 1) < 1e-12, `${header[column]}: ${mean}, ${square}`);
  }
});

test("a byte order mark and CRLF come through", (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  const text = fs.readFileSync(pima, "utf8");
  const windows = "\uFEFF" + text.replaceAll("\n", "\r\n");
  succeed(["train", at.with("pima.csv", windows), "--outcome", "diabetes", "-o", at("windows.nsm")]);
  assert.deepEqual(fs.readFileSync(at("windows.nsm")), fs.readFileSync(model));
  const plain = succeed(["predict", model], { input: text }).out;
  const scored = succeed(["predict", model], { input: windows }).out;
  assert.equal(scored, "\uFEFF" + plain.replaceAll("\n", "\r\n"));
});

test("a recipe may begin with a byte order mark", (t) => {
  const at = temporaryFolder(t);
  succeed(["init", mixed, "--outcome", "event", "-o", at("a.json")]);
  at.with("a.json", "\uFEFF" + fs.readFileSync(at("a.json"), "utf8"));
  succeed(["train", at("a.json"), "-o", at("a.nsm")]);
});

test("an outcome of 0.0 and 1.0, as pandas writes it, trains in one go", (t) => {
  const at = temporaryFolder(t);
  const text = fs.readFileSync(pima, "utf8").replaceAll(",pos", ",1.0").replaceAll(",neg", ",0.0");
  succeed(["train", at.with("pima.csv", text), "--outcome", "diabetes", "-o", at("a.nsm")]);
});
