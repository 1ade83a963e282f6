// SPDX-License-Identifier: Apache-2.0
// Serves the page's own files from one cache a version, never from two. build.mjs writes in which files those are.
/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope;
/** Address beside this script, and SHA-256 in base64. */
declare const FILES: readonly (readonly [address: string, hash: string])[];
/** Models, which are kept when they were opened. */
declare const MODELS: readonly (readonly [address: string, hash: string])[];
/** Hash of the lists above. */
declare const VERSION: string;

const cacheName = `nearside-${VERSION}`;
const addressOf = (address: string): string => new URL(address, self.location.href).href;
const addresses = new Set(FILES.map(([address]) => addressOf(address)));
const models = new Map(MODELS.map(([address, hash]) => [addressOf(address), hash]));
/** Models that are being kept: a request waits for them. */
let keeping: Promise<void> = Promise.resolve();

self.addEventListener('install', (event) => event.waitUntil(store()));
self.addEventListener('activate', (event) => event.waitUntil(dropOthers()));

// A new version waits; the page says when the person is done.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
  else if (event.data?.keep) event.waitUntil((keeping = keeping.then(() => keep(event.data.keep, event.data.content))));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  url.search = '';
  url.hash = '';
  if (url.pathname.endsWith('/index.html')) url.pathname = url.pathname.slice(0, -'index.html'.length);
  if (addresses.has(url.href)) event.respondWith(stored(url.href, request));
  else if (models.has(url.href)) event.respondWith(model(url.href, request));
});

/** All files or none: the hash refuses a file of another version, should one be published meanwhile. */
async function store(): Promise<void> {
  const cache = await caches.open(cacheName);
  try {
    await Promise.all(
      [...FILES, ...(await openedBefore())].map(async ([address, hash]) => {
        const url = addressOf(address);
        const response = await fetch(url, { cache: 'no-cache', credentials: 'omit', integrity: `sha256-${hash}` });
        if (!response.ok) throw new Error(`${url}: ${response.status}`);
        await cache.put(url, response);
      }),
    );
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
}

/** Models that an older version kept: they stay usable without a network. */
async function openedBefore(): Promise<typeof MODELS> {
  const kept = new Set<string>();
  for (const name of await caches.keys()) {
    if (!name.startsWith('nearside-')) continue;
    for (const { url } of await (await caches.open(name)).keys()) kept.add(url);
  }
  return MODELS.filter(([address]) => kept.has(addressOf(address)));
}

/** A model that the page has opened, if it is the one of this version. */
async function keep(url: string, content: Uint8Array<ArrayBuffer>): Promise<void> {
  const hash = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', content))));
  if (models.get(url) !== hash) return;
  const headers = { 'Content-Type': 'application/octet-stream' };
  await (await caches.open(cacheName)).put(url, new Response(content, { headers }));
}

async function model(url: string, request: Request): Promise<Response> {
  await keeping;
  return stored(url, request);
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('nearside-') && name !== cacheName).map((name) => caches.delete(name)));
}

async function stored(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(address)) ?? fetch(request);
}
