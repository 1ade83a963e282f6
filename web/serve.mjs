// SPDX-License-Identifier: Apache-2.0
// Serves a built page on this machine as its hosts should: these files, these headers, nothing else.
import { existsSync, realpathSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { tellServed } from './check-served.mjs';
import { headersFor, types } from './policy.mjs';

const usage = `Usage: node web/serve.mjs [--port N] [--check] [folder]
  Serves the folder (web/dist/page, if none is named) at http://localhost:8080/, to this machine alone.
  --port N   another port; if it is taken, the next free one
  --check    requests the page's files once, says what came, and ends`;

/** Serves `folder`, a file URL, on 127.0.0.1 at `port`, or at a free one for 0; `onRequest` hears each address. */
export async function serve(folder, { port = 0, onRequest = () => {} } = {}) {
  const root = await realpath(fileURLToPath(folder));
  const brotli = brotliOnce();
  const server = createServer(async (request, response) => {
    onRequest(request.url);
    const { status, headers, body } = await answer(root, request, brotli);
    response.writeHead(status, { ...headers, 'Content-Length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise((done, failed) => server.once('error', failed).listen(port, '127.0.0.1', done));
  return {
    address: `http://localhost:${server.address().port}/`,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

async function answer(root, request, brotli) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'Only GET and HEAD', { Allow: 'GET, HEAD' });
  const path = await fileAt(root, request.url).catch(() => '');
  const type = types[extname(path).slice(1)];
  const plain = type && (await readFile(path).catch(() => undefined));
  if (plain === undefined) return refusal(404, 'Not found');
  const headers = {
    ...headersFor(relative(root, path).replaceAll(sep, '/')),
    'Content-Type': type,
    Vary: 'Accept-Encoding',
  };
  const takesBrotli = `${request.headers['accept-encoding']}`.split(',').some((coding) => coding.trim() === 'br');
  if (!takesBrotli) return { status: 200, headers, body: plain };
  return { status: 200, headers: { ...headers, 'Content-Encoding': 'br' }, body: await brotli(path, plain) };
}

function refusal(status, sentence, more = {}) {
  const headers = { ...headersFor(''), ...more, 'Content-Type': 'text/plain; charset=utf-8' };
  return { status, headers, body: Buffer.from(`${sentence}\n`) };
}

/** The file that an address means. Throws where there is none, and where a link leads out of the folder. */
async function fileAt(root, address) {
  const { pathname } = new URL(`http://localhost${address}`);
  const file = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  const path = await realpath(fileURLToPath(new URL(`.${file}`, pathToFileURL(root + sep))));
  if (!path.startsWith(root + sep)) throw new Error(`${path} is not in ${root}`);
  return path;
}

/** Compresses each file once, for as long as its bytes stay the same. */
function brotliOnce() {
  const compress = promisify(brotliCompress);
  const kept = new Map();
  return (path, plain) => {
    const last = kept.get(path);
    if (last?.plain.equals(plain)) return last.small;
    const small = compress(plain);
    kept.set(path, { plain, small });
    return small;
  };
}

/** At `port`, or at the next free one above it. */
async function serveFrom(folder, port) {
  for (let next = port; ; next++) {
    try {
      return await serve(folder, { port: next });
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || next - port === 50) throw error;
    }
  }
}

/** What the command line asks for. Throws, with a sentence, what cannot be meant. */
function asked() {
  const { values, positionals } = parseArgs({
    options: { port: { type: 'string', default: '8080' }, check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535) throw new Error(`"${values.port}" is not a port`);
  if (positionals.length > 1) throw new Error(`one folder, not ${positionals.length}`);
  const folder = positionals[0] ?? fileURLToPath(new URL('dist/page', import.meta.url));
  return { ...values, port, folder: pathToFileURL(resolve(folder) + sep) };
}

async function command({ folder, port, check }) {
  if (!existsSync(new URL('index.html', folder))) {
    throw new Error(`${fileURLToPath(folder)} holds no index.html. ./run.sh builds the page.`);
  }
  const site = await serveFrom(folder, port);
  const taken = port === 0 || site.address.endsWith(`:${port}/`) ? '' : ` (port ${port} is taken)`;
  if (check) {
    console.log(`Served at ${site.address}${taken}:`);
    process.exitCode = (await tellServed(site.address)) ? 0 : 1;
    return site.close();
  }
  console.log(`The page is at ${site.address}${taken}. Ctrl-C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void site.close());
}

function stop(message, status) {
  console.error(message);
  process.exit(status);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  let wish;
  try {
    wish = asked();
  } catch (error) {
    stop(`${error.message.split('. ')[0]}\n${usage}`, 2);
  }
  if (wish.help) console.log(usage);
  else command(wish).catch((error) => stop(error.message, 1));
}
