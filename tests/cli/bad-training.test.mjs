// SPDX-License-Identifier: Apache-2.0
// What can't be trained is refused with one sentence: what, where, and what was seen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nearside, temporaryFolder } from "./nearside.mjs";

/** Sixty rows that nobody lived; `change` gives some columns other values: (row) => ({ column: value }). */
function table(change = () => ({}), count = 60) {
  const rows = [];
  for (let i = 0; i < count; i += 1) {
    const high = i % 2;
    rows.push({
      age: 40 + ((i * 7) % 31), high, ward: "IJK"[i % 3], none: "", y: (i * 5 + (i % 7)) % 3 === 0 ? "yes" : "no",
      parted: high ? "yes" : "no", grade: ["low", "middle", "great"][high + (i % 4 === 3 ? 1 : 0)],
      quantity: 90 + ((i * 11) % 23), count: high * (1 + (i % 3)), years: 0.5 + ((i * 13) % 17) / 4, weight: 1 + (i % 2),
      ...change(i),
    });
  }
  return [Object.keys(rows[0]), ...rows.map(Object.values)].map((line) => line.join(",")).join("\n") + "\n";
}

const age = { id: "age", kind: "numeric" };
const high = { id: "high", kind: "numeric" };
const ward = { id: "ward", kind: "categorical", levels: [{ id: "I" }, { id: "J" }, { id: "K" }] };
const none = { id: "none", kind: "numeric", required: false };
const yes = { column: "y", positive: "yes", negative: "no" };
const parted = { column: "parted", positive: "yes", negative: "no" };
const classes = [{ id: "low" }, { id: "middle" }, { id: "great" }];
const quantity = { column: "quantity", kind: "quantity" };
const count = { column: "count", kind: "count" };
const event = { column: "parted", kind: "time_to_event", positive: "yes", time: "years", horizons: [1, 2] };
const models = (...names) => names.map((name) => ({ [name]: {} }));
const ofBinary = models("logistic_regression", "decision_tree", "random_forest", "gradient_boosting", "additive", "points");
const ofQuantity = models("linear_regression", "decision_tree", "random_forest", "gradient_boosting", "additive");

function train(t, { change, rows, more = [], ...recipe }) {
  const at = temporaryFolder(t);
  at.with("data.csv", table(change, rows));
  at.with("r.json", JSON.stringify({
    nearside_recipe: 1, id: "m", data: { file: "data.csv", ...recipe.data }, outcome: recipe.outcome ?? yes,
    predictors: recipe.predictors ?? [age, high], steps: recipe.steps ?? [], model: recipe.model ?? { logistic_regression: {} },
    validation: recipe.validation ?? { folds: 5 }, ...(recipe.search && { search: recipe.search }),
  }));
  const result = nearside(["train", at("r.json"), "-o", at("m.nsm"), ...more], { timeout: 120_000 });
  return { ...result, names: at.names(), at };
}

function refuses(name, recipe, sentence) {
  test(`train refuses ${name}`, (t) => {
    const { code, err, names, at } = train(t, recipe);
    assert.equal(code, 1, err);
    assert.match(err, /^nearside: [^\n]*\n$/);
    const said = err.slice("nearside: ".length).replace(`${at("r.json")}: `, "").replace(`${at("data.csv")}: `, "").trimEnd();
    if (typeof sentence === "string") assert.equal(said, sentence);
    else assert.match(said, sentence);
    assert.deepEqual(names, ["data.csv", "r.json"]);
  });
}

// ------------------------------------------------------------------------------------- outcomes of one kind only
for (const model of ofBinary) {
  const [name] = Object.keys(model);
  refuses(`${name} where all have the outcome`, { model, change: () => ({ y: "yes" }) },
    'column y: none of the 60 rows has "no"; there must be rows of every class');
}
refuses("an outcome that nobody has", { change: () => ({ y: "no" }) },
  'column y: none of the 60 rows has "yes"; there must be rows of every class');
refuses("an outcome that has only its positive text",
  { change: () => ({ y: "yes" }), outcome: { column: "y", positive: "yes" } },
  'column y: none of the 60 rows has anything but "yes"; there must be rows of every class');
refuses("classes of which one has no row", { outcome: { column: "grade", kind: "classes", classes: [...classes, { id: "huge" }] } },
  'column grade: none of the 60 rows is of the class "huge"; there must be rows of every class');
refuses("times without an event", { outcome: event, change: () => ({ parted: "no" }), model: { cox_regression: {} } },
  'column parted: none of the 60 rows has "yes"; there must be rows with the event');
for (const model of ofQuantity) {
  const [name] = Object.keys(model);
  refuses(`${name} of a constant`, { model, outcome: quantity, change: () => ({ quantity: 5.5 }) },
    "column quantity: is 5.5 in each of the 60 rows; there is nothing to predict");
}
for (const model of models("poisson_regression", "gradient_boosting")) {
  const [name] = Object.keys(model);
  refuses(`${name} of counts that are all 0`, { model, outcome: count, change: () => ({ count: 0 }) },
    "column count: is 0 in each of the 60 rows; there is nothing to predict");
}

// ------------------------------------------------------------------------------------------------------- few rows
refuses("fewer rows than folds", { rows: 4, outcome: parted, predictors: [age] },
  "validation.folds: 5 folds, but only 2 rows with the outcome");
refuses("fewer numbers than folds", { rows: 4, outcome: quantity, model: { linear_regression: {} } },
  "validation.folds: 5 folds, but only 4 rows");
refuses("fewer rows of a class than folds", {
  outcome: { column: "grade", kind: "classes", classes },
  change: (i) => ({ grade: i < 3 ? "middle" : i % 2 ? "low" : "great" }),
}, "validation.folds: 5 folds, but only 3 rows of class 2 of 3");

// The inner folds are not those that validation.folds says.
refuses("fewer rows than the folds in which a calibration is fitted", {
  rows: 4, outcome: parted, predictors: [age], model: { decision_tree: {} }, validation: { folds: 2 },
}, "calibration: 5 folds, but only 2 rows with the outcome");
refuses("fewer rows than the folds in which settings are searched", {
  rows: 4, outcome: parted, predictors: [age], search: { models: ["logistic"], folds: 3 }, validation: { folds: 2 },
}, "search.folds: 3 folds, but only 2 rows with the outcome");

test("train takes times to an event of which none is censored", (t) => {
  const { code, err } = train(t, { outcome: { ...event, horizons: [2] }, predictors: [age], model: { cox_regression: {} }, change: () => ({ parted: "yes" }), more: ["--allow-no-better"] });
  assert.equal(code, 0, err);
});

test("train refuses folds that part a group", (t) => {
  const at = temporaryFolder(t);
  at.with("data.csv", table((i) => ({ person: i >> 1 })));
  at.with("r.json", JSON.stringify({
    nearside_recipe: 1, id: "m", data: { file: "data.csv" }, outcome: yes, predictors: [age, high], steps: [],
    model: { logistic_regression: {} }, validation: { folds: 2, group: ["person"] },
  }));
  const folds = (of) => at.with("folds.csv", `fold\n${Array.from({ length: 60 }, (_, i) => `${of(i)}\n`).join("")}`);
  const run = () => nearside(["train", at("r.json"), "-o", at("m.nsm"), "--folds-file", at("folds.csv"), "--allow-no-better"]);
  folds((i) => (i < 41 ? 0 : 1));
  assert.equal(run().err, `nearside: ${at("folds.csv")}: puts rows of one group into different folds, of 1 group; what belongs together is predicted together\n`);
  folds((i) => i % 2);
  assert.match(run().err, /of 30 groups;/);
  folds((i) => (i < 40 ? 0 : 1));
  assert.equal(run().code, 0);
});

// ---------------------------------------------------------------------------------------------- nothing to go by
for (const model of ofBinary) {
  const [name] = Object.keys(model);
  refuses(`${name} from a predictor that nobody has`, { model, predictors: [age, none] },
    "column none: has a value in none of the 60 rows; leave it out of the predictors");
}

// -------------------------------------------------------------------------------------------------------- weights
for (const weight of ["-1", "NaN", "lots", "", "inf"]) {
  refuses(`the weight "${weight}"`, { data: { weight: "weight" }, change: (i) => (i === 7 ? { weight } : {}) },
    `row 9, column weight: "${weight}" is no weight; it must be a number from 0`);
}
const pair = (i) => ({ pair: i % 2 });
refuses("encoding by the outcome where groups are too few to leave one out", {
  predictors: [age, ward], steps: [{ encode_target: {} }], change: pair, validation: { folds: 2, group: ["pair"] },
}, /encode_target: fits itself to four fifths of the groups at a time, and there (is|are) 1/);
refuses("patience where the groups are too large to hold one out", {
  model: { logistic_regression: { optimiser: { method: "sgd", patience: 3 } } }, change: pair, validation: { folds: 2, group: ["pair"] },
}, /patience: wants 3 of 30 rows to judge a fit by, and the groups are so large/);

test("train refuses given folds beside what they know nothing of", (t) => {
  const folds = (at) => at.with("folds.csv", `fold\n${Array.from({ length: 60 }, (_, i) => i % 5).join("\n")}\n`);
  for (const [validation, sentence] of [
    [{ folds: 5, repeats: 2 }, /validation\.repeats: can't be had with given folds, which are the same each time/],
    [{ folds: 5, order: "years" }, /validation\.order: can't be had with given folds, which know no order of time/],
  ]) {
    const { at } = train(t, { validation });
    const { code, err } = nearside(["train", at("r.json"), "--folds-file", folds(at), "-o", at("again.nsm")]);
    assert.equal(code, 1);
    assert.match(err, sentence);
  }
});

refuses("weights that are all 0", { data: { weight: "weight" }, change: () => ({ weight: 0 }) },
  "column weight: is 0 in every row with a known outcome");

// ------------------------------------------------------------------------------------------------------ separable
const settle = (model, what, remedy) =>
  `fold 0, ${model}: the coefficients do not settle: the predictors ${what}; use a penalty (${remedy}) or leave predictors out`;
const ends = (method, what) =>
  new RegExp(`^fold 0, \\w+: (${method} did not reach the optimum in [^\\n]*Perhaps the predictors ${what}: then a penalty helps|the coefficients do not settle: the predictors ${what})`);
const graded = (i) => ({ high: i % 3, grade: ["low", "middle", "great"][i % 3] });
const separable = [
  ["logistic_regression", "C", parted, undefined, "separate the classes", "C above 0"],
  ["logistic_regression", "C", { column: "grade", kind: "classes", classes }, graded, "separate the classes", "C above 0"],
  ["ordinal_regression", "C", { column: "grade", kind: "ordered", classes }, graded, "separate the classes", "C above 0"],
  ["poisson_regression", "lambda", count, undefined, "separate rows that count 0 from the others", "lambda above 0"],
];
for (const [model, penalty, outcome, change, what, remedy] of separable) {
  const kind = outcome.kind ?? "binary";
  const without = (more) => ({ outcome, change, model: { [model]: { [penalty]: 0, ...more } } });
  refuses(`${model} of separable rows (${kind})`, without({}), settle(model, what, remedy));
  for (const method of ["lbfgs", "gradient_descent", "sgd"]) {
    refuses(`${model} of separable rows (${kind}) by ${method}`, without({ optimiser: { method } }), ends(method, what));
  }
  test(`${model} takes separable rows (${kind}) with a penalty`, (t) => {
    const { code, err } = train(t, { outcome, change, model: { [model]: { [penalty]: 1 } } });
    assert.equal(code, 0, err);
  });
}
for (const ties of ["efron", "breslow"]) {
  refuses(`cox_regression where only some ever have the event (${ties})`, { outcome: event, model: { cox_regression: { ties } } },
    'fold 0, cox_regression: the coefficient of "high" does not settle: those with some value of it never have the event, ' +
    "or always before the others; leave it out, or use a penalty (lambda above 0)");
}
refuses("points whose total separates the classes", { outcome: parted, predictors: [high], model: { points: {} } },
  "points: fold 0, points: their total separates the classes, so that no total has a risk between 0 and 1; fit fewer predictors or bins");
refuses("a column that repeats another, without a penalty",
  {
    predictors: [high, { id: "twice", kind: "numeric" }], model: { logistic_regression: { C: 0 } },
    change: (i) => ({ twice: 2 * (i % 2) }),
  },
  settle("logistic_regression", "repeat each other", "C above 0"));

// --------------------------------------------------------------------------------------------- impossible wishes
for (const name of ["points", "additive", "gradient_boosting"]) {
  const wish = (monotone) => ({ predictors: [age, ward], model: { [name]: { monotone } } });
  const here = `model.${name}.monotone`;
  refuses(`${name} that rises with an unordered category`, wish({ ward: "increasing" }),
    `${here}.ward: its levels have no order; say \`ordered\` if they stand from least to most`);
  refuses(`${name} that rises with a predictor that there is not`, wish({ aged: "increasing" }),
    `${here}.aged: there is no predictor "aged"; did you mean "age"?`);
  refuses(`${name} with a direction that there is not`, wish({ age: "sideways" }),
    `${here}.age: "sideways" is not known; known: increasing, decreasing`);
}
refuses("pairs with a predictor that there is not", { model: { additive: { pairs: [["age", "wrad"]] } } },
  'model.additive.pairs[0]: there is no predictor "wrad"; known: age, high');
refuses("a pair of one predictor", { model: { additive: { pairs: [["age", "age"]] } } },
  "model.additive.pairs[0]: must name two different predictors");
refuses("pairs of trees too shallow for them", { model: { additive: { depth: 1, pairs: [["age", "high"]] } } },
  "model.additive.depth: must be 2 or more where there are pairs");
for (const [name, most] of [["decision_tree", 30], ["random_forest", 30], ["gradient_boosting", 12], ["additive", 6]]) {
  refuses(`${name} of depth 0`, { model: { [name]: { depth: 0 } } }, `model.${name}.depth: must be from 1 to ${most}, found 0`);
}
refuses("a depth below 0", { model: { gradient_boosting: { depth: -1 } } },
  "model.gradient_boosting.depth: expected a whole number from 0 to 4294967295, found the number -1");
refuses("points of no predictor", { model: { points: { predictors: 0 } } }, "model.points.predictors: must be from 1 to 30, found 0");
refuses("points in one bin", { model: { points: { bins: 1 } } }, "model.points.bins: must be from 2 to 10, found 1");
refuses("a model that can't predict the outcome", { outcome: quantity, model: { points: {} } },
  "model.points: can't predict an outcome of kind quantity");
