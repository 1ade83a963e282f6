// SPDX-License-Identifier: Apache-2.0
// Breaks one line at a time and sees that the tests which hold it fail: `./test.sh mutants [part of a file's name]`.
// mutants.json lists the lines: {file, from, to, tests | cli}; `from` stands once in the file, `tests` is a filter of
// GoogleTest, `cli` a file of tests/cli; `equivalent` says why no test can notice it. It works on a copy in build/mutants, so nothing here is ever left broken.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const repository = path.resolve(here, "../..");
const copy = path.join(repository, "build/mutants");
const wanted = process.argv[2] ?? "";
const listed = JSON.parse(fs.readFileSync(path.join(here, "mutants.json"), "utf8")).filter(({ file }) => file.includes(wanted));
const mutants = listed.filter(({ equivalent }) => !equivalent);

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, maxBuffer: 1 << 28 });
  return { ok: status === 0, text: `${stdout}${stderr}` };
}

/** Runs, or ends with what was said. */
function must(command, ...args) {
  const { ok, text } = run(command, args);
  if (ok) return;
  console.error(`${command} ${args.join(" ")}\n${text.split("\n").slice(-40).join("\n")}`);
  process.exit(1);
}

/** Copies what git knows, and leaves alone what is the same: then little is compiled again. */
function bringUpToDate() {
  const files = spawnSync("git", ["ls-files", "-z"], { cwd: repository, maxBuffer: 1 << 28 }).stdout.toString().split("\0");
  for (const file of files) {
    const from = path.join(repository, file);
    if (file === "" || !fs.existsSync(from)) continue;
    const to = path.join(copy, file);
    const content = fs.readFileSync(from);
    if (fs.existsSync(to) && fs.readFileSync(to).equals(content)) continue;
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.writeFileSync(to, content, { mode: fs.statSync(from).mode });
  }
}

const build = () => run("cmake", ["--build", "--preset", "native", "--target", "nearside", "nearside_tests"]);

/** Whether the tests of a mutant pass. */
function passes({ tests, cli }) {
  if (tests) {
    const { ok, text } = run("build/native/tests/nearside_tests", [`--gtest_filter=${tests}`]);
    if (/^\[=+\] 0 tests/m.test(text)) throw new Error(`no test is called ${tests}`);
    return ok;
  }
  return run("node", ["--disallow-code-generation-from-strings", "--test", `tests/cli/${cli}`]).ok;
}

bringUpToDate();
// One file a compilation: a mutant compiles the file that it is in.
must("cmake", "--preset", "native", "-DCMAKE_UNITY_BUILD=OFF", "-DNEARSIDE_BENCH=OFF", "-DNEARSIDE_WARNINGS_AS_ERRORS=OFF");
must("cmake", "--build", "--preset", "native", "--target", "nearside", "nearside_tests");
const held = new Map(mutants.map((one) => [JSON.stringify([one.tests, one.cli]), one]));
for (const one of held.values()) {
  if (passes(one)) continue;
  console.error(`${one.tests ?? one.cli} fails before anything is broken`);
  process.exit(1);
}

let survived = 0;
for (const one of mutants) {
  const file = path.join(copy, one.file);
  const content = fs.readFileSync(file, "utf8");
  const parts = content.split(one.from);
  const start = Date.now();
  let said;
  if (parts.length !== 2) {
    said = `NOT TRIED: the line stands ${parts.length - 1} times`;
  } else {
    fs.writeFileSync(file, parts.join(one.to));
    const built = build();
    const error = /error: (.*)/.exec(built.text)?.[1];
    said = built.ok ? (passes(one) ? "SURVIVED" : "killed") : `NOT TRIED: ${error ?? "it does not build"}`;
    fs.writeFileSync(file, content);
  }
  if (said !== "killed") survived += 1;
  console.log(`${said}  ${one.file}: ${one.from.trim().slice(0, 70)} (${Math.round((Date.now() - start) / 1000)} s)`);
}
must("cmake", "--build", "--preset", "native", "--target", "nearside", "nearside_tests");
for (const { file, from, equivalent } of listed) {
  if (equivalent) console.log(`equivalent  ${file}: ${from.trim()}: ${equivalent}`);
}
console.log(`${mutants.length - survived} of ${mutants.length} were noticed`);
process.exitCode = survived > 0 ? 1 : 0;
