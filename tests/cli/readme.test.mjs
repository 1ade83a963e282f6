// SPDX-License-Identifier: Apache-2.0
// The README's examples, each run as a reader would: in their order, in the folder that the README makes, as they stand.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { program, repository } from './nearside.mjs';

const home = mkdtempSync(join(tmpdir(), 'nearside-readme-'));
after(() => rmSync(home, { recursive: true }));
const folder = join(home, 'nearside-examples');
symlinkSync(repository, join(home, 'nearside'));
mkdirSync(join(home, '.local/bin'), { recursive: true });
symlinkSync(program, join(home, '.local/bin/nearside'));

/** What a reader's shell prints, as one text. */
function shell(command, cwd = folder) {
  const env = { ...process.env, HOME: home, PATH: `${join(home, '.local/bin')}:${process.env.PATH}`, npm_config_cache: join(home, '.npm') };
  const { stdout, stderr, status } = spawnSync('bash', ['-c', command], { cwd, env, encoding: 'utf8' });
  assert.equal(status, 0, `${command}\n${stderr}`);
  return (stdout + stderr).trimEnd();
}

/** The indented examples, without their indent. */
const examples = readFileSync(join(repository, 'README.md'), 'utf8')
  .split(/^(?! {4}|$).*$/m)
  .map((part) => part.replace(/^ {4}/gm, '').trim())
  .filter((part) => part !== '');

const kinds = {
  /** tests/setup and every run of test.sh see to these. */
  'the two commands': (text) => /^\.\/run\.sh .*\n\.\/test\.sh /.test(text),
  session: (text) => text.startsWith('$ '),
  page: (text) => text.startsWith('<!doctype html>'),
  script: (text) => text.startsWith('import '),
  commands: (text) => /^(mkdir|nearside|npm) /.test(text),
};
const kindOf = (text) => Object.keys(kinds).find((kind) => kinds[kind](text));

test('every example is of a kind that is tested here', () => {
  const counts = {};
  for (const example of examples) {
    const kind = kindOf(example);
    assert.ok(kind, `nothing runs this example:\n${example}`);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  assert.deepEqual(counts, { 'the two commands': 1, commands: 3, session: 5, script: 1, page: 1 });
});

const titleOf = (example) => example.split('\n')[0].slice(0, 70);
for (const [index, example] of examples.entries()) {
  if (kindOf(example) === 'commands') {
    test(`README: ${titleOf(example)}`, () => {
      for (const line of example.split('\n')) shell(line, existsSync(folder) ? folder : home);
    });
  } else if (kindOf(example) === 'session') {
    test(`README: ${titleOf(example)}`, () => {
      const lines = example.slice(2).split('\n');
      const length = 1 + lines.findIndex((line, at) => !line.endsWith('\\') && !lines[at + 1]?.startsWith('    |'));
      const shown = lines.slice(length).join('\n');
      const printed = shell(lines.slice(0, length).join('\n'));
      // Of a long answer the README shows the beginning.
      assert.equal(printed.slice(0, shown.length), shown);
      const rest = printed.slice(shown.length);
      assert.match(rest, /^($|\n(Edit labels|Wrote) )/);
    });
  } else if (kindOf(example) === 'script') {
    test(`README: ${titleOf(example)}`, () => {
      writeFileSync(join(folder, 'example.mjs'), example.replace('prediction.outputs;', 'console.log(prediction.outputs.risk);'));
      const risk = Number(shell('node example.mjs'));
      assert.ok(risk > 0 && risk < 1);
    });
  } else if (kindOf(example) === 'page') {
    test('README: the page names files that are there', () => {
      const [, script] = /<script type="module" src="([^"]+)">/.exec(example);
      assert.ok(existsSync(join(repository, 'web/dist/element', script)));
      const [, model] = /model="([^"]+)"/.exec(example);
      assert.ok(existsSync(join(folder, model)));
    });
  }
}

test('the examples leave nothing behind beside their own folder', () => {
  assert.deepEqual(shell('ls -A', home).split('\n').sort(), ['.local', '.npm', 'nearside', 'nearside-examples']);
});
