// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { mixed, nearside, pima, pimaModel, program, repository, succeed, temporaryFolder } from "./nearside.mjs";

const commands = [[], ["init"], ["train"], ["predict"], ["evaluate"], ["inspect"], ["document"], ["document", "recipe"], ["document", "model-file"], ["profile"]];

for (const command of commands) {
  test(`${["nearside", ...command].join(" ")} --help says what it does`, () => {
    const { out, err } = succeed([...command, "--help"]);
    assert.match(out, /Usage:/);
    assert.equal(err, "");
    assert.ok(out.split("\n").length > 4);
  });
}

test("--version names a version", () => {
  assert.match(succeed(["--version"]).out, /^nearside \d+\.\d+\.\d+\n$/);
});

test("a mistake in the command line ends with code 2 and a sentence", (t) => {
  const at = temporaryFolder(t);
  for (const args of [
    [],
    ["predikt"],
    ["train"],
    ["train", mixed],
    ["predict", "model", "--colour"],
    ["init", mixed],
    ["document"],
    ["train", mixed, "--outcome", "event", "-o", at("a"), "--folds", "1"],
    ["train", mixed, "--outcome", "event", "-o", at("a"), "--folds", "0"],
    ["train", mixed, "--outcome", "event", "-o", at("a"), "--folds", "101"],
    ["train", mixed, "--outcome", "event", "-o", at("a"), "--seed", "-1"],
    ["train", mixed, "--outcome", "event", "-o", at("a"), "--threads", "0"],
    ["train", mixed, "--outcome", "event", "-o", at("a"), "--delimiter", ""],
    ["init", mixed, "--outcome", "event", "-o", at("a"), "--delimiter", ";;"],
    ["predict", "model", "--delimiter", "ab"],
  ]) {
    const result = nearside(args);
    assert.equal(result.code, 2, `${args.join(" ")}: ${result.err}`);
    assert.notEqual(result.err, "");
    assert.equal(result.out, "");
  }
  assert.deepEqual(at.names(), []);
});

test("a number above zero is asked for in words", (t) => {
  const at = temporaryFolder(t);
  for (const [given, args] of [
    ["--budget", ["train", mixed, "--outcome", "event", "-o", at("a")]],
    ["--years-per-unit", ["evaluate", "model", mixed]],
  ]) {
    for (const text of ["-1", "0", "nan", "much"]) {
      const { code, err } = nearside([...args, given, text]);
      assert.equal(code, 2);
      assert.equal(err, `${given}: must be a number above zero, not "${text}"\nRun with --help for more information.\n`);
    }
  }
});

test("numbers of the command line are decimal, as in tables", (t) => {
  const at = temporaryFolder(t);
  const train = ["train", mixed, "--outcome", "event", "-o", at("a"), "--json"];
  const method = (...more) => JSON.parse(succeed([...train, ...more]).out).performance.method;
  assert.match(method("--folds", "010"), /, 10 folds;/);
  assert.match(method("--folds", "08"), /, 8 folds;/);
  const bytes = (seed) => {
    method("--seed", seed);
    return fs.readFileSync(at("a"));
  };
  assert.deepEqual(bytes("010"), bytes("10"));
  assert.notDeepEqual(bytes("010"), bytes("8"));
  for (const [given, text, sentence] of [
    ["--folds", "0x5", "must be a whole number from 0"],
    ["--folds", "5.0", "must be a whole number from 0"],
    ["--folds", "-5", "must be a whole number from 0"],
    ["--folds", "five", "must be a whole number from 0"],
    ["--folds", "1", "must be 2 to 100"],
    ["--folds", "101", "must be 2 to 100"],
    ["--threads", "0", "must be 1 to 1024"],
    ["--seed", "4294967296", "must be at most 4294967295"],
    ["--seed", "99999999999999999999999", "must be at most 4294967295"],
    ["--budget", "0x1", "must be a number above zero"],
    ["--budget", "inf", "must be a number above zero"],
    ["--budget", "1e400", "must be a number above zero"],
  ]) {
    const { code, err } = nearside([...train, given, text]);
    assert.equal(code, 2);
    assert.equal(err, `${given}: ${sentence}, not "${text}"\nRun with --help for more information.\n`);
  }
});

test("an empty value is refused, whatever it is given to", (t) => {
  const at = temporaryFolder(t);
  for (const [what, args] of [
    ["--out-of-fold", ["train", mixed, "--outcome", "event", "-o", at("a"), "--out-of-fold", ""]],
    ["--folds-file", ["train", mixed, "--outcome", "event", "-o", at("a"), "--folds-file", ""]],
    ["--models", ["train", mixed, "--outcome", "event", "-o", at("a"), "--models", ""]],
    ["--output", ["profile", mixed, "-o", ""]],
    ["--output", ["predict", "model", mixed, "-o", ""]],
    ["model", ["predict", "", mixed]],
    ["models", ["catalogue", "", "-o", at("a")]],
  ]) {
    const { code, err } = nearside(args);
    assert.equal(code, 2, args.join(" "));
    assert.match(err, new RegExp(`^${what}: must not be empty\n`));
  }
  assert.deepEqual(at.names(), []);
});

test("a word that is no command is named, with the nearest", () => {
  for (const [args, sentence] of [
    [["predcit", "m.nsm", "in.csv"], 'there is no command "predcit"; did you mean "predict"?'],
    [["document", "recipes"], 'there is no command "recipes"; did you mean "recipe"?'],
    [["--colour"], 'there is no option "--colour"'],
    [["import", "pmml", "a.pmml"], 'there is no command "pmml"; known: equation'],
  ]) {
    const { code, err } = nearside(args);
    assert.equal(code, 2);
    assert.equal(err, `${sentence}\nRun with --help for more information.\n`);
  }
});

test("fields are never separated by what numbers and words are written with", (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  for (const text of [".", "7", "-", "+", "e", "a", '"', "é", ";;"]) {
    const { code, err } = nearside(["predict", model, pima, "--delimiter", text]);
    assert.equal(code, 2, text);
    assert.ok(err.startsWith(`--delimiter: must be one character such as ; or a tab, with which no word, number or quote is written, not "${text}"\n`), err);
  }
  const commas = succeed(["predict", model, pima]).out;
  const tabs = at.with("tabs.csv", fs.readFileSync(pima, "utf8").replaceAll(",", "\t"));
  for (const text of ["tab", "\\t", "\t"]) {
    assert.equal(succeed(["predict", model, tabs, "--delimiter", text]).out.replaceAll("\t", ","), commas);
  }
});

test("options that mean nothing without another, or beside it, are refused", (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  assert.match(nearside(["evaluate", model, pima, "--outcome", "diabetes", "--years-per-unit", "2"]).err, /^--years-per-unit requires --time\n/);
  assert.match(nearside(["inspect", model, "--json", "--with", "age=5"]).err, /^--json excludes --with\n/);
});

test("inspect --with says which text is no value, and what would be", (t) => {
  const at = temporaryFolder(t);
  succeed(["import", "equation", path.join(repository, "models/ckd-epi-2021/equation.json"), "-o", at("a.nsm")]);
  for (const [given, sentence] of [
    ["creatinine=97umol/L", 'creatinine: "97umol/L" is not a number'],
    ["sex=FEMALE", 'sex: "FEMALE" is not among its levels; known: female, male'],
  ]) {
    const { code, err, out } = nearside(["inspect", at("a.nsm"), "--with", "age=60", "sex=female", "creatinine=1.1", given]);
    assert.equal(code, 1);
    assert.equal(err, `nearside: --with: ${sentence}\n`);
    assert.equal(out, "");
  }
});

test("init does not overwrite a recipe unless forced", (t) => {
  const at = temporaryFolder(t);
  at.with("a.json", "a day's work");
  const args = ["init", mixed, "--outcome", "event", "-o", at("a.json")];
  const refused = nearside(args);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /a\.json exists already; give another name with -o, or --force/);
  assert.equal(fs.readFileSync(at("a.json"), "utf8"), "a day's work");
  succeed([...args, "--force"]);
  assert.equal(JSON.parse(fs.readFileSync(at("a.json"), "utf8")).id, "mixed");
});

test("a file that is not there is named once", (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  for (const args of [
    ["inspect", at("absent")],
    ["predict", at("absent"), mixed],
    ["predict", model, at("absent")],
    ["train", at("absent"), "-o", at("a")],
    ["train", at("absent"), "--outcome", "y", "-o", at("a")],
    ["init", at("absent"), "--outcome", "y", "-o", at("a")],
  ]) {
    const result = nearside(args);
    assert.equal(result.code, 1, args.join(" "));
    assert.equal(result.err, `nearside: ${at("absent")}: can't be opened: No such file or directory\n`);
  }
});

test("a folder that is not there is named", (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  const target = path.join(at("absent"), "a");
  for (const args of [
    ["predict", model, pima, "-o", target],
    ["train", mixed, "--outcome", "event", "-o", target],
    ["init", mixed, "--outcome", "event", "-o", target],
  ]) {
    const result = nearside(args);
    assert.equal(result.code, 1, args.join(" "));
    assert.equal(result.err, `nearside: ${target}: can't be written: No such file or directory\n`);
  }
});

test("a table where a recipe belongs is recognised", (t) => {
  const at = temporaryFolder(t);
  const result = nearside(["train", mixed, "-o", at("a.nsm")]);
  assert.equal(result.code, 1);
  assert.match(result.err, /mixed\.csv is not a recipe; `nearside init` makes one from a table/);
});

test("a fault in a recipe is named with its file and path", (t) => {
  const at = temporaryFolder(t);
  succeed(["init", mixed, "--outcome", "event", "-o", at("a.json")]);
  const recipe = JSON.parse(fs.readFileSync(at("a.json"), "utf8"));
  recipe.steps[0].impute.statistic = "medain";
  at.with("a.json", JSON.stringify(recipe));
  const result = nearside(["train", at("a.json"), "-o", at("a.nsm")]);
  assert.equal(result.code, 1);
  assert.equal(
    result.err,
    `nearside: ${at("a.json")}: steps[0].impute.statistic: "medain" is not known; did you mean "median"?\n`,
  );
});

test("a damaged model file is refused with a sentence", (t) => {
  const at = temporaryFolder(t);
  const bytes = fs.readFileSync(pimaModel(at));
  const turned = Buffer.from(bytes);
  turned[turned.length >> 1] ^= 1;
  for (const damaged of [turned, bytes.subarray(0, bytes.length - 1), Buffer.concat([bytes, Buffer.from([0])]), Buffer.from("hello"), Buffer.alloc(0)]) {
    at.with("damaged.nsm", damaged);
    for (const args of [["inspect", at("damaged.nsm")], ["predict", at("damaged.nsm"), mixed, "-o", at("scored.csv")]]) {
      const result = nearside(args);
      assert.equal(result.code, 1);
      assert.ok(result.err.startsWith(`nearside: ${at("damaged.nsm")}`), result.err);
      assert.match(result.err, /^[^\n]{20,}\n$/);
      assert.equal(result.out, "");
    }
  }
  assert.deepEqual(at.names(), ["damaged.nsm", "pima.nsm"]);
});

// inspect and document once ended with code 0.
test("output that can't be written is an error", { skip: !fs.existsSync("/dev/full") }, (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  const full = fs.openSync("/dev/full", "w");
  t.after(() => fs.closeSync(full));
  for (const args of [["predict", model, pima], ["inspect", model], ["inspect", model, "--json"], ["document", "recipe"]]) {
    const result = spawnSync(program, args, { stdio: ["ignore", full, "pipe"] });
    assert.equal(result.status, 1, args.join(" "));
    assert.match(result.stderr.toString(), /^nearside: standard .*output.* can't be written.*\n$/);
  }
});

test("document prints the pages of the repository", () => {
  for (const [page, file] of [["model-file", "models/FORMAT.md"], ["recipe", "tools/RECIPE.md"]]) {
    assert.equal(succeed(["document", page]).out, fs.readFileSync(path.join(repository, file), "utf8"));
  }
});
