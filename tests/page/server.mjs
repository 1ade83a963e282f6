// SPDX-License-Identifier: Apache-2.0
// Serves the built page as its hosts should: these files, these headers, nothing else.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { headers } from '../../web/policy.mjs';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.nsm': 'application/octet-stream',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** A server on a free port of this machine (or `port`); `requests` grows by one address a request. */
export async function serve(root, { port = 0 } = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    requests.push(pathname);
    const file = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const type = types[extname(file)];
    try {
      if (request.method !== 'GET' || type === undefined || file.includes('..')) throw new Error('not served');
      const body = await readFile(new URL(`.${file}`, root));
      response.writeHead(200, { ...headers, 'Content-Type': type, 'Cache-Control': 'no-cache' }).end(body);
    } catch {
      response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end('Not found');
    }
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    address: `http://localhost:${server.address().port}/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
