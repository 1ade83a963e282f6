// SPDX-License-Identifier: Apache-2.0
// The server for the built page, and the check of any other server: made-up files, real requests.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { headers } from '../../web/policy.mjs';
import { serve } from '../../web/serve.mjs';

const program = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const around = mkdtempSync(join(tmpdir(), 'nearside-serve-'));
after(() => rmSync(around, { recursive: true }));

const page = `<!doctype html>
<link rel="icon" href="./mark.svg" /><link rel="manifest" href="./nearside.webmanifest" />
<script type="module" src="./assets/index-1.js"></script><link rel="stylesheet" href="./assets/index-1.css" />
<link rel="preload" href="./assets/nearside-1.wasm" /><link rel="preload" href="models/one/one.nsm" />`;
const files = {
  'index.html': page,
  'mark.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'nearside.webmanifest': '{}',
  'service-worker.js': '// nothing\n',
  'assets/index-1.js': 'export {};\n'.repeat(100),
  'assets/index-1.css': 'p { margin: 0; }\n',
  'assets/nearside-1.wasm': '\0asm',
  'models/one/one.nsm': 'a model',
  _headers: 'for other servers',
};
const folder = join(around, 'page');
for (const [name, content] of Object.entries(files)) {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), content);
}
writeFileSync(join(around, 'secret.js'), 'secret');
symlinkSync(join(around, 'secret.js'), join(folder, 'link.js'));

const site = await serve(pathToFileURL(`${folder}/`));
after(() => site.close());

/** The answer to an address that is sent as it stands, with all its dots. */
async function ask(path, { method = 'GET', ...more } = {}) {
  const sent = request(site.address, { method, path, headers: more });
  sent.end();
  const [response] = await once(sent, 'response');
  const parts = [];
  for await (const part of response) parts.push(part);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) };
}

const types = [
  ['/', 'text/html; charset=utf-8'],
  ['/index.html?lang=zh', 'text/html; charset=utf-8'],
  ['/assets/index-1.js', 'text/javascript; charset=utf-8'],
  ['/assets/index-1.css', 'text/css; charset=utf-8'],
  ['/assets/nearside-1.wasm', 'application/wasm'],
  ['/models/one/one.nsm', 'application/octet-stream'],
  ['/nearside.webmanifest', 'application/manifest+json'],
  ['/mark.svg', 'image/svg+xml'],
];
for (const [path, type] of types) {
  test(`${path} comes as ${type}, with the policy`, async () => {
    const answer = await ask(path);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], type);
    for (const [name, value] of Object.entries(headers)) assert.equal(answer.headers[name.toLowerCase()], value);
    const name = path === '/' ? 'index.html' : path.slice(1).split('?')[0];
    assert.equal(answer.body.toString(), files[name]);
  });
}

test('files with a hash in their name may be kept, all others are asked for anew', async () => {
  const caching = async (path) => (await ask(path)).headers['cache-control'];
  assert.match(await caching('/assets/index-1.js'), /immutable/);
  for (const path of ['/', '/service-worker.js', '/models/one/one.nsm', '/none']) assert.equal(await caching(path), 'no-cache');
});

test('HEAD answers as GET does, without the content', async () => {
  const get = await ask('/assets/index-1.js');
  const head = await ask('/assets/index-1.js', { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal(head.body.length, 0);
  for (const name of ['content-type', 'content-length', 'content-security-policy']) {
    assert.equal(head.headers[name], get.headers[name]);
  }
});

for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
  test(`${method} is not allowed`, async () => {
    const answer = await ask('/', { method });
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.allow, 'GET, HEAD');
    assert.match(answer.headers['content-type'], /^text\/plain/);
  });
}

const nowhere = [
  '/none.js', '/assets', '/assets/', '/_headers', '/link.js', '/../secret.js', '/assets/../../secret.js', '/%2e%2e/secret.js',
  '/..%2fsecret.js', '/..%5csecret.js', '/..\\secret.js', `/${around}/secret.js`, '//secret.js', '/secret%00.js', '/%', 'http://[',
];
for (const path of nowhere) {
  test(`${path.replace(around, '…')} is not found`, async () => {
    const answer = await ask(path);
    assert.equal(answer.status, 404);
    assert.match(answer.headers['content-type'], /^text\/plain/);
    assert.equal(answer.headers['content-security-policy'], headers['Content-Security-Policy']);
    assert.equal(answer.body.toString(), 'Not found\n');
  });
}

test('who takes brotli gets it, and the same bytes', async () => {
  const small = await ask('/assets/index-1.js', { 'Accept-Encoding': 'gzip, br' });
  assert.equal(small.headers['content-encoding'], 'br');
  assert.ok(small.body.length < files['assets/index-1.js'].length / 10);
  assert.equal(brotliDecompressSync(small.body).toString(), files['assets/index-1.js']);
  const plain = await ask('/assets/index-1.js', { 'Accept-Encoding': 'gzip, br;q=0' });
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.equal(plain.headers.vary, 'Accept-Encoding');
});

test('a file that changed is served as it is now', async () => {
  const now = async () => brotliDecompressSync((await ask('/service-worker.js', { 'Accept-Encoding': 'br' })).body).toString();
  assert.equal(await now(), files['service-worker.js']);
  writeFileSync(join(folder, 'service-worker.js'), '// something\n');
  assert.equal(await now(), '// something\n');
});

test('the command takes the next port where one is taken, says so, and ends well', async () => {
  const { port } = new URL(site.address);
  const child = spawn('node', [program('web/serve.mjs'), '--port', port, folder]);
  const [line] = await once(child.stdout, 'data');
  const address = /http:\/\/localhost:\d+\//.exec(line)?.[0];
  assert.notEqual(address, site.address);
  assert.match(`${line}`, new RegExp(`port ${port} is taken`));
  assert.equal((await fetch(address)).status, 200);
  child.kill('SIGINT');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

/** The program's status and all that it printed. The server of this process goes on answering meanwhile. */
async function outcome(...args) {
  const child = spawn(args[0], args.slice(1));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (printed += part));
  const [status] = await once(child, 'close');
  return { status, printed };
}

test('--check tells what came and ends', async () => {
  const { status, printed } = await outcome('node', program('web/serve.mjs'), '--check', '--port', '0', folder);
  assert.equal(status, 0, printed);
  for (const kind of ['page', 'script', 'wasm', 'model']) assert.match(printed, new RegExp(`^  ${kind} +200 `, 'm'));
});

test('a folder without a page is refused', async () => {
  const { status, printed } = await outcome('node', program('web/serve.mjs'), around);
  assert.equal(status, 1);
  assert.match(printed, /holds no index\.html/);
});

for (const args of [['--prot', '1'], ['--port', 'x'], ['--port', '70000'], ['--port'], ['one', 'two']]) {
  test(`serve.mjs ${args.join(' ')} is refused with the usage`, async () => {
    const { status, printed } = await outcome('node', program('web/serve.mjs'), ...args);
    assert.equal(status, 2);
    assert.match(printed, /^Usage: /m);
  });
}

test('a server that forgets the policy, a type and a file is told so', async () => {
  const careless = createServer((asked, response) => {
    const name = asked.url === '/' ? 'index.html' : asked.url.slice(1);
    if (name.endsWith('.nsm')) return response.writeHead(404).end();
    response.writeHead(200, { ...headers, 'Content-Security-Policy': "default-src 'self'", 'Content-Type': 'text/html' });
    return response.end(files[name]);
  });
  await once(careless.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${careless.address().port}/`;
  const { status, printed } = await outcome('node', program('web/check-served.mjs'), address);
  careless.close();
  careless.closeAllConnections();
  assert.equal(status, 1);
  assert.match(printed, /WRONG: Content-Security-Policy is "default-src 'self'"/);
  assert.match(printed, /wasm .*\n(?: .*\n)*? +WRONG: type "text\/html"/);
  assert.match(printed, /model .*\n +WRONG: status 404/);
  assert.match(printed, /WRONG: no Cache-Control/);
});

test('check-served.mjs checks through a symbolic link, too', async () => {
  const link = join(around, 'check.mjs');
  symlinkSync(program('web/check-served.mjs'), link);
  const { status, printed } = await outcome('node', link, site.address);
  assert.equal(status, 0, printed);
  assert.match(printed, /^ {2}wasm +200 /m);
  assert.equal((await outcome('node', link)).status, 2);
});
