// SPDX-License-Identifier: Apache-2.0
// Serves the page's own files from one cache a version, never from two. build.mjs writes in which files those are.
/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope;
/** Address beside this script, and SHA-256 in base64. */
declare const FILES: readonly (readonly [address: string, hash: string])[];
/** Hash of the list above. */
declare const VERSION: string;

const cacheName = `nearside-${VERSION}`;
const addresses = new Set(FILES.map(([address]) => new URL(address, self.location.href).href));

self.addEventListener('install', (event) => event.waitUntil(store()));
self.addEventListener('activate', (event) => event.waitUntil(dropOthers()));

// A new version waits; the page says when the person is done.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  url.search = '';
  url.hash = '';
  if (url.pathname.endsWith('/index.html')) url.pathname = url.pathname.slice(0, -'index.html'.length);
  if (addresses.has(url.href)) event.respondWith(stored(url.href, request));
});

/** All files or none: the hash refuses a file of another version, should one be published meanwhile. */
async function store(): Promise<void> {
  const cache = await caches.open(cacheName);
  try {
    await Promise.all(
      FILES.map(async ([address, hash]) => {
        const url = new URL(address, self.location.href).href;
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

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('nearside-') && name !== cacheName).map((name) => caches.delete(name)));
}

async function stored(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(address)) ?? fetch(request);
}
