// SPDX-License-Identifier: Apache-2.0
// A score of points is printed as a card: what a reader adds up by hand is what the program predicts.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { nearside, pima, rowsOf, succeed, temporaryFolder } from "./nearside.mjs";

/** Trains a score on the Pima table, its recipe changed. */
function trained(at, change, table = pima) {
  succeed(["init", table, "--outcome", "diabetes", "-o", at("r.json")]);
  const recipe = JSON.parse(fs.readFileSync(at("r.json"), "utf8"));
  Object.assign(recipe, { steps: [], model: { points: { predictors: 4 } } }, change);
  at.with("r.json", JSON.stringify(recipe));
  succeed(["train", at("r.json"), "-o", at("m.nsm")]);
  return at("m.nsm");
}

/** The card of `inspect`: of each predictor its lines [words, points], and the risk of each total in percent. */
function cardOf(model) {
  const text = succeed(["inspect", model]).out;
  const lines = text.slice(text.indexOf("\nModel\n"), text.indexOf("\nPerformance\n")).split("\n");
  const predictors = {};
  const risks = new Map();
  let name = "";
  for (const line of lines) {
    const heading = /^  (\S+)( +Risk)?$/.exec(line);
    const entry = /^    (.+?) {2,}(\d+)$/.exec(line);
    const risk = /^    (\d+) +([\d.]+) %$/.exec(line);
    if (heading) name = heading[1];
    else if (risk) risks.set(Number(risk[1]), Number(risk[2]));
    else if (entry) (predictors[name] ??= []).push([entry[1], Number(entry[2])]);
  }
  return { predictors, risks };
}

/** Whether a value is in the line's words. */
function holds(words, value) {
  if (words === "not known" || value === "") return words === "not known" && value === "";
  const number = Math.fround(Number(value));
  let parts;
  if ((parts = /^below (.+)$/.exec(words))) return number < Math.fround(Number(parts[1]));
  if ((parts = /^(.+) and above$/.exec(words))) return number >= Math.fround(Number(parts[1]));
  parts = /^(.+) to below (.+)$/.exec(words);
  return number >= Math.fround(Number(parts[1])) && number < Math.fround(Number(parts[2]));
}

for (const calibration of ["none", "platt", "isotonic"]) {
  test(`the card gives the risks that predict gives, calibrated by ${calibration}`, (t) => {
    const at = temporaryFolder(t);
    // Isotonic needs 1000 events wherever it is fitted: the table's 268 seven times.
    const [heads, ...lines] = fs.readFileSync(pima, "utf8").trimEnd().split("\n");
    const many = at.with("many.csv", [heads, ...Array(7).fill(lines).flat(), ""].join("\n"));
    const model = trained(at, { calibration: [calibration] }, calibration === "isotonic" ? many : pima);
    const calibrated = / {2}risk +(none|platt|isotonic)/.exec(succeed(["inspect", model]).out);
    assert.equal(calibrated?.[1] ?? "none", calibration);
    const { predictors, risks } = cardOf(model);
    assert.ok(Object.keys(predictors).length >= 2 && Object.keys(predictors).length <= 4);
    for (const [name, lines] of Object.entries(predictors)) {
      assert.ok(lines.some(([, points]) => points === 0), `${name} has a line of no points`);
    }
    succeed(["predict", model, pima, "-o", at("scored.csv")]);
    const [header, ...rows] = rowsOf(fs.readFileSync(at("scored.csv"), "utf8"));
    const place = header.indexOf("risk");
    assert.ok(place >= 0);
    const [names, ...people] = rowsOf(fs.readFileSync(pima, "utf8"));
    const totals = new Set();
    people.forEach((person, r) => {
      let total = 0;
      for (const [name, lines] of Object.entries(predictors)) {
        const fitting = lines.filter(([words]) => holds(words, person[names.indexOf(name)]));
        assert.equal(fitting.length, 1, `${name} of row ${r + 2}`);
        total += fitting[0][1];
      }
      totals.add(total);
      assert.ok(Math.abs(risks.get(total) - 100 * Number(rows[r][place])) <= 0.0501, `row ${r + 2}, total ${total}`);
    });
    assert.ok(totals.size > 5);
  });
}

test("a card has points for a missing value only where the recipe allows one", (t) => {
  const at = temporaryFolder(t);
  const model = trained(at, {});
  const { predictors } = cardOf(model);
  assert.ok(predictors.glucose.some(([words]) => words === "not known"));
  assert.ok(!predictors.age.some(([words]) => words === "not known"));
  at.with("one.csv", "pregnant,glucose,pressure,triceps,insulin,mass,pedigree,age\n6,,72,35,,33.6,0.627,\n");
  const result = nearside(["predict", model, at("one.csv")]);
  assert.match(result.out + result.err, /age/);
  assert.doesNotMatch(result.out, /\n0\.\d+/);
});
