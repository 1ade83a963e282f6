// SPDX-License-Identifier: Apache-2.0
// What the commands do with the files, links, devices and pipes that they are given.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { nearside, pima, pimaModel, program, repository, succeed, temporaryFolder } from "./nearside.mjs";

const diabetes = path.join(repository, "models/diabetes-pima");
const rotterdam = path.join(repository, "models/recurrence-rotterdam");
const fib4 = path.join(repository, "models/fib-4/equation.json");
const asRoot = process.getuid() === 0;
const timeout = 120_000; // of what waits for another program

const modeOf = (file) => (fs.statSync(file).mode & 0o777).toString(8);

/**
 * The path of a device, with /dev/null's number or another one's. Root, who could lose the machine's own, gets one
 * in the test's folder; undefined where none can be made.
 */
function device(at, name, major, minor) {
  if (!asRoot) return path.join("/dev", name);
  if (spawnSync("mknod", ["-m", "666", at(name), "c", major, minor]).status !== 0) return undefined;
  return at(name);
}

/** Each command that writes a file: what it reads, and the call that writes `output`. */
function writers(at) {
  const model = pimaModel(at);
  fs.copyFileSync(pima, at("pima.csv"));
  succeed(["init", at("pima.csv"), "--outcome", "diabetes", "-o", at("recipe.json")]);
  fs.copyFileSync(fib4, at("equation.json"));
  at.with("folds.csv", `fold\n${"0\n1\n".repeat(384)}`);
  const train = ["train", at("recipe.json"), "--folds", "2"];
  return {
    predict: { inputs: ["pima.nsm", "pima.csv"], args: (output) => ["predict", model, at("pima.csv"), "-o", output] },
    prepare: { inputs: ["recipe.json", "pima.csv"], args: (output) => ["prepare", at("recipe.json"), "-o", output] },
    train: { inputs: ["recipe.json", "pima.csv", "folds.csv"], args: (output) => [...train, "--folds-file", at("folds.csv"), "-o", output] },
    "train --outcome": { inputs: ["pima.csv"], args: (output) => ["train", at("pima.csv"), "--outcome", "diabetes", "-o", output] },
    "train --out-of-fold": {
      inputs: ["recipe.json", "pima.csv", "folds.csv"],
      args: (output) => [...train, "--folds-file", at("folds.csv"), "-o", at("other.nsm"), "--out-of-fold", output],
    },
    profile: { inputs: ["pima.csv"], args: (output) => ["profile", at("pima.csv"), "-o", output] },
    "profile of a recipe": { inputs: ["recipe.json", "pima.csv"], args: (output) => ["profile", at("recipe.json"), "-o", output] },
    init: { inputs: ["pima.csv"], args: (output) => ["init", at("pima.csv"), "--outcome", "diabetes", "--force", "-o", output] },
    catalogue: { inputs: ["pima.nsm"], args: (output) => ["catalogue", model, "-o", output] },
    import: { inputs: ["equation.json"], args: (output) => ["import", "equation", at("equation.json"), "-o", output] },
  };
}

test("no command writes over what it reads, by whatever link", (t) => {
  const at = temporaryFolder(t);
  for (const [name, { inputs, args }] of Object.entries(writers(at))) {
    for (const input of inputs) {
      const before = fs.readFileSync(at(input));
      fs.symlinkSync(input, at("link"));
      fs.linkSync(at(input), at("hard"));
      for (const output of [at(input), at("link"), at("hard")]) {
        const result = nearside(args(output));
        assert.equal(result.code, 1, `${name} over ${input}: ${result.out}`);
        assert.match(result.err, /^nearside: [^\n]* would be written over "[^\n]*"(, which is the same file)?, and this command needs both; give another name\n$/);
        assert.equal(result.out, "");
        assert.deepEqual(fs.readFileSync(at(input)), before, `${name} over ${input}`);
      }
      fs.unlinkSync(at("link"));
      fs.unlinkSync(at("hard"));
    }
  }
  assert.ok(!fs.existsSync(at("other.nsm")), "before any work");
});

test("two files of one command never take one place", (t) => {
  const at = temporaryFolder(t);
  fs.symlinkSync("a", at("link"));
  for (const other of [at("a"), path.join(at.path, "..", path.basename(at.path), "a"), at("link")]) {
    const result = nearside(["train", pima, "--outcome", "diabetes", "-o", at("a"), "--out-of-fold", other]);
    assert.equal(result.code, 1);
    assert.match(result.err, /would be written over/);
  }
  assert.deepEqual(at.names(), ["link"]);
});

test("a table that standard output leads back into is refused", (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  fs.copyFileSync(pima, at("pima.csv"));
  const out = fs.openSync(at("pima.csv"), "a");
  const result = spawnSync(program, ["predict", model, at("pima.csv")], { stdio: ["ignore", out, "pipe"] });
  fs.closeSync(out);
  assert.equal(result.status, 1);
  assert.match(result.stderr.toString(), /would be written over/);
  assert.deepEqual(fs.readFileSync(at("pima.csv")), fs.readFileSync(pima));
});

test("what a command prints never goes into its own files", (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  fs.copyFileSync(pima, at("pima.csv"));
  succeed(["init", at("pima.csv"), "--outcome", "diabetes", "-o", at("recipe.json")]);
  succeed(["import", "equation", fib4, "-o", at("fib.nsm")]);
  fs.copyFileSync(fib4, at("equation.json"));
  const train = ["train", at("recipe.json"), "--folds", "2", "-o"];
  for (const [file, args] of [
    ["pima.csv", ["profile", at("pima.csv")]],
    ["pima.csv", ["profile", at("recipe.json")]],
    ["recipe.json", ["profile", at("recipe.json")]],
    ["page.html", ["profile", at("pima.csv"), "-o", at("page.html"), "--json"]],
    ["pima.csv", ["evaluate", model, at("pima.csv"), "--outcome", "diabetes"]],
    ["pima.nsm", ["evaluate", model, at("pima.csv"), "--outcome", "diabetes"]],
    ["recipe.json", ["evaluate", model, at("pima.csv"), "--recipe", at("recipe.json")]],
    ["fib.nsm", ["inspect", at("fib.nsm")]],
    ["fib.nsm", ["inspect", at("fib.nsm"), "--with", "age=50"]],
    ["pima.csv", [...train, at("new.nsm")]],
    ["recipe.json", [...train, at("new.nsm")]],
    ["new.nsm", [...train, at("new.nsm"), "--json"]],
    ["oof.csv", [...train, at("new.nsm"), "--out-of-fold", at("oof.csv")]],
    ["pima.csv", ["init", at("pima.csv"), "--outcome", "diabetes", "-o", at("other.json")]],
    ["other.json", ["init", at("pima.csv"), "--outcome", "diabetes", "-o", at("other.json"), "--force"]],
    ["pima.nsm", ["catalogue", model, "-o", at("index.json")]],
    ["equation.json", ["import", "equation", at("equation.json"), "-o", at("again.nsm")]],
  ]) {
    const before = fs.existsSync(at(file)) ? fs.readFileSync(at(file)) : Buffer.alloc(0);
    const out = fs.openSync(at(file), "a");
    const result = spawnSync(program, args, { stdio: ["ignore", out, "pipe"] });
    fs.closeSync(out);
    assert.equal(result.status, 1, `${args.join(" ")} >> ${file}`);
    assert.match(result.stderr.toString(), /^nearside: standard output: would be written over "[^\n]*", which is the same file, and this command needs both; give another name\n$/);
    assert.deepEqual(fs.readFileSync(at(file)), before, `${args.join(" ")} >> ${file}`);
  }
});

test("a file that is a mount of its own, as containers have them, is written where it stands", { skip: !asRoot }, (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  const scored = succeed(["predict", model, pima]).out;
  at.with("outside.csv", "older ".repeat(1e5));
  at.with("inside.csv", "");
  const script = 'mount --bind outside.csv inside.csv && exec "$@"';
  const bound = (...args) => spawnSync("unshare", ["-m", "sh", "-c", script, "sh", ...args], { cwd: at.path });
  if (bound("true").status !== 0) return t.skip("nothing can be mounted here");
  const result = bound(program, "predict", model, pima, "-o", "inside.csv");
  assert.equal(result.status, 0, result.stderr.toString());
  assert.equal(fs.readFileSync(at("outside.csv"), "utf8"), scored);
  const refused = bound(program, "init", pima, "--outcome", "diabetes", "-o", "inside.csv");
  assert.match(refused.stderr.toString(), /inside\.csv exists already/);
  assert.deepEqual(at.names(), ["inside.csv", "outside.csv", "pima.nsm"]);
});

test("a file that may not be replaced is refused before any work", { skip: !asRoot }, (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  at.with("out.csv", "older");
  // In a folder like /tmp, another's file may be written but not replaced.
  fs.chmodSync(at.path, 0o1777);
  fs.chmodSync(at("out.csv"), 0o666);
  const nobody = { uid: 65534, gid: 65534 };
  const predict = (table, as) => spawnSync(program, ["predict", model, table, "-o", at("out.csv")], as);
  // Of a table that is not there it would speak first, had it begun.
  const refused = `nearside: ${at("out.csv")}: can't be written: Operation not permitted\n`;
  const sticky = predict(at("absent.csv"), nobody);
  if (sticky.error) return t.skip("nobody can't reach the program");
  assert.equal(sticky.stderr.toString(), refused);
  fs.chownSync(at("out.csv"), nobody.uid, nobody.gid);
  assert.equal(predict(pima, nobody).status, 0, "their own");
  if (spawnSync("chattr", ["+a", at("out.csv")]).status !== 0) return t.diagnostic("no attributes here");
  const appendOnly = predict(at("absent.csv"), {});
  spawnSync("chattr", ["-a", at("out.csv")]);
  assert.equal(appendOnly.stderr.toString(), refused);
});

test("a symbolic link stays, and what it leads to is replaced", (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  const scored = succeed(["predict", model, pima]).out;
  fs.mkdirSync(at("there"));
  fs.writeFileSync(at("there/real.csv"), "older");
  fs.symlinkSync("there/real.csv", at("near"));
  fs.symlinkSync("near", at("far"));
  const older = fs.openSync(at("there/real.csv"), "r");
  succeed(["predict", model, pima, "-o", at("far")]);
  assert.equal(fs.readlinkSync(at("far")), "near");
  assert.equal(fs.readlinkSync(at("near")), "there/real.csv");
  assert.equal(fs.readFileSync(at("there/real.csv"), "utf8"), scored);
  assert.equal(fs.readFileSync(older, "utf8"), "older", "by a new file in its place");
  fs.closeSync(older);
  assert.deepEqual(fs.readdirSync(at("there")), ["real.csv"]);

  fs.symlinkSync("there/none.csv", at("dangling"));
  succeed(["predict", model, pima, "-o", at("dangling")]);
  assert.equal(fs.readlinkSync(at("dangling")), "there/none.csv");
  assert.equal(fs.readFileSync(at("there/none.csv"), "utf8"), scored);

  fs.symlinkSync("round", at("round"));
  const lost = nearside(["predict", model, pima, "-o", at("round")]);
  assert.equal(lost.code, 1);
  assert.equal(lost.err, `nearside: ${at("round")}: can't be written: Too many levels of symbolic links\n`);
});

test("a folder is refused before any work", (t) => {
  const at = temporaryFolder(t);
  fs.mkdirSync(at("folder"));
  fs.symlinkSync("folder", at("link"));
  for (const [name, { args }] of Object.entries(writers(at))) {
    for (const output of [at("folder"), at("link")]) {
      const result = nearside(args(output));
      assert.equal(result.code, 1, name);
      assert.equal(result.err, `nearside: ${output}: can't be written: it is a folder; name a file in it\n`);
    }
  }
  assert.ok(!fs.existsSync(at("other.nsm")));
});

test("what is no regular file is written and stays what it is", { skip: !fs.existsSync("/proc/self/fd/1"), timeout }, async (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  const scored = succeed(["predict", model, pima]).out;

  const nowhere = device(at, "null", 1, 3);
  if (nowhere === undefined) return t.skip("no device can be made here");
  fs.symlinkSync(nowhere, at("link"));
  for (const output of [nowhere, at("link")]) {
    succeed(["predict", model, pima, "-o", output]);
    assert.ok(fs.statSync(nowhere).isCharacterDevice());
    assert.equal(fs.readlinkSync(at("link")), nowhere);
  }

  execFileSync("mkfifo", [at("fifo")]);
  const reader = spawn("cat", [at("fifo")]);
  t.after(() => reader.kill("SIGKILL"));
  let read = "";
  reader.stdout.on("data", (piece) => (read += piece));
  succeed(["predict", model, pima, "-o", at("fifo")]);
  await once(reader, "close");
  assert.equal(read, scored);
  assert.ok(fs.statSync(at("fifo")).isFIFO());

  fs.symlinkSync("/proc/self/fd/1", at("out"));
  fs.symlinkSync("out", at("far"));
  // Root could lose /dev/stdout itself, which is such a link.
  const names = [["/proc/self/fd/1", 1], ["/dev/fd/3", 3], [at("out"), 1], [at("far"), 1], ...(asRoot ? [] : [["/dev/stdout", 1]])];
  for (const [name, place] of names) {
    const file = fs.openSync(at.with("kept.csv", "kept\n"), "a");
    const stdio = ["ignore", "pipe", "pipe", "ignore"];
    stdio[place] = file;
    const result = spawnSync(program, ["predict", model, pima, "-o", name], { stdio });
    fs.closeSync(file);
    assert.equal(result.status, 0, `${name}: ${result.stderr}`);
    assert.equal(fs.readFileSync(at("kept.csv"), "utf8"), `kept\n${scored}`, name);
  }
  assert.equal(fs.readlinkSync(at("out")), "/proc/self/fd/1");
  assert.deepEqual(at.names().filter((name) => name !== "null"), ["far", "fifo", "kept.csv", "link", "out", "pima.nsm"]);
});

test("a device that takes nothing is an error", (t) => {
  const at = temporaryFolder(t);
  const full = device(at, "full", 1, 7);
  if (full === undefined || !fs.existsSync(full)) return t.skip("no device can be made here");
  for (const [name, { args }] of Object.entries(writers(at))) {
    const result = nearside(args(full));
    assert.equal(result.code, 1, name);
    assert.equal(result.err.split("\n").at(-2), `nearside: ${full}: can't be written: No space left on device`, name);
  }
  assert.ok(fs.statSync(full).isCharacterDevice());
});

test("what a person should read goes beside a file on standard output, not into it", (t) => {
  const at = temporaryFolder(t);
  const all = writers(at);
  fs.symlinkSync("/proc/self/fd/1", at("out")); // as /dev/stdout is
  for (const name of ["train", "train --outcome", "init", "catalogue", "import"]) {
    succeed(all[name].args(at("file")));
    for (const output of ["-", at("out")]) {
      const { stdout, stderr } = spawnSync(program, all[name].args(output));
      // A catalogue and a recipe name their files as seen from their own folder.
      if (!["catalogue", "init"].includes(name)) assert.deepEqual(stdout, fs.readFileSync(at("file")), name);
      else assert.doesNotThrow(() => JSON.parse(stdout), name);
      assert.match(stderr.toString(), /Wrote (-|\S*\/out)[: ]/);
    }
  }
  for (const args of [
    ["train", pima, "--outcome", "diabetes", "-o", "-", "--json"],
    ["train", pima, "--outcome", "diabetes", "-o", "-", "--out-of-fold", at("out")],
    ["profile", pima, "-o", "-", "--json"],
  ]) {
    const result = nearside(args);
    assert.equal(result.code, 1);
    assert.match(result.err, /only one can go to standard output/);
    assert.equal(result.out, "");
  }
});

test("people's rows are for their owner alone; a file that is replaced keeps its mode", (t) => {
  const at = temporaryFolder(t);
  const all = writers(at);
  const before = process.umask(0o022);
  t.after(() => process.umask(before));
  const modes = { predict: "600", prepare: "600", "train --out-of-fold": "600", profile: "600", train: "644", init: "644", catalogue: "644", import: "644" };
  for (const [name, mode] of Object.entries(modes)) {
    fs.rmSync(at("out"), { force: true });
    succeed(all[name].args(at("out")));
    assert.equal(modeOf(at("out")), mode, name);
    for (const kept of [0o640, 0o606, 0o444 | 0o200]) {
      fs.chmodSync(at("out"), kept);
      succeed(all[name].args(at("out")));
      assert.equal(modeOf(at("out")), kept.toString(8), name);
    }
  }
  succeed(["profile", pima, "--no-values", "-o", at("page.html")]);
  assert.equal(modeOf(at("page.html")), "644");
  process.umask(0o027);
  succeed(all.import.args(at("new.nsm")));
  assert.equal(modeOf(at("new.nsm")), "640");
});

test("a model file that holds development rows is for its owner alone", (t) => {
  const at = temporaryFolder(t);
  const before = process.umask(0o022);
  t.after(() => process.umask(before));
  const model = (name, ...more) => {
    succeed(["train", pima, "--outcome", "diabetes", "--folds", "2", "--allow-development-rows", "-o", at(name), ...more]);
    return modeOf(at(name));
  };
  assert.equal(model("neighbours.nsm", "--models", "nearest_neighbours"), "600");
  assert.equal(model("logistic.nsm", "--models", "logistic"), "644");

  succeed(["init", pima, "--outcome", "diabetes", "-o", at("a.json")]);
  const recipe = JSON.parse(fs.readFileSync(at("a.json"), "utf8"));
  recipe.data.file = pima;
  recipe.steps = [{ impute_neighbours: { allow_development_rows: true } }];
  succeed(["train", at.with("a.json", JSON.stringify(recipe)), "--folds", "2", "--allow-development-rows", "-o", at("imputed.nsm")]);
  assert.equal(modeOf(at("imputed.nsm")), "600");
});

test("a file keeps its owner where we may give it, and its lack of a right to write", { skip: !asRoot }, (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  fs.chmodSync(at.path, 0o777);
  fs.chmodSync(model, 0o644);
  // Another user may not reach the checkout: program and table lie where everybody can.
  fs.copyFileSync(program, at("nearside"));
  fs.copyFileSync(pima, at("pima.csv"));
  const predict = (output, who = {}) => {
    const { status, stderr } = spawnSync(at("nearside"), ["predict", model, at("pima.csv"), "-o", output], { ...who, encoding: "utf8" });
    return { code: status, err: stderr };
  };
  at.with("theirs.csv", "");
  fs.chownSync(at("theirs.csv"), 1234, 2345);
  fs.chmodSync(at("theirs.csv"), 0o640);
  assert.equal(predict(at("theirs.csv")).code, 0);
  assert.deepEqual([fs.statSync(at("theirs.csv")).uid, fs.statSync(at("theirs.csv")).gid], [1234, 2345]);
  assert.equal(modeOf(at("theirs.csv")), "640");

  const nobody = { uid: 65534, gid: 65534 };
  // Ours gets none of the rights of a group that can't be kept.
  fs.chmodSync(at("theirs.csv"), 0o666);
  assert.equal(predict(at("theirs.csv"), nobody).code, 0);
  assert.deepEqual([fs.statSync(at("theirs.csv")).uid, modeOf(at("theirs.csv"))], [65534, "606"]);
  fs.chmodSync(at("theirs.csv"), 0o444);
  const refused = predict(at("theirs.csv"), nobody);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /theirs\.csv: can't be written: Permission denied\n$/);
});

/** The name of a partial file, once it stands. */
async function partialIn(at, child) {
  for (;;) {
    const partial = at.names().find((name) => name.includes(".partial"));
    if (partial !== undefined) return partial;
    assert.equal(child.exitCode ?? child.signalCode, null, "the program ended without one");
    await wait(5);
  }
}

/** Runs `predict` with an open input until its partial file stands; `then` gets the program and that file. */
async function whilePredicting(t, at, then) {
  const model = pimaModel(at);
  const [header, ...lines] = fs.readFileSync(pima, "utf8").trimEnd().split("\n");
  const child = spawn(program, ["predict", model, "-", "-o", at("out.csv")], { stdio: ["pipe", "ignore", "pipe"] });
  t.after(() => child.kill("SIGKILL"));
  const ended = once(child, "close");
  child.stdin.on("error", () => {});
  child.stdin.write(`${header}\n${lines.join("\n")}\n`);
  await then(child, at(await partialIn(at, child)));
  const [code, signal] = await ended;
  return { code, signal, names: at.names() };
}

test("the partial file is private from the start and follows no link", { timeout }, async (t) => {
  const at = temporaryFolder(t);
  const before = process.umask(0);
  t.after(() => process.umask(before));
  const { names, code } = await whilePredicting(t, at, (child, partial) => {
    assert.equal(modeOf(partial), "600");
    child.stdin.end();
  });
  assert.equal(code, 0);
  assert.deepEqual(names, ["out.csv", "pima.nsm"]);

  // A link that somebody laid under the name that the program will take; its number stays through exec.
  at.with("victim", "untouched");
  const script = 'ln -s victim "$1.partial-$$"; exec "$0" predict "$2" "$3" -o "$1"';
  const result = spawnSync("sh", ["-c", script, program, at("out.csv"), at("pima.nsm"), pima]);
  assert.equal(result.status, 0, result.stderr.toString());
  assert.equal(fs.readFileSync(at("victim"), "utf8"), "untouched");
  assert.ok(!fs.lstatSync(at("out.csv")).isSymbolicLink());
  const left = at.names().filter((name) => name.includes(".partial"));
  assert.deepEqual(left.map((name) => fs.readlinkSync(at(name))), ["victim"]);
});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGABRT", "SIGSEGV"]) {
  test(`${signal} leaves no partial file, and the exit status says so`, { timeout }, async (t) => {
    const at = temporaryFolder(t);
    at.with("out.csv", "older");
    const result = await whilePredicting(t, at, (child) => child.kill(signal));
    assert.equal(result.signal, signal);
    assert.equal(result.code, null);
    assert.deepEqual(result.names, ["out.csv", "pima.nsm"]);
    assert.equal(fs.readFileSync(at("out.csv"), "utf8"), "older");
  });
}

test("SIGHUP under nohup ends nothing", { timeout }, async (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  const child = spawn("sh", ["-c", `trap '' HUP; exec "$0" predict "$1" - -o "$2"`, program, model, at("out.csv")]);
  t.after(() => child.kill("SIGKILL"));
  const ended = once(child, "close");
  child.stdin.write(fs.readFileSync(pima));
  await partialIn(at, child);
  child.kill("SIGHUP");
  await wait(50);
  child.stdin.end();
  assert.equal((await ended)[0], 0);
  assert.deepEqual(at.names(), ["out.csv", "pima.nsm"]);
});

test("a second Ctrl-C while train writes leaves no partial file", { timeout }, async (t) => {
  const at = temporaryFolder(t);
  // The model is written, and waits for the other file, a FIFO that nobody reads.
  execFileSync("mkfifo", [at("fifo")]);
  const child = spawn(program, ["train", pima, "--outcome", "diabetes", "--folds", "2", "-o", at("a.nsm"), "--out-of-fold", at("fifo")]);
  const ended = once(child, "close");
  t.after(() => child.kill("SIGKILL"));
  await partialIn(at, child);
  child.kill("SIGINT");
  await wait(50);
  assert.ok(at.names().some((name) => name.includes(".partial")), "the first one ends nothing");
  child.kill("SIGINT");
  assert.deepEqual(await ended, [130, null]);
  assert.deepEqual(at.names(), ["fifo"]);
});

test("a full disk leaves no partial file and the older file", (t) => {
  const at = temporaryFolder(t);
  const all = writers(at);
  const names = at.names();
  for (const name of ["predict", "prepare", "profile", "train --out-of-fold"]) {
    // A limit of the size of files in blocks of 512 bytes stands for a disk that fills up in the middle.
    for (const [trap, end] of [["trap '' XFSZ", /can't be written: File too large/], ["true", null]]) {
      at.with("out", "older");
      const result = spawnSync("sh", ["-c", `${trap}; ulimit -f 8; exec "$0" "$@"`, program, ...all[name].args(at("out"))]);
      if (end) assert.equal(result.status, 1, name);
      if (end) assert.match(result.stderr.toString(), end);
      else assert.equal(result.signal, "SIGXFSZ", name);
      assert.equal(fs.readFileSync(at("out"), "utf8"), "older");
      fs.rmSync(at("other.nsm"), { force: true });
      fs.rmSync(at("out"));
      assert.deepEqual(at.names(), names, name);
    }
  }
});

test("a long name has room for a partial file", (t) => {
  const at = temporaryFolder(t);
  const name = `${"é".repeat(125)}.csv`; // 254 bytes of 255
  succeed(["predict", pimaModel(at), pima, "-o", at(name)]);
  assert.deepEqual(at.names(), ["pima.nsm", name].sort());
});

// ---------------------------------------------------------------------------------------------------- pipes

const bash = (script, args, options = {}) => {
  const result = spawnSync("bash", ["-c", script, program, ...args], { timeout: 60_000, ...options });
  return { code: result.status, out: result.stdout.toString(), err: result.stderr.toString() };
};

/** Ways to hand a table to a program, each a script that runs `"$0" "${@:2}"` with TABLE for its name. */
const pipes = {
  "a process substitution": (args) => `"$0" ${args("<(cat \"$1\")")}`,
  "-": (args) => `cat "$1" | "$0" ${args("-")}`,
  "a file at -": (args) => `"$0" ${args("-")} < "$1"`,
  "/dev/stdin": (args) => `cat "$1" | "$0" ${args("/dev/stdin")}`,
  "a file at /dev/stdin": (args) => `"$0" ${args("/dev/stdin")} < "$1"`,
  "a FIFO": (args) => `cat "$1" > "$2/fifo" & "$0" ${args("\"$2/fifo\"")}`,
};

for (const [name, script] of Object.entries(pipes)) {
  test(`a table through ${name} gives what the file gives`, (t) => {
    const at = temporaryFolder(t);
    execFileSync("mkfifo", [at("fifo")]);
    const run = (args) => {
      const result = bash(script(args), [pima, at.path]);
      assert.equal(result.code, 0, result.err);
      return result;
    };
    succeed(["train", pima, "--outcome", "diabetes", "--id", "mine", "-o", at("file.nsm"), "--out-of-fold", at("file.csv")]);
    run((table) => `train ${table} --outcome diabetes --id mine -o "$2/pipe.nsm" --out-of-fold "$2/pipe.csv"`);
    assert.deepEqual(fs.readFileSync(at("pipe.nsm")), fs.readFileSync(at("file.nsm")));
    assert.deepEqual(fs.readFileSync(at("pipe.csv")), fs.readFileSync(at("file.csv")));

    const evaluated = run((table) => `evaluate "$2/file.nsm" ${table} --outcome diabetes`);
    assert.equal(evaluated.out, succeed(["evaluate", at("file.nsm"), pima, "--outcome", "diabetes"]).out);

    const profiled = run((table) => `profile ${table} --outcome diabetes`);
    const lines = (text) => text.split("\n").slice(1); // the first names the file
    assert.deepEqual(lines(profiled.out), lines(succeed(["profile", pima, "--outcome", "diabetes"]).out));

    assert.equal(run((table) => `predict "$2/file.nsm" ${table}`).out, succeed(["predict", at("file.nsm"), pima]).out);

    run((table) => `init ${table} --outcome diabetes --id mine -o "$2/pipe.json"`);
    succeed(["init", pima, "--outcome", "diabetes", "--id", "mine", "-o", at("file.json")]);
    const [piped, filed] = ["pipe.json", "file.json"].map((file) => JSON.parse(fs.readFileSync(at(file), "utf8")));
    assert.equal(piped.data.file, name === "a FIFO" ? "fifo" : "-");
    assert.deepEqual({ ...piped, data: { ...piped.data, file: "" } }, { ...filed, data: { ...filed.data, file: "" } });
  });
}

test("a recipe made of a pipe is trained from a pipe, with the same table only", (t) => {
  const at = temporaryFolder(t);
  assert.equal(bash('cat "$1" | "$0" init - --outcome diabetes --id mine -o "$2"', [pima, at("a.json")]).code, 0);
  succeed(["init", pima, "--outcome", "diabetes", "--id", "mine", "-o", at("b.json")]);
  succeed(["train", at("b.json"), "-o", at("b.nsm")]);
  assert.equal(bash('cat "$1" | "$0" train "$2" -o "$3"', [pima, at("a.json"), at("a.nsm")]).code, 0);
  assert.deepEqual(fs.readFileSync(at("a.nsm")), fs.readFileSync(at("b.nsm")));
  const other = bash('tail -n +2 "$1" | "$0" train "$2" -o "$3"', [pima, at("a.json"), at("c.nsm")]);
  assert.equal(other.code, 1);
  assert.match(other.err, /the recipe's data\.sha256 says/);
});

test("a recipe comes through a pipe, its table from the current folder or --data-dir", (t) => {
  const at = temporaryFolder(t);
  const recipe = path.join(diabetes, "recipe.json");
  const expected = succeed(["prepare", recipe]).out;
  for (const script of ['"$0" prepare <(cat "$1")', 'cat "$1" | "$0" prepare -', '"$0" prepare /dev/stdin < "$1"']) {
    assert.equal(bash(script, [recipe], { cwd: diabetes }).out, expected, script);
    assert.equal(bash(`${script.replace("prepare", 'prepare --data-dir "$2"')}`, [recipe, diabetes], { cwd: at.path }).out, expected, script);
  }
  assert.equal(
    bash('"$0" profile <(cat "$1") --data-dir "$2"', [recipe, diabetes]).out,
    succeed(["profile", recipe]).out,
  );
  const [model, table, survival] = ["recurrence-rotterdam.nsm", "gbsg.csv", "recipe.json"].map((file) => path.join(rotterdam, file));
  assert.equal(
    bash('"$0" evaluate "$1" "$2" --recipe <(cat "$3")', [model, table, survival]).out,
    succeed(["evaluate", model, table, "--recipe", survival]).out,
  );
});

test("a model and an equation come through a pipe", (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  assert.equal(bash('"$0" inspect <(cat "$1")', [model]).out, succeed(["inspect", model]).out);
  assert.equal(bash('"$0" predict <(cat "$1") <(cat "$2")', [model, pima]).out, succeed(["predict", model, pima]).out);
  succeed(["import", "equation", fib4, "-o", at("file.nsm")]);
  assert.equal(bash('"$0" import equation <(cat "$1") -o "$2"', [fib4, at("pipe.nsm")]).code, 0);
  assert.deepEqual(fs.readFileSync(at("pipe.nsm")), fs.readFileSync(at("file.nsm")));
});

test("a table without a name asks for one", (t) => {
  const at = temporaryFolder(t);
  for (const name of ["-", "a process substitution", "/dev/stdin"]) {
    const train = bash(pipes[name]((table) => `train ${table} --outcome diabetes -o "$2/a.nsm"`), [pima, at.path]);
    assert.equal(train.code, 1);
    assert.equal(train.err, "nearside: the table comes through a pipe, without a name; say the model's id with --id\n");
    const init = bash(pipes[name]((table) => `init ${table} --outcome diabetes --id mine`), [pima, at.path], { cwd: at.path });
    assert.equal(init.code, 1);
    assert.equal(init.err, "nearside: the table comes through a pipe, without a name; name the recipe with -o\n");
  }
  assert.deepEqual(at.names(), []);
});

test("standard input can't be two things", (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  const result = bash('"$0" predict - - < "$1"', [model]);
  assert.equal(result.code, 1);
  assert.equal(result.err, "nearside: standard input: was read to its end already, and this command needs it twice; name a file\n");
});

test("an empty pipe is still empty", (t) => {
  const at = temporaryFolder(t);
  assert.match(bash('"$0" evaluate "$1" <(true) --outcome y', [path.join(diabetes, "diabetes-pima.nsm")]).err, /the text is empty/);
  assert.match(bash('"$0" train - --outcome y --id a -o "$1" < /dev/null', [at("a")]).err, /the text is empty/);
});
