// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { pima, pimaModel, program, temporaryFolder } from "./nearside.mjs";

/** A line of /proc/<pid>/status, as a number where it is one. */
function status(pid, name) {
  const line = fs.readFileSync(`/proc/${pid}/status`, "utf8").split("\n").find((text) => text.startsWith(`${name}:`));
  return line.slice(name.length + 1).trim();
}

/**
 * Feeds `rows` rows to predict, waits until it has taken them all and sleeps before the end of its input, and
 * only then reads its peak memory in kB: a program that has ended no longer tells.
 */
async function peakMemory(model, rows, output) {
  const [header, ...lines] = fs.readFileSync(pima, "utf8").trimEnd().split("\n");
  const child = spawn(program, ["predict", model, "-", "-o", output], { stdio: ["pipe", "inherit", "pipe"] });
  let err = "";
  child.stderr.on("data", (piece) => (err += piece));
  const ended = once(child, "close");
  const give = async (text) => {
    if (!child.stdin.write(text)) await once(child.stdin, "drain");
  };
  await give(`${header}\n`);
  for (let given = 0; given < rows; given += 1000) {
    let piece = "";
    for (let i = given; i < given + 1000; ++i) piece += `${lines[i % lines.length]}\n`;
    await give(piece);
  }
  for (let asleep = 0; asleep < 5; ) {
    await wait(10);
    asleep = child.stdin.writableLength === 0 && status(child.pid, "State").startsWith("S") ? asleep + 1 : 0;
  }
  const peak = Number.parseInt(status(child.pid, "VmHWM"), 10);
  child.stdin.end();
  const [code] = await ended;
  assert.equal(code, 0, err);
  assert.match(err, new RegExp(`Predicted ${rows} of ${rows} rows`));
  return peak;
}

test("predict needs no more memory for a hundred times the rows", { skip: !fs.existsSync("/proc/self/status") }, async (t) => {
  const at = temporaryFolder(t);
  const model = pimaModel(at);
  const few = await peakMemory(model, 3_000, at("few.csv"));
  const many = await peakMemory(model, 300_000, at("many.csv"));
  t.diagnostic(`3,000 rows: ${few} kB; 300,000 rows: ${many} kB`);
  const scored = fs.statSync(at("many.csv")).size;
  assert.ok(scored > 15e6, `${scored}`);
  assert.ok(many - few < 2_000, `${few} kB for 3,000 rows, ${many} kB for 300,000`);
});
