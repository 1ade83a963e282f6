// SPDX-License-Identifier: Apache-2.0
// Choosing a model from the command line: families, leaderboard, budget, Ctrl-C.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { mixed, nearside, pima, program, repository, succeed, temporaryFolder } from "./nearside.mjs";

const table = ["train", pima, "--outcome", "diabetes", "--positive", "pos"];

test("--models chooses among families and tells of each", (t) => {
  const at = temporaryFolder(t);
  const { out } = succeed([...table, "--models", "logistic,decision_tree", "--json", "-o", at("m.nsm")]);
  const report = JSON.parse(out);
  assert.deepEqual(report.leaderboard.map(({ family }) => family), ["decision_tree", "logistic"]);
  assert.deepEqual(report.leaderboard.filter(({ chosen }) => chosen).map(({ family }) => family), ["logistic"]);
  assert.equal(report.complete, true);
  assert.equal(report.sample_size.parameters, 8);
  assert.match(report.performance.method, /^nested stratified cross-validation, 5 folds; every step, the choice/);
  for (const { performance, bytes } of report.leaderboard) {
    const auroc = performance.measures.find(({ name }) => name === "auroc");
    assert.ok(auroc.low < auroc.value && auroc.value < auroc.high && auroc.value > 0.75);
    assert.ok(bytes > 1000);
  }
  assert.equal(report.bytes, fs.statSync(at("m.nsm")).size);
  // The card quotes the whole procedure: here one family wins in every fold, so the figures are its own.
  assert.match(succeed(["inspect", at("m.nsm")]).out, /nested stratified cross-validation/);
});

test("the same choice gives the same bytes with any number of threads", (t) => {
  const at = temporaryFolder(t);
  for (const threads of ["1", "3"])
    succeed([...table, "--models", "logistic,gradient_boosting", "--folds", "3", "--threads", threads, "-o", at(`${threads}.nsm`)]);
  assert.ok(fs.readFileSync(at("1.nsm")).equals(fs.readFileSync(at("3.nsm"))));
});

test("a family that there is not is named, with the nearest", (t) => {
  const at = temporaryFolder(t);
  const { code, err } = nearside([...table, "--models", "additiv", "-o", at("m.nsm")]);
  assert.equal(code, 1);
  assert.match(err, /there is no family "additiv"; did you mean "additive"\?/);
  assert.deepEqual(at.names(), []);
  const quantity = nearside([...table, "--models", "cox", "-o", at("m.nsm")]);
  assert.match(quantity.err, /cox can't predict an outcome of kind binary/);
});

test("families that can't keep the directions of the recipe are named", (t) => {
  const at = temporaryFolder(t);
  const train = (model, ...models) => {
    succeed(["init", mixed, "--outcome", "event", "--force", "-o", at("r.json")]);
    const recipe = JSON.parse(fs.readFileSync(at("r.json"), "utf8"));
    at.with("r.json", JSON.stringify({ ...recipe, model }));
    const args = ["train", at("r.json"), "--folds", "2", "--allow-no-better", ...models, "-o", at("m.nsm")];
    return { said: succeed(args).out, board: JSON.parse(succeed([...args, "--json"]).out).leaderboard };
  };
  const kept = (board) => Object.fromEntries(board.map((row) => [row.family, row.keeps_directions]));
  const rises = { additive: { rounds: 20, monotone: { age: "increasing" } } };
  const both = train(rises, "--models", "logistic,additive");
  assert.match(both.said, /^ {2}the recipe's directions \(monotone\) are not kept by logistic, which can't; /m);
  assert.deepEqual(kept(both.board), { logistic: false, additive: true });
  const alone = train(rises);
  assert.doesNotMatch(alone.said, /directions/);
  assert.deepEqual(kept(alone.board), { additive: true });
  assert.doesNotMatch(train({ additive: { rounds: 20 } }, "--models", "logistic,additive").said, /directions/);
});

test("a budget that ends before the first model writes nothing", (t) => {
  const at = temporaryFolder(t);
  const { code, err } = nearside([...table, "--models", "auto", "--budget", "0.0000001", "-o", at("m.nsm")]);
  assert.equal(code, 1);
  assert.match(err, /the training was stopped before the first model had been tried/);
  assert.deepEqual(at.names(), []);
});

test("Ctrl-C keeps the best so far, and the file says so", async (t) => {
  const at = temporaryFolder(t);
  // Enough fits for a minute; the first family is done long before the signal.
  const child = spawn(program, [...table, "--models", "auto", "--repeats", "100", "--json", "-o", at("m.nsm")]);
  let out = "";
  child.stdout.on("data", (piece) => (out += piece));
  const ended = new Promise((resolve) => child.on("close", resolve));
  await new Promise((resolve) => setTimeout(resolve, 8000));
  child.kill("SIGINT");
  assert.equal(await ended, 0);
  const report = JSON.parse(out);
  assert.equal(report.complete, false);
  assert.ok(report.leaderboard.some(({ chosen }) => chosen));
  assert.match(succeed(["inspect", at("m.nsm")]).out, /Incomplete: training was stopped/);
});

/** Rows whose outcome no predictor tells, and with `told` one that does. */
function table_of_chance(at, rows, told) {
  let state = 7;
  const chance = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const lines = Array.from({ length: rows }, () => {
    const x = [chance(), chance(), chance()];
    return [...x, chance() < (told ? x[0] : 0.5) ? "yes" : "no"].join();
  });
  return at.with("chance.csv", `a,b,c,event\n${lines.join("\n")}\n`);
}

test("a model that is no better than the average is written only where that is asked for", (t) => {
  const at = temporaryFolder(t);
  const chance = ["train", table_of_chance(at, 200, false), "--outcome", "event", "-o", at("m.nsm"), "--out-of-fold", at("oof.csv")];
  const { code, out, err } = nearside(chance);
  assert.equal(code, 1);
  assert.match(err, /the model predicts no better than the average for everybody \(log loss 0\.\d+ for 0\.\d+, gain -0\.\d+ with standard error 0\.\d+\); nothing was written, --allow-no-better writes it nevertheless/);
  assert.match(out, /scaled Brier +-0\.\d{4}/i);
  assert.deepEqual(at.names(), ["chance.csv"]);
  succeed([...chance, "--allow-no-better"]);
  const told = succeed(["inspect", at("m.nsm")]).out;
  assert.match(told, /; no better than the average for everybody \(log loss/);
  assert.match(told, /Whether this number tells more of you than the average for everybody: .* it was no better\./);
  assert.match(told, /它并不更好。/);
});

test("the gain over the average is that of the rows, recomputed", (t) => {
  const at = temporaryFolder(t);
  const source = table_of_chance(at, 300, true);
  const args = ["train", source, "--outcome", "event", "--positive", "yes", "-o", at("m.nsm"), "--out-of-fold", at("oof.csv")];
  const report = JSON.parse(succeed([...args, "--json"]).out);
  const folds = fs.readFileSync(at("oof.csv"), "utf8").trim().split("\n").slice(1).map((line) => Number(line.split(",")[1]));
  const happened = fs.readFileSync(source, "utf8").trim().split("\n").slice(1).map((line) => line.endsWith("yes"));
  const loss = folds.reduce((sum, p, i) => sum - Math.log(happened[i] ? p : 1 - p), 0) / 300;
  const against = report.against_average;
  assert.ok(Math.abs(against.loss - loss) < 1e-12);
  assert.ok(Math.abs(against.average_loss - against.loss - against.gain) < 1e-12);
  // Stratified folds of 300 rows leave the share of the others all but the same.
  const share = happened.filter(Boolean).length / 300;
  const average = -(share * Math.log(share) + (1 - share) * Math.log(1 - share));
  assert.ok(Math.abs(against.average_loss - average) < 1e-4);
  assert.ok(against.gain > 0);
  assert.match(succeed(args).out, /^ {2}better than the average for everybody \(log loss/m);
  assert.doesNotMatch(succeed(["inspect", at("m.nsm")]).out, /average for everybody/);
  const scaled = report.performance.measures.find(({ name }) => name === "scaled_brier");
  const brier = report.performance.measures.find(({ name }) => name === "brier");
  assert.ok(Math.abs(scaled.value - (1 - brier.value / (share * (1 - share)))) < 1e-3);
});

/** The rule from the losses alone: the simplest family that is no worse than the best by more than one standard error. */
function chosen_of(file, baselines) {
  const [header, ...lines] = fs.readFileSync(file, "utf8").trim().split("\n").map((line) => line.split(","));
  const losses = header.slice(1).map((_, f) => lines.map((line) => Number(line[f + 1])));
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const may = header.slice(1).map((family) => !baselines.includes(family));
  const best = losses.map((of, f) => [may[f] ? mean(of) : Infinity, f]).sort((a, b) => a[0] - b[0])[0][1];
  const chosen = losses.findIndex((of, f) => {
    const worse = of.map((loss, r) => loss - losses[best][r]);
    const centre = mean(worse);
    const error = Math.sqrt(worse.reduce((sum, one) => sum + (one - centre) ** 2, 0) / (worse.length - 1) / worse.length);
    return may[f] && (f === best || centre <= error);
  });
  return { chosen: header[chosen + 1], best: header[best + 1] };
}

test("the choice between families follows from their losses on each row", (t) => {
  const at = temporaryFolder(t);
  const kinds = new Set();
  for (const [source, models, ...more] of [
    ["models/diabetes-pima/recipe.json", "decision_tree,logistic,additive,naive_bayes", "--seed", "1"],
    ["models/diabetes-progression/recipe.json", "decision_tree,linear,gradient_boosting"],
    ["tests/fixtures/mixed/mixed.csv", "decision_tree,logistic,gradient_boosting", "--outcome", "event"],
  ]) {
    const args = ["train", path.join(repository, source), "--models", models, ...more, "--folds", "2", "--allow-no-better"];
    const report = JSON.parse(succeed([...args, "--json", "-o", at("m.nsm"), "--choice-losses", at("losses.csv")]).out);
    const { chosen, best } = chosen_of(at("losses.csv"), report.leaderboard.filter((row) => row.baseline).map((row) => row.family));
    assert.equal(chosen, report.leaderboard.find((row) => row.chosen).family, source);
    kinds.add(chosen === best);
  }
  assert.ok(kinds.has(false), "nowhere a simpler family than the best");
  const none = nearside(["train", path.join(repository, "models/diabetes-pima/recipe.json"), "-o", at("n.nsm"), "--choice-losses", at("l.csv")]);
  assert.match(none.err, /--choice-losses: one model without a calibration leaves nothing to choose/);
});
