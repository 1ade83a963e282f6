// SPDX-License-Identifier: Apache-2.0
// What a first visit to the built page downloads, with brotli at its best.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { budget, budgeted, firstVisit, printFirstVisit, sum } from '../../web/weigh.mjs';

const page = new URL('../../web/dist/page/', import.meta.url);
const visit = firstVisit(page);
const names = (rows) => rows.map(([file]) => file.replace(/-[^/]{8}(?=\.(js|css|wasm)$)/, ''));

test('script, engine and the demonstration stay within 90 KB', () => {
  const counted = names([...visit.calculator, ...visit.demonstration]);
  for (const file of ['assets/nearside.wasm', 'assets/nearside-calculator.js', 'models/diabetes-pima/diabetes-pima.nsm']) assert.ok(counted.includes(file), counted.join());
  assert.ok(budgeted(visit) > sum([...visit.calculator, ...visit.demonstration]), 'without the script');
  assert.ok(budgeted(visit) <= budget, `${budgeted(visit)} bytes`);
});

test('what is printed of the budget is what is held to it', (t) => {
  const log = t.mock.method(console, 'log', () => {});
  printFirstVisit(page);
  const lines = log.mock.calls.map(({ arguments: [line] }) => line).filter((line) => line.includes(`of ${budget}`));
  log.mock.restore();
  assert.deepEqual(lines.map((line) => Number(line.split(' ').at(-1))), [budgeted(visit)]);
});

test('a page in a folder with spaces and letters of any language weighs the same', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'Nähe 侧 100% #'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(page, folder, { recursive: true });
  assert.deepEqual(firstVisit(pathToFileURL(`${folder}/`)), visit);
});

test('the first screen needs no engine, and no more than 22 KB', () => {
  assert.ok(!names(visit.catalogue).some((file) => /calculator|wasm|nsm|later|panel|crisis/.test(file)), names(visit.catalogue).join());
  assert.ok(sum(visit.catalogue) <= 22_528, `${sum(visit.catalogue)} bytes`);
});

test('what only a result, a fault, a crisis or the panel shows comes later', () => {
  for (const part of ['later', 'crisis', 'date-field', 'privacy-panel', 'offline', 'en-later', 'zh-later']) {
    assert.ok(names(visit.later).includes(`assets/${part}.js`), `${part} of ${names(visit.later).join()}`);
  }
});
