// SPDX-License-Identifier: Apache-2.0
// What the tests of the command line share: the program, folders that vanish, tables.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const program = path.resolve(repository, process.env.NEARSIDE ?? "build/native/tools/nearside");
export const pima = path.join(repository, "models/diabetes-pima/pima.csv");
export const mixed = path.join(repository, "tests/fixtures/mixed/mixed.csv");

/** Runs the program to its end: { code, out, err }. Options go to spawnSync. */
export function nearside(args, options = {}) {
  const result = spawnSync(program, args, { maxBuffer: 1 << 28, ...options });
  if (result.error) throw result.error;
  return {
    code: result.status,
    signal: result.signal,
    out: result.stdout.toString(),
    err: result.stderr.toString(),
  };
}

/** Runs the program, which must succeed. */
export function succeed(args, options) {
  const result = nearside(args, options);
  if (result.code !== 0) {
    throw new Error(`nearside ${args.join(" ")}: code ${result.code} ${result.signal ?? ""}\n${result.err}`);
  }
  return result;
}

/** A new folder, removed after the test `t`; calling it with a name gives the path of a file in it. */
export function temporaryFolder(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nearside-"));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const at = (name) => path.join(folder, name);
  at.path = folder;
  at.with = (name, content) => {
    fs.writeFileSync(at(name), content);
    return at(name);
  };
  at.names = () => fs.readdirSync(folder).sort();
  return at;
}

/** Rows of a CSV text without quotes, as lists of fields. */
export function rowsOf(text) {
  return text.trimEnd().split(/\r?\n/).map((line) => line.split(","));
}

/** Trains a model on the Pima table and returns its path. */
export function pimaModel(at) {
  succeed(["train", pima, "--outcome", "diabetes", "-o", at("pima.nsm")]);
  return at("pima.nsm");
}
