// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { metaPolicy } from './policy.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** Writes the policy into the page, and lets the engine and the model load beside the script, not after it. */
const page = {
  name: 'nearside-page',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle }) {
      const wasm = Object.keys(bundle ?? {}).find((file) => file.endsWith('.wasm'));
      const model = /model="([^"]+)"/.exec(html)?.[1];
      const tags = [wasm && `./${wasm}`, model].filter(Boolean).map((href) => ({
        tag: 'link',
        attrs: { rel: 'preload', as: 'fetch', href, crossorigin: true },
        injectTo: 'head',
      }));
      return { html: html.replace('%POLICY%', metaPolicy), tags };
    },
  },
};

/** Leaves out what a browser does not read in the elements' style sheets: comments, indentation, line ends. */
const styles = {
  name: 'nearside-styles',
  transform(code, id) {
    if (!/[\\/]styles(\.ts$|[\\/])/.test(id)) return null;
    const small = code.replace(/css`[^`]*`/g, (sheet) =>
      sheet
        .replace(/\/\*.*?\*\//gs, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,>]) ?/g, '$1')
        .replace(/: /g, ':')
        .replace(/;}/g, '}'),
    );
    return { code: small, map: null };
  },
};

export default defineConfig({
  root: path('.'),
  base: './',
  // The page is the package's first user: it takes the engine as it was built.
  resolve: { alias: [{ find: /^nearside$/, replacement: path('./dist/engine/index.js') }] },
  build: {
    outDir: 'dist/page',
    emptyOutDir: true,
    target: ['chrome110', 'firefox115', 'safari16.4'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  plugins: [styles, page],
});
