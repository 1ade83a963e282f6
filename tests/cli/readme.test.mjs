// SPDX-License-Identifier: Apache-2.0
// The README's examples, run as they stand there.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';

const readme = readFileSync('README.md', 'utf8');
const nearside = resolve(process.env.NEARSIDE ?? 'build/native/tools/nearside');
const folder = mkdtempSync(join(tmpdir(), 'nearside-readme-'));
after(() => rmSync(folder, { recursive: true }));

/** The lines of the indented example whose first line holds `start`, without their indent. */
function example(start) {
  const lines = readme.split('\n');
  const first = lines.findIndex((line) => line.startsWith('    ') && line.includes(start));
  assert.notEqual(first, -1, `the README has no example with "${start}"`);
  const rest = lines.slice(first);
  const end = rest.findIndex((line) => line !== '' && !line.startsWith('    '));
  return rest.slice(0, end).map((line) => line.slice(4)).join('\n').trimEnd();
}

const model = resolve('models/diabetes-pima/diabetes-pima.nsm');

test('what init prints is what the README shows', () => {
  writeFileSync(join(folder, 'pima.csv'), readFileSync('models/diabetes-pima/pima.csv'));
  const printed = execFileSync(nearside, ['init', 'pima.csv', '--outcome', 'diabetes'], { cwd: folder, encoding: 'utf8' });
  const shown = example('$ nearside init').split('\n').slice(1).join('\n');
  assert.equal(printed.split('\nEdit labels')[0].trimEnd(), shown);
});

test('what profile finds is what the README shows', () => {
  writeFileSync(join(folder, 'pima.csv'), readFileSync('models/diabetes-pima/pima.csv'));
  const [command, ...shown] = example('| nearside profile').split('\n');
  const program = command.slice(2).replace('nearside profile', `"${nearside}" profile`);
  assert.equal(execFileSync('bash', ['-c', program], { cwd: folder, encoding: 'utf8' }).trimEnd(), shown.join('\n'));
});

test('what train prints is what the README shows', () => {
  const printed = execFileSync(
    nearside,
    ['train', 'models/diabetes-pima/recipe.json', '-o', join(folder, 'out.nsm')],
    { encoding: 'utf8' },
  );
  const shown = example('$ nearside train').split('\n').slice(1).join('\n');
  assert.equal(printed.split('\nWrote')[0], shown);
});

test('the README’s pipe into predict gives the lines that follow it', () => {
  const lines = example("$ printf 'woman").split('\n');
  const command = lines.slice(0, 2).join('\n').slice(2);
  const program = command.replace('nearside predict diabetes-pima.nsm', `"${nearside}" predict "${model}"`);
  const { stdout, stderr, status } = spawnSync('bash', ['-c', program], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.equal((stdout + stderr).trimEnd(), lines.slice(2).join('\n'));
});

test('the README’s JavaScript runs', () => {
  const snippet = example("import { loadModel } from 'nearside'")
    .replace("'nearside'", JSON.stringify(resolve('web/dist/engine/node.js')))
    .replace("'diabetes-pima.nsm'", JSON.stringify(model))
    .replace('prediction.outputs;', 'console.log(prediction.outputs.risk);');
  const file = join(folder, 'snippet.mjs');
  writeFileSync(file, snippet);
  const risk = Number(execFileSync('node', [file], { encoding: 'utf8' }));
  assert.ok(risk > 0 && risk < 1);
});
