// SPDX-License-Identifier: Apache-2.0
// What a table, a recipe, a model file or a file's name says never reaches the terminal as more than text.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pima, program, repository, temporaryFolder } from "./nearside.mjs";

// Clears the line, sets the title, colours by C1, turns text around, breaks lines, and goes on as if it were ours.
const evil = "\u001b[2K\u001b]0;t\u0007\u009b31m\u202eX\u2066Y\u2069\u2028\u2029\u200f\u061c\u200b\u00ad\u{e0041}\u007f\b\r\nFORGED\t.";
const notText = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e00ff}]/u;

/** UTF-8 of printable characters and line breaks; no value has made a line of its own. */
function assertText(bytes, what) {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  const bad = notText.exec(text);
  assert.equal(bad, null, `${what}: U+${bad?.[0].codePointAt(0).toString(16)} in ${JSON.stringify(text.slice(Math.max(0, bad?.index - 60), bad?.index + 60))}`);
  assert.doesNotMatch(text, /^ *FORGED/m, what);
  return text;
}

/** Runs the program: `code`, and text on both streams. `stdout: "data"` leaves out what is no text for people. */
function run(args, { code = 0, stdout = "text", ...options } = {}) {
  const result = spawnSync(program, args, { maxBuffer: 1 << 28, ...options });
  const what = JSON.stringify(args.map(String));
  assert.equal(result.status, code, `${what}: ${result.stderr}`);
  return { out: stdout === "data" ? result.stdout.toString() : assertText(result.stdout, what), err: assertText(result.stderr, what) };
}

const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

/** The Pima table with an evil name and evil values in it. */
function evilTable() {
  const [header, ...lines] = fs.readFileSync(pima, "utf8").trimEnd().split("\n");
  const names = [...header.split(",").slice(0, -1), `group${evil}`, `diabetes${evil}`].map(quoted);
  const rows = lines.map((line, i) => {
    const fields = line.split(",");
    return [...fields.slice(0, -1), quoted(`${"abc"[i % 3]}${evil}`), quoted(fields.at(-1) + evil)].join(",");
  });
  return `${[names.join(","), ...rows].join("\n")}\n`;
}

const outcome = `diabetes${evil}`;
const positive = `pos${evil}`;
const both = (text) => ({ en: `${text}${evil}`, zh: `${text}${evil}` });

/** A recipe in which every text is evil. */
function evilRecipe(at) {
  at.with("table.csv", evilTable());
  run(["init", at("table.csv"), "--outcome", outcome, "--positive", positive, "--id", "evil", "-o", at("recipe.json"), "--force"]);
  const recipe = JSON.parse(fs.readFileSync(at("recipe.json"), "utf8"));
  recipe.title = both("Title");
  recipe.outcome.label = both("outcome");
  recipe.card = {
    intended_use: both("use"), population: both("people"), exclusions: both("none"), limits: both("limits"), does_not_tell: [both("that")],
    data_source: `source${evil}`, data_licence: `licence${evil}`, model_licence: `licence${evil}`, contact: `contact${evil}`, sources: [`source${evil}`],
  };
  for (const predictor of recipe.predictors) {
    predictor.label = both(predictor.id);
    for (const level of predictor.levels ?? []) level.label = both("level");
  }
  return recipe;
}

/** Every model whose text `inspect` writes in its own way. */
const models = [
  { logistic_regression: {} }, { decision_tree: { depth: 3 } }, { additive: { rounds: 20 } }, { points: {} }, { naive_bayes: {} },
  { random_forest: { trees: 3, depth: 3 } }, { svm_linear: {} },
];

test("init, profile and prepare", (t) => {
  const at = temporaryFolder(t);
  const recipe = evilRecipe(at);
  assert.ok(recipe.predictors.some((predictor) => predictor.id === `group${evil}`), "the names reach the recipe as they are");
  run(["init", at("table.csv"), "--outcome", outcome, "--positive", positive, "--id", "evil", "-o", "-"]);
  for (const args of [["profile", at("table.csv"), "--outcome", outcome], ["profile", at("recipe.json")], ["profile", at("recipe.json"), "--no-values"]]) {
    assert.match(run(args).out, /\\u001b\[2K/);
    const json = JSON.parse(run([...args, "--json"]).out);
    assert.ok(json.columns.some((column) => column.name === `group${evil}`), "JSON keeps its value");
    const page = run([...args, "-o", "-"], { stdout: "data" }).out;
    assert.doesNotMatch(page, notText);
    assert.match(page, /\\u001b\[2K/);
  }
  assert.match(run(["prepare", at("recipe.json"), "-o", at("prepared.csv")]).err, /\\u001b\[2K/);
  assert.ok(fs.readFileSync(at("prepared.csv"), "utf8").includes(evil), "a table is data");
});

test("train, inspect, predict, evaluate and catalogue", (t) => {
  const at = temporaryFolder(t);
  const recipe = evilRecipe(at);
  for (const model of models) {
    const family = Object.keys(model)[0];
    const train = ["train", at.with("recipe.json", JSON.stringify({ ...recipe, model })), "--folds", "2", "-o", at("a.nsm")];
    run(train);
    assert.equal(JSON.parse(run([...train, "--json"]).out).model, at("a.nsm"));
    const { out } = run(["inspect", at("a.nsm")]);
    assert.match(out, /^Title\\u001b\[2K/, family);
    assert.match(out, /^ {2}32 test vectors replayed: every bit as expected$/m);
    assert.equal(JSON.parse(run(["inspect", at("a.nsm"), "--json"]).out).title.en, `Title${evil}`);
  }
  const predict = ["predict", at("a.nsm"), at("table.csv"), "-o", at("scored.csv")];
  run(predict);
  fs.writeFileSync(at("again.csv"), fs.readFileSync(at("scored.csv")));
  run(["predict", at("a.nsm"), at("again.csv"), "-o", at("scored.csv")]);
  assert.ok(fs.readFileSync(at("scored.csv"), "utf8").includes(evil), "a table is data");
  const evaluate = ["evaluate", at("a.nsm"), at("table.csv"), "--outcome", outcome];
  run(evaluate);
  run([...evaluate, "--json"]);
  run(["catalogue", at("a.nsm"), "-o", at("index.json")]);
  assert.equal(run(["catalogue", at("a.nsm"), "-o", "-"], { cwd: at.path }).out, fs.readFileSync(at("index.json"), "utf8"));
  assert.equal(JSON.parse(fs.readFileSync(at("index.json"), "utf8")).models[0].title.en, `Title${evil}`);
});

test("a leaderboard, steps of every kind, and columns that nothing needs", (t) => {
  const at = temporaryFolder(t);
  const recipe = evilRecipe(at);
  const group = `group${evil}`;
  recipe.steps = [
    { flag_missing: { columns: ["insulin"] } }, { impute: { statistic: "median" } }, { group_rare: { min_share: 0.4, columns: [group] } },
    { one_hot: {} }, { pca: { count: 2 } }, { standardise: {} },
  ];
  run(["train", at.with("recipe.json", JSON.stringify(recipe)), "--folds", "2", "-o", at("a.nsm")]);
  assert.match(run(["inspect", at("a.nsm")]).out, /\\u001b\[2K/);
  run(["train", at("table.csv"), "--outcome", outcome, "--positive", positive, "--id", "a", "--folds", "2", "--models", "logistic,tree", "-o", at("b.nsm")]);
});

test("an equation", (t) => {
  const at = temporaryFolder(t);
  const equation = JSON.parse(fs.readFileSync(path.join(repository, "models/ckd-epi-2021/equation.json"), "utf8"));
  equation.title.en += evil;
  for (const { label } of [...equation.quantities, ...equation.predictors, ...equation.outputs]) label.en += evil;
  for (const { question, reason } of equation.exclusions) [question.en, reason.en] = [question.en + evil, reason.en + evil];
  for (const { title } of equation.form.groups) title.en += evil;
  run(["import", "equation", at.with("a.json", JSON.stringify(equation)), "-o", at("a.nsm")]);
  assert.match(run(["inspect", at("a.nsm")]).out, /^[^\n]*\\u001b\[2K/);
  assert.match(run(["inspect", at("a.nsm"), "--with", "age=60", "sex=female", "creatinine=1.1"]).out, /egfr = .* = 57\.5/);
  run(["inspect", at("a.nsm"), "--with", `age=${evil}`, "sex=female", "creatinine=1.1"], { code: 1 });
});

test("complaints about the command line, files, tables, recipes and models", (t) => {
  const at = temporaryFolder(t);
  evilRecipe(at);
  const recipe = (change) => {
    const changed = JSON.parse(fs.readFileSync(at("recipe.json"), "utf8"));
    change(changed);
    return at.with("changed.json", JSON.stringify(changed));
  };
  run(["train", at("recipe.json"), "--folds", "2", "-o", at("a.nsm")]);
  for (const [args, code] of [
    [[evil], 2],
    [["train", `--${evil}`], 2],
    [["predict", "a", "b", evil], 2],
    [["train", at("recipe.json"), "-o", at("b"), "--folds", evil], 2],
    [["train", at("recipe.json"), "-o", at("b"), "--search", evil], 2],
    [["train", at("recipe.json"), "-o", at("b"), "--models", evil], 1],
    [["predict", "a", "b", "--delimiter", evil], 2],
    [["inspect", evil], 1],
    [["inspect", at("table.csv")], 1],
    [["inspect", at("a.nsm"), "--with", evil], 1],
    [["predict", at("a.nsm"), at(evil)], 1],
    [["predict", at("a.nsm"), at("table.csv"), "-o", path.join(at(evil), "out")], 1],
    [["init", at("table.csv"), "--outcome", evil, "-o", at("b")], 1],
    [["init", at("table.csv"), "--outcome", outcome, "-o", at("b")], 1],
    [["init", at("table.csv"), "--outcome", `group${evil}`, "-o", at("b")], 1],
    [["profile", at("table.csv"), "--outcome", evil], 1],
    [["profile", at("table.csv"), "--key", evil], 1],
    [["evaluate", at("a.nsm"), at("table.csv"), "--outcome", outcome, "--positive", evil], 1],
    [["evaluate", at("a.nsm"), at("table.csv"), "--outcome", outcome, "--output", evil], 1],
    [["train", at("table.csv"), "-o", at("b")], 1],
    [["train", recipe((r) => (r[evil] = 1)), "-o", at("b")], 1],
    [["train", recipe((r) => (r.status = evil)), "-o", at("b")], 1],
    [["train", recipe((r) => (r.data.file = evil)), "-o", at("b")], 1],
    [["train", recipe((r) => (r.predictors[0].column = evil)), "-o", at("b")], 1],
    [["train", recipe((r) => (r.predictors[1].kind = evil)), "-o", at("b")], 1],
    [["train", recipe((r) => (r.outcome.negative = "x")), "-o", at("b")], 1],
    [["train", recipe((r) => (r.predictors.at(-1).levels = [{ id: "x" }, { id: "y" }])), "-o", at("b")], 1],
    [["train", at.with("broken.json", `{"id": "${evil}`), "-o", at("b")], 1],
    [["train", at.with("bytes.json", Buffer.from('{"id": "\xff\x9b31m"}', "latin1")), "-o", at("b")], 1],
    [["catalogue", at("a.nsm"), at("a.nsm"), "-o", at("b")], 1],
  ]) {
    const { err, out } = run(args, { code });
    assert.notEqual(err, "", JSON.stringify(args));
    assert.equal(out, "", JSON.stringify(args));
  }
  for (const [name, table] of [
    ["a name twice", `a${evil},b\n`.replace(/^(.*),b\n$/s, (_, name) => `${quoted(name)},${quoted(name)}\n`)],
    ["a ragged row", `${quoted(evil)},b\n1\n`],
    ["bytes that are no text", Buffer.concat([Buffer.from(`${quoted(evil)},b\n1,`), Buffer.from([0x9b, 0x33, 0x31, 0x6d, 0x0a])])],
    ["a NUL", `${quoted(evil)},b\n1,\0\n`],
  ]) {
    const { err } = run(["profile", at.with("bad.csv", table)], { code: 1 });
    assert.match(err, /^nearside: [^\n]*\n$/, name);
  }
});

test("names of files that are no text", (t) => {
  const at = temporaryFolder(t);
  evilRecipe(at);
  const script = (text) => {
    const result = spawnSync("bash", ["-c", text, program, at.path]);
    return { code: result.status, out: assertText(result.stdout, text), err: assertText(result.stderr, text) };
  };
  assert.match(script(`"$0" inspect $'\\xff\\x9b31m'`).err, /^nearside: \\xff\\x9b31m: can't be opened/);
  assert.match(script(`cd "$1"; "$0" train recipe.json --folds 2 -o $'\\xffa.nsm'`).out, /^Wrote \\xffa\.nsm /m);
  const report = script(`cd "$1"; "$0" train recipe.json --folds 2 --json -o $'\\xffa.nsm'`);
  assert.equal(JSON.parse(report.out).model, "\ufffda.nsm");
});
