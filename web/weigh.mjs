// SPDX-License-Identifier: Apache-2.0
// How many bytes a first visit to a built page loads, after brotli. build.mjs prints it, a test holds it to the budget.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

/** Bytes after brotli that `budgeted` may come to: 90 KB. */
export const budget = 92_160;

const brotli = (content) => brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/**
 * What a first visit loads, file by file: until the catalogue can be used, from there until a model's first field can be
 * (with the demonstration, the smallest that is trained, and with the largest model), and after that, for use without a
 * network. Of languages the larger counts. `page` is the folder's address.
 */
export function firstVisit(page) {
  const folder = fileURLToPath(page);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '_headers')
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  const weights = new Map(files.map((file) => [file, brotli(readFileSync(join(folder, file)))]));
  const largest = (test) => {
    const found = files.filter((file) => test.test(file)).sort((a, b) => weights.get(b) - weights.get(a));
    if (found.length === 0) throw new Error(`${page.href} has no file like ${test}`);
    return found[0];
  };
  /** A script with all that it imports at once. */
  const whole = (script, known = new Set()) => {
    if (known.has(script)) return [...known];
    known.add(script);
    for (const [, file] of readFileSync(join(folder, script), 'utf8').matchAll(/(?:from|import)"\.\/([^"]+)"/g)) whole(`assets/${file}`, known);
    return [...known];
  };
  const rows = (names) => names.map((file) => [file, weights.get(file)]);
  const index = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [...index.matchAll(/\b(?:src|href)="(?:\.\/)?([^":]+)"/g)].map(([, file]) => file);
  const dictionary = largest(/^assets\/(en|zh)-(?!later-)/);
  const scripts = [...whole(largest(/^assets\/nearside-catalogue-/)), ...whole(dictionary)];
  const catalogue = [...new Set(['index.html', ...named, ...scripts, largest(/^models\/catalogue-/)])];
  const calculator = [...whole(largest(/^assets\/nearside-calculator-/)), largest(/\.wasm$/)].filter((file) => !catalogue.includes(file));
  const first = [...catalogue, ...calculator];
  return {
    catalogue: rows(catalogue),
    calculator: rows(calculator),
    demonstration: rows([largest(/diabetes-pima\.nsm$/)]),
    largestModel: rows([largest(/\.nsm$/)]),
    later: rows(files.filter((file) => !first.includes(file))),
  };
}

export const sum = (rows) => rows.reduce((total, [, bytes]) => total + bytes, 0);

/** What the budget is for: the page's own script, the calculator with its engine, and the demonstration. */
export function budgeted({ catalogue, calculator, demonstration }) {
  const script = catalogue.filter(([file]) => /^assets\/index-.*\.js$/.test(file));
  return sum([...script, ...calculator, ...demonstration]);
}

export function printFirstVisit(page) {
  const visit = firstVisit(page);
  const { catalogue, calculator, demonstration, largestModel, later } = visit;
  const line = (name, bytes) => console.log(`  ${name.padEnd(50)}${`${bytes}`.padStart(6)}`);
  const print = (rows) => rows.forEach(([file, bytes]) => line(file, bytes));
  console.log('A first visit, bytes after brotli: until the catalogue can be used');
  print(catalogue);
  line('together', sum(catalogue));
  console.log('Until the first field of a model can be filled in');
  print([...calculator, ...demonstration, ...largestModel]);
  line(`script, calculator and demonstration, of ${budget}`, budgeted(visit));
  line('together with the demonstration', sum([...catalogue, ...calculator, ...demonstration]));
  line('together with the largest model', sum([...catalogue, ...calculator, ...largestModel]));
  console.log('After that, for use without a network');
  print(later);
}
