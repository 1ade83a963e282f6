// SPDX-License-Identifier: Apache-2.0
// Requests a file of each kind that the page's index.html or service worker names from an address, and tells whether status, type, headers and
// content are as they should be: for our own server, and for any other that the page was put on.
//   node web/check-served.mjs https://…/
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { headersFor } from './policy.mjs';

/** A file of each kind that the page cannot do without, or not offline. */
const kinds = [
  { name: 'page', file: /^$/, type: /^text\/html/ },
  { name: 'script', file: /^assets\/.*\.js$/, type: /^(text|application)\/javascript/ },
  { name: 'style', file: /\.css$/, type: /^text\/css/ },
  { name: 'wasm', file: /\.wasm$/, type: /^application\/wasm$/ },
  { name: 'model', file: /\.nsm$/, type: /^application\/octet-stream$/ },
  { name: 'manifest', file: /\.webmanifest$/, type: /^application\/manifest\+json/ },
  { name: 'icon', file: /\.svg$/, type: /^image\/svg\+xml/ },
  { name: 'service worker', file: /^service-worker\.js$/, type: /^(text|application)\/javascript/ },
];

/** Prints a line a file and what is wrong with it; true if nothing is. */
export async function tellServed(address) {
  const textOf = async (file) => (await fetch(new URL(file, address))).text();
  const named = [
    ...[...(await textOf('')).matchAll(/\b(?:src|href)="(?:\.\/)?([^":]+)"/g)],
    ...[...(await textOf('service-worker.js')).matchAll(/"\.\/([^"]+)"/g)],
  ].map(([, file]) => file);
  let right = true;
  for (const kind of kinds) {
    const file = ['', ...named, 'service-worker.js'].find((one) => kind.file.test(one));
    const missing = { line: '', faults: ['named neither in index.html nor in service-worker.js'] };
    const { line, faults } = file === undefined ? missing : await check(address, file, kind);
    console.log(`  ${kind.name.padEnd(15)}${line}`);
    for (const fault of faults) console.log(`    WRONG: ${fault}`);
    right &&= faults.length === 0;
  }
  if (right) console.log('Each came with its type, the policy, and the other headers.');
  return right;
}

async function check(address, file, { type }) {
  const response = await fetch(new URL(file, address));
  const { byteLength } = await response.arrayBuffer();
  const got = response.headers.get('content-type') ?? 'no type';
  const faults = [];
  if (response.status !== 200) faults.push(`status ${response.status}, not 200`);
  if (byteLength === 0) faults.push('empty');
  if (!type.test(got)) faults.push(`type "${got}"`);
  for (const [header, wanted] of Object.entries(headersFor(file))) {
    const seen = response.headers.get(header);
    if (seen !== wanted) faults.push(seen === null ? `no ${header}` : `${header} is "${seen}", not "${wanted}"`);
  }
  return { line: `${response.status}  ${got.padEnd(31)}${`${byteLength}`.padStart(7)} bytes  /${file}`, faults };
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const address = process.argv[2] ?? '';
  if (!URL.canParse(address)) {
    console.error('Usage: node web/check-served.mjs https://address.of/the/page/');
    process.exitCode = 2;
  } else {
    const right = await tellServed(address).catch((error) => console.error(error.cause?.message ?? error.message));
    process.exitCode = right ? 0 : 1;
  }
}
