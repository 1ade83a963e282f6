// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { metaPolicy } from './policy.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/**
 * What catalogue and calculator share comes with the first script, and what the calculator shares with its later parts
 * with the calculator's: not as one more script that is asked for after it.
 */
const groups = [
  { name: 'index', test: /[\\/]page[\\/]main\.ts$|[\\/]styles[\\/](choice|switch)\.ts$/ },
  {
    name: 'nearside-calculator',
    test: /[\\/]element[\\/](nearside-calculator|answers|limits|question|units)\.ts$|[\\/]lit-html[\\/]directive|[\\/]lit[\\/]directives/,
  },
];

/** Writes the policy into the page. */
const page = {
  name: 'nearside-page',
  transformIndexHtml: { order: 'post', handler: (html) => html.replace('%POLICY%', metaPolicy) },
};

/** No script of ours brings a style sheet that would have to come first: `import()` is enough. */
const plainImports = {
  name: 'nearside-plain-imports',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('vite/preload-helper.js') ? '\0nearside/plain-imports.js' : null),
  load: (id) => (id === '\0nearside/plain-imports.js' ? 'export const __vitePreload = (load) => load();' : null),
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

/** What Lit tells whoever writes an element: ours are written. A build ends where Lit says it otherwise. */
const advice = {
  name: 'nearside-advice',
  transform(code, id) {
    const words = Object.entries({
      'reactive-element/css-tag.js': [
        'CSSResult is not constructable. Use `unsafeCSS` or `css` instead.',
        "Value passed to 'css' function must be a 'css' function result: ",
        ". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.",
      ],
      'lit-html/directives/live.js': ['The `live` directive is not allowed on child or event bindings', '`live` bindings can only contain a single expression'],
    }).find(([file]) => id.endsWith(file))?.[1];
    if (!words) return null;
    for (const sentence of words) {
      if (!code.includes(sentence)) throw new Error(`${id} does not say "${sentence}"`);
      code = code.replace(sentence, '');
    }
    return { code, map: null };
  },
};

/** Leaves out the indentation of our markup: a browser draws a line end as it draws a line end and blanks. */
const markup = {
  name: 'nearside-markup',
  transform(code, id) {
    return id.startsWith(path('./src/')) && code.includes('html`') ? { code: code.replace(/\n\s+/g, '\n'), map: null } : null;
  },
};

export default defineConfig({
  root: path('.'),
  base: './',
  // The page is the package's first user: it takes the engine as it was built.
  resolve: {
    alias: [
      { find: /^nearside$/, replacement: path('./dist/engine/index.js') },
      { find: /^nearside\/(?=nearside\.wasm)/, replacement: path('./dist/engine/') },
    ],
  },
  build: {
    outDir: 'dist/page',
    emptyOutDir: true,
    target: ['chrome110', 'firefox115', 'safari16.4'],
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: { output: { codeSplitting: { groups } } },
  },
  plugins: [plainImports, styles, markup, advice, page],
});
