// SPDX-License-Identifier: Apache-2.0
// Builds the package into dist/: the typed wrapper by tsc, and beside it the engine that the wasm preset built.
import { copyFileSync, mkdirSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { brotliCompressSync, constants } from 'node:zlib';
import { transformSync } from 'esbuild';

const here = new URL('./', import.meta.url);
const built = new URL('../build/wasm/wasm/', here);
const dist = new URL('dist/engine/', here);

rmSync(new URL('dist/', here), { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
execFileSync('npx', ['tsc', '-p', 'tsconfig.json'], { cwd: here, stdio: 'inherit' });

const glue = readFileSync(new URL('nearside.mjs', built), 'utf8');
writeFileSync(new URL('nearside.mjs', dist), transformSync(glue, { minify: true, format: 'esm', target: 'es2022' }).code);
copyFileSync(new URL('nearside.wasm', built), new URL('nearside.wasm', dist));
copyFileSync(new URL('src/engine/nearside.d.mts', here), new URL('nearside.d.mts', dist));

let total = 0;
for (const file of ['nearside.wasm', 'nearside.mjs']) {
  const bytes = readFileSync(new URL(file, dist));
  const small = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  total += small;
  console.log(`${file}: ${bytes.length} bytes, ${small} after brotli`);
}
console.log(`engine after brotli: ${total} bytes`);
