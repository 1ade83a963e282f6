// SPDX-License-Identifier: Apache-2.0
// What brings a model's probabilities to the data's: calibrations that are asked for, left out and undone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nearside, rowsOf, succeed, temporaryFolder } from "./nearside.mjs";

/** Numbers from 0 to 1 that are the same every time. */
function numbers() {
  let state = 20260711;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** A table in which one row in twenty has the outcome, more often where x is large, or in three classes. */
function table(rows, classes = ["yes", "no"]) {
  const draw = numbers();
  const lines = ["x,z,y"];
  for (let r = 0; r < rows; r += 1) {
    const [x, z, u] = [draw(), draw(), draw()];
    const name = classes.length === 2 ? (u < 0.1 * x ? 0 : 1) : u < 0.1 * x ? 0 : u < 0.3 ? 1 : 2;
    lines.push([x.toFixed(3), z.toFixed(3), classes[name]].join(","));
  }
  return lines.join("\n") + "\n";
}

const binary = { column: "y", positive: "yes", negative: "no" };

function train(t, { rows = 2000, outcome = binary, classes, model = { logistic_regression: {} }, ...recipe }, ...args) {
  const at = temporaryFolder(t);
  at.with("t.csv", table(rows, classes));
  at.with("r.json", JSON.stringify({
    nearside_recipe: 1, id: "m", data: { file: "t.csv" }, outcome,
    predictors: [{ id: "x", kind: "numeric" }, { id: "z", kind: "numeric" }], steps: [], model, ...recipe,
  }));
  const result = nearside(["train", at("r.json"), "-o", at("m.nsm"), ...args]);
  return { ...result, at };
}

/** Mean risks of the classes on the table itself, and their shares. */
function means(at, classes = ["yes"]) {
  const [header, ...rows] = rowsOf(succeed(["predict", at("m.nsm"), at("t.csv")]).out);
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const y = header.indexOf("y");
  return classes.map((name, k) => ({
    risk: mean(rows.map((row) => Number(row[y + 1 + k]))), share: mean(rows.map((row) => Number(row[y] === name))),
  }));
}

test("balanced classes are undone by an intercept, and the output and the card say so", (t) => {
  const { code, out, err, at } = train(t, { class_weight: "balanced" }, "--json");
  assert.equal(code, 0, err);
  const report = JSON.parse(out);
  assert.equal(report.leaderboard[0].intercepts, 1);
  assert.match(report.performance.method, /; \d of 5 folds chose calibration \w+, which ships; balanced classes undone by an intercept fitted out of fold$/);
  const [{ risk, share }] = means(at);
  assert.ok(share > 0.03 && share < 0.07);
  assert.ok(Math.abs(risk - share) < 0.003, `${risk} for ${share}`);
  const slope = report.performance.measures.find(({ name }) => name === "calibration_in_the_large");
  assert.ok(Math.abs(slope.value) < 0.1, String(slope.value));
  const card = succeed(["inspect", at("m.nsm")]).out;
  assert.match(card, /balanced classes undone by an intercept fitted out of fold/);
  assert.match(card, /risk +intercept -\d.*, undoes class weights/);
});

test("a balanced tree without a split gives everybody the share, not a half", (t) => {
  for (const calibration of [undefined, ["platt"]]) {
    const { code, err, at } = train(t, { class_weight: "balanced", model: { decision_tree: { gamma: 1e6 } }, calibration });
    assert.equal(code, 0, err);
    const [{ risk, share }] = means(at);
    assert.ok(Math.abs(risk - share) < (calibration ? 1e-3 : 1e-4), `${risk} for ${share}`);
  }
});

test("shares of 0 and 1 are held a millionth inside before the intercept, and counted", (t) => {
  const { code, out, err } = train(t, { class_weight: "balanced", model: { decision_tree: { depth: 20, rows_at_leaf: 1, smoothing: 1e-7 } } }, "--json", "--allow-no-better");
  assert.equal(code, 0, err);
  assert.match(JSON.parse(out).performance.method, /, \d+ of 2000 probabilities first held inside 1e-6 and 1 - 1e-6(;|$)/);
});

test("several balanced classes are undone by one intercept less than they are", (t) => {
  const classes = ["a", "b", "c"];
  const { code, out, err, at } = train(t, {
    class_weight: "balanced", classes, outcome: { column: "y", classes: classes.map((id) => ({ id })) },
  }, "--json");
  assert.equal(code, 0, err);
  assert.match(JSON.parse(out).performance.method, /balanced classes undone by 2 intercepts fitted out of fold/);
  for (const { risk, share } of means(at, classes)) assert.ok(Math.abs(risk - share) < 0.005, `${risk} for ${share}`);
});

test("balanced classes that nothing undoes are refused", (t) => {
  const { code, err } = train(t, { class_weight: "balanced", calibration: ["none", "platt"] });
  assert.equal(code, 1);
  assert.match(err, /calibration: `none` beside `class_weight: balanced` would give risks of a population in which all classes are equally frequent/);
});

test("a calibration that has too few events is refused, or the next is used and that is said", (t) => {
  const alone = train(t, { calibration: ["isotonic"] });
  assert.equal(alone.code, 1);
  assert.match(alone.err, /calibration: isotonic needs 1000 events, found \d+ in the smallest part of the rows that it is fitted to\n/);
  assert.deepEqual(alone.at.names(), ["r.json", "t.csv"]);
  const { code, out, err, at } = train(t, { calibration: ["isotonic", "platt"] });
  assert.equal(code, 0, err);
  assert.match(out, /^ {2}calibration: isotonic needs 1000 events, found \d+ in the smallest part .*; it is not tried$/m);
  assert.match(succeed(["inspect", at("m.nsm")]).out, /isotonic needs 1000 events, found \d+ .*; it is not tried/);
});
