// SPDX-License-Identifier: Apache-2.0
// Choosing a model from the command line: families, leaderboard, budget, Ctrl-C.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import { test } from "node:test";
import { mixed, nearside, pima, program, succeed, temporaryFolder } from "./nearside.mjs";

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
    const args = ["train", at("r.json"), "--folds", "2", ...models, "-o", at("m.nsm")];
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
