// SPDX-License-Identifier: Apache-2.0
// Which Node will do, and that npm scripts say so at once where it is too old.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fits } from '../../web/check-node.mjs';
import { checkout, repository } from './checkout.mjs';

const manifest = JSON.parse(readFileSync(join(repository, 'web/package.json'), 'utf8'));

test('versions fit from the named ones on', () => {
  const range = '^20.19.0 || >=22.12.0';
  for (const version of ['20.19.0', '20.20.2', '22.12.0', '22.23.5', '24.0.0', '26.12.1']) assert.ok(fits(version, range), version);
  for (const version of ['12.22.0', '18.20.4', '20.18.9', '21.7.3', '22.11.0']) assert.ok(!fits(version, range), version);
});

test('what package.json asks for is enough for Vite and Playwright', () => {
  const engines = (name) => JSON.parse(readFileSync(join(repository, `web/node_modules/${name}/package.json`), 'utf8')).engines.node;
  assert.equal(engines('vite'), manifest.engines.node);
  assert.match(engines('@playwright/test'), /^>=(18|20)$/);
});

test('the Node of this folder’s own fits', () => {
  const { packages } = JSON.parse(readFileSync(join(repository, 'tools/node/package-lock.json'), 'utf8'));
  for (const arch of ['x64', 'arm64']) {
    const { version, integrity } = packages[`node_modules/node-linux-${arch}`];
    assert.ok(fits(version, manifest.engines.node), version);
    assert.match(integrity, /^sha512-/);
  }
});

for (const script of Object.keys(manifest.scripts)) {
  test(`npm run ${script} on an old Node ends at once with one sentence`, (t) => {
    const { node, run, program } = checkout(t);
    node('18.20.4');
    program('npm', `cd web && eval "$(node -p 'require("./package.json").scripts["${script}"]')"`);
    const { status, stdout, stderr } = run('npm');
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^Node \^20\.19\.0 or >=22\.12\.0 is needed, and this is 18\.20\.4\. [^\n]+\n$/);
  });
}
