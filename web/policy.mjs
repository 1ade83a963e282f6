// SPDX-License-Identifier: Apache-2.0
// What the page asks of its hosts, once: the Content-Security-Policy for the meta tag and the header, the other
// headers, how long a browser may keep a file, and types. For serve.mjs and for what build.mjs writes for other servers.

export const metaPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html nearside',
].join('; ');

/** A meta tag cannot carry frame-ancestors. */
export const headerPolicy = `${metaPolicy}; frame-ancestors 'none'`;

export const headers = {
  'Content-Security-Policy': headerPolicy,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** Names under assets/ hold their content's hash: a changed file is another file. All else is asked for anew. */
export const caching = { assets: 'public, max-age=31536000, immutable', others: 'no-cache' };

/** All headers for a file, by its address beside the page: "assets/index-….js". */
export const headersFor = (file) => ({
  ...headers,
  'Cache-Control': file.startsWith('assets/') ? caching.assets : caching.others,
});

/** The kinds of file that a built page has, by the end of the name. */
export const types = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  js: 'text/javascript; charset=utf-8',
  nsm: 'application/octet-stream',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json',
};
