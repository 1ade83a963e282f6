// SPDX-License-Identifier: Apache-2.0
// Builds dist/engine, the npm package: the typed wrapper by tsc and the engine that the wasm preset built;
// dist/page, the static page, with its models and its service worker; dist/element, the custom element for pages of
// others; and dist/headers, the page's policy for servers.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { build } from 'vite';
import { caching, headers, types } from './policy.mjs';
import { printFirstVisit } from './weigh.mjs';

const here = new URL('./', import.meta.url);
const built = new URL('../build/wasm/wasm/', here);
const models = new URL('../models/', here);
const engine = new URL('dist/engine/', here);
const page = new URL('dist/page/', here);
const run = (program, ...args) => execFileSync(fileURLToPath(new URL(`node_modules/.bin/${program}`, here)), args, { cwd: here, stdio: 'inherit' });

function buildEngine() {
  mkdirSync(engine, { recursive: true });
  run('tsc', '-p', 'tsconfig.json');
  const glue = readFileSync(new URL('nearside.mjs', built), 'utf8');
  const { code } = transformSync(glue, { minify: true, format: 'esm', target: 'es2022' });
  writeFileSync(new URL('nearside.mjs', engine), code);
  copyFileSync(new URL('nearside.wasm', built), new URL('nearside.wasm', engine));
  copyFileSync(new URL('src/engine/nearside.d.mts', here), new URL('nearside.d.mts', engine));
}

async function buildPage() {
  run('tsc', '-p', 'tsconfig.page.json');
  run('tsc', '-p', 'tsconfig.worker.json');
  await build({ configFile: fileURLToPath(new URL('vite.config.mjs', here)), logLevel: 'warn' });
  for (const folder of readdirSync(models, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const file of readdirSync(new URL(`${folder.name}/`, models)).filter((name) => name.endsWith('.nsm'))) {
      mkdirSync(new URL(`models/${folder.name}/`, page), { recursive: true });
      copyFileSync(new URL(`${folder.name}/${file}`, models), new URL(`models/${folder.name}/${file}`, page));
    }
  }
  writeCatalogue();
  writeServiceWorker();
  writeFileSync(new URL('_headers', page), headersFile());
  writeServerExamples();
}

/** The element alone, for pages of others: one script, and the engine beside it. */
async function buildElement() {
  await build({
    configFile: fileURLToPath(new URL('vite.config.mjs', here)),
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: 'dist/element',
      rollupOptions: {
        input: fileURLToPath(new URL('src/element/nearside-calculator.ts', here)),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js', assetFileNames: '[name][extname]', codeSplitting: false },
      },
    },
  });
}

/** models/index.json as it is, for whoever asks for it, and for the page a list a language with what its rows show. */
function writeCatalogue() {
  const index = JSON.parse(readFileSync(new URL('index.json', models), 'utf8'));
  copyFileSync(new URL('index.json', models), new URL('models/index.json', page));
  for (const language of ['en', 'zh']) {
    const text = (localised) => localised[language] || localised.en;
    const entries = index.models.map((model) => {
      const inputs = {};
      for (const { label, obtained } of model.inputs) {
        // "Blood pressure, the first number (systolic)" is "Blood pressure" here; what is asked is only counted.
        (inputs[obtained] ??= []).push(obtained === 'asked' ? '' : text(label).split(/[,，(（]/)[0].trim());
      }
      return {
        id: model.id,
        title: text(model.title),
        summary: text(model.summary),
        topics: model.topics,
        audience: model.audience,
        demonstration: model.status === 'demonstration',
        unconfirmed: model.terms === 'unconfirmed',
        replacedBy: model.replaced_by,
        inputs,
        search: [...model.outcomes.map(text), text(model.search_words)].join(' '),
      };
    });
    writeFileSync(new URL(`models/catalogue-${language}.json`, page), JSON.stringify({ models: entries }));
  }
}

/** The list of files with their hashes makes the version: change one byte, and it is another. */
function writeServiceWorker() {
  const files = readdirSync(page, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(fileURLToPath(page), join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((file) => file !== 'models/index.json')
    .sort();
  const list = files.map((file) => {
    const hash = createHash('sha256').update(readFileSync(new URL(file, page))).digest('base64');
    return [file === 'index.html' ? './' : `./${file}`, hash];
  });
  const isModel = ([file]) => file.endsWith('.nsm');
  const kept = list.filter((entry) => !isModel(entry));
  const version = createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 16);
  const { code } = transformSync(readFileSync(new URL('src/service-worker.ts', here), 'utf8'), {
    loader: 'ts',
    minify: true,
    format: 'iife',
    target: 'es2022',
    define: { FILES: JSON.stringify(kept), MODELS: JSON.stringify(list.filter(isModel)), VERSION: JSON.stringify(version) },
  });
  writeFileSync(new URL('service-worker.js', page), code);
}

function headersFile() {
  const lines = (entries) => entries.map(([name, value]) => `  ${name}: ${value}`).join('\n');
  return `/*
${lines(Object.entries(headers))}
  Cache-Control: ${caching.others}
/assets/*
  ! Cache-Control
  Cache-Control: ${caching.assets}
`;
}

/** The same headers for servers that read no _headers file. A file that is not there must not be kept for a year. */
function writeServerExamples() {
  const folder = new URL('dist/headers/', here);
  mkdirSync(folder, { recursive: true });
  const entries = Object.entries(headers);
  const nginx = entries.map(([name, value]) => `  add_header ${name} "${value}" always;`).join('\n');
  const nginxTypes = Object.entries(types).map(([ending, type]) => `    "${type}" ${ending};`).join('\n');
  const apache = entries.map(([name, value]) => `Header always set ${name} "${value}"`).join('\n');
  const apacheTypes = Object.entries(types).map(([ending, type]) => `AddType "${type}" .${ending}`).join('\n');
  writeFileSync(
    new URL('nginx.conf', folder),
    `# In the page's server block. nginx forgets inherited headers where a location adds its own: add all of them there.
location / {
${nginx}
  set $nearside_caching "${caching.others}";
  if ($uri ~ /assets/) { set $nearside_caching "${caching.assets}"; }
  add_header Cache-Control $nearside_caching;
  types {
${nginxTypes}
  }
}
`,
  );
  writeFileSync(
    new URL('apache.conf', folder),
    `# In the page's virtual host, or as .htaccess in its folder. Needs mod_headers.
${apache}
Header set Cache-Control "${caching.others}"
Header set Cache-Control "${caching.assets}" "expr=%{REQUEST_URI} =~ m#/assets/#"
${apacheTypes}
`,
  );
}

rmSync(new URL('dist/', here), { recursive: true, force: true });
buildEngine();
await buildPage();
await buildElement();
printFirstVisit(page);
