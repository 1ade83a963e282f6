// SPDX-License-Identifier: Apache-2.0
// What a first visit to the built page downloads, with brotli at its best.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { budget, firstVisit, sum } from '../../web/weigh.mjs';

const visit = firstVisit(new URL('../../web/dist/page/', import.meta.url));
const names = (rows) => rows.map(([file]) => file.replace(/-[^/]{8}(?=\.(js|css|wasm)$)/, ''));

test('scripts, engine and the demonstration stay within 90 KB', () => {
  const scripts = visit.catalogue.filter(([file]) => /^assets\/index-.*\.js$/.test(file));
  const bytes = sum([...scripts, ...visit.calculator, ...visit.demonstration]);
  assert.ok(bytes > 50_000 && bytes <= budget, `${bytes} bytes`);
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
