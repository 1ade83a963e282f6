// SPDX-License-Identifier: Apache-2.0
// What the scripts refuse, they refuse before anything is installed or built; and a build does not depend on where it is.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository } from './checkout.mjs';

const run = (program, ...args) => spawnSync(join(repository, program), args, { encoding: 'utf8' });

function temporary(t) {
  const folder = mkdtempSync(join(tmpdir(), 'nearside-scripts-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

const refused = [
  ['run.sh', '--prot'], ['run.sh', '--port'], ['run.sh', '--port', 'x'], ['run.sh', '--port', '65536'], ['run.sh', '--port=99999'],
  ['run.sh', '--check', 'extra'], ['run.sh', '--install', '--check'], ['run.sh', '--check', '--install'], ['test.sh', 'fast'], ['test.sh', 'quick', 'quick'],
];
for (const [program, ...args] of refused) {
  test(`${program} ${args.join(' ')} is refused before anything is built`, () => {
    const { status, stdout, stderr } = run(program, ...args);
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /usage: /i);
  });
}

test('run.sh --help tells its options', () => {
  const { status, stdout } = run('run.sh', '--help');
  assert.equal(status, 0);
  for (const option of ['--port', '--check', '--install']) assert.ok(stdout.includes(option));
});

test('run.sh --install takes a folder from where it is called, and says what a link led to before', (t) => {
  const folder = temporary(t);
  mkdirSync(join(folder, 'bin'));
  symlinkSync('/elsewhere', join(folder, 'bin/nearside'));
  const { status, stdout, stderr } = spawnSync(join(repository, 'run.sh'), ['--install', 'bin'], { cwd: folder, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /bin\/nearside led to \/elsewhere before/);
  assert.equal(realpathSync(join(folder, 'bin/nearside')), realpathSync(join(repository, 'build/native/tools/nearside')));
});

test('run.sh --install links the tool, and leaves alone what is no link', (t) => {
  const folder = temporary(t);
  const first = run('run.sh', '--install', folder);
  assert.equal(first.status, 0, first.stderr);
  const version = spawnSync(join(folder, 'nearside'), ['--version'], { encoding: 'utf8' }).stdout;
  assert.match(version, /^nearside \d/);
  const again = run('run.sh', '--install', folder);
  assert.equal(again.status, 0);
  assert.doesNotMatch(again.stdout, /before/);
  rmSync(join(folder, 'nearside'));
  cpSync('README.md', join(folder, 'nearside'));
  const second = run('run.sh', '--install', folder);
  assert.equal(second.status, 1);
  assert.match(second.stderr, /is there already, and is no link/);
});

/** Every file below a folder, by its path there. */
function filesOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map((entry) => [join(entry.parentPath, entry.name).slice(folder.length), readFileSync(join(entry.parentPath, entry.name))]));
}

test('the page builds to the same files in a folder with a space and other letters', (t) => {
  const folder = join(temporary(t), 'Nähe Seite');
  for (const part of ['web', 'models', 'build/wasm/wasm']) {
    cpSync(join(repository, part), join(folder, part), { recursive: true, filter: (source) => !/node_modules|[\\/]dist([\\/]|$)|CMakeFiles/.test(source) });
  }
  symlinkSync(join(repository, 'web/node_modules'), join(folder, 'web/node_modules'));
  const built = spawnSync('npm', ['run', '--silent', 'build'], { cwd: join(folder, 'web'), encoding: 'utf8' });
  assert.equal(built.status, 0, built.stdout + built.stderr);
  const here = filesOf(join(repository, 'web/dist'));
  const there = filesOf(join(folder, 'web/dist'));
  assert.ok(here.size > 40);
  assert.deepEqual([...there.keys()].sort(), [...here.keys()].sort());
  for (const [name, content] of here) assert.ok(content.equals(there.get(name)), name);
});
