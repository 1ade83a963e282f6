// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { metaPolicy } from './policy.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** What the calculator needs at once is one script with all that it imports; the rest is fetched when the form is there. */
const groups = [
  { name: 'i18n', test: /[\\/]i18n[\\/]index\.ts$/, priority: 2 },
  { name: 'calculator', test: /[\\/]nearside-calculator\.ts$/, priority: 1 },
];
/** The scripts that come beside the small one that index.html names. */
const early = [...groups.map(({ name }) => name), 'nearside-page'];

/** Writes the policy into the page, and lets the engine and the model load beside the script, not after it. */
const page = {
  name: 'nearside-page',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle }) {
      const files = Object.values(bundle ?? {});
      const wasm = files.find(({ fileName }) => fileName.endsWith('.wasm'));
      const scripts = files.filter(({ type, name }) => type === 'chunk' && early.includes(name));
      const link = (attrs) => ({ tag: 'link', attrs: { ...attrs, crossorigin: true }, injectTo: 'head' });
      const tags = [
        ...scripts.map(({ fileName }) => link({ rel: 'modulepreload', href: `./${fileName}` })),
        ...(wasm ? [link({ rel: 'preload', as: 'fetch', href: `./${wasm.fileName}` })] : []),
      ];
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
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {},
  },
  plugins: [styles, page],
});
