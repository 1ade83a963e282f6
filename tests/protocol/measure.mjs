// SPDX-License-Identifier: Apache-2.0
// Measures models by our protocol, with the program itself: for each seed a division into five folds that is given,
// everything fitted inside each fold, one figure on the pooled out-of-fold predictions; then mean, SD and range over the
// seeds, beside what must be reached.
//   node tests/protocol/measure.mjs [--data DIR] [--folds DIR] [--only NAME] [--seeds N] [--draws N] [--threads N]
// --data: the folder of tables that are no part of the repository (NEARSIDE_SHARED_DATA names it, too); --folds: the
// folder of <table>_s<seed>.csv, `folds` beside that of the data where it is left out. What is not there is skipped, and
// said. --only: the row of that name, or those whose names start so, such as `pima`; may be given several times. --seeds: the
// first N divisions. --draws: settings that each family draws where two are compared. Ends with 1 where a bar is missed.
//
// Every figure is worked out here, from the out-of-fold file and the table, and must be the program's own.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { auroc, balancedAccuracy, logLoss, rSquared, sum } from './figures.mjs';
import { comparisons, rows } from './rows.mjs';
import { columnOf } from './table.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = resolve(root, process.env.NEARSIDE ?? 'build/native/tools/nearside');
const { values: flags } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.NEARSIDE_SHARED_DATA ?? '' },
    folds: { type: 'string' },
    only: { type: 'string', multiple: true },
    seeds: { type: 'string', default: '100' },
    draws: { type: 'string', default: '12' },
    threads: { type: 'string', default: '1' },
  },
});
const foldsFolder = flags.folds ?? join(flags.data, '../folds');
const folder = mkdtempSync(join(tmpdir(), 'nearside-protocol-'));
const columns = new Map();

function column(file, name) {
  const key = `${file}\n${name}`;
  if (!columns.has(key)) columns.set(key, columnOf(file, name));
  return columns.get(key);
}

/** The recipe of a row with a change, and where its table is: beside the recipe or in the folder of --data. */
function recipeOf(row, change) {
  const file = join(root, row.recipe);
  const recipe = { ...JSON.parse(readFileSync(file, 'utf8')), ...change };
  recipe.data = { ...recipe.data, ...row.data };
  const home = [dirname(file), flags.data].find((one) => existsSync(join(one, recipe.data.file)));
  return { recipe, home };
}

function foldFiles(row) {
  const start = row.folds.includes('/') ? join(root, row.folds) : join(foldsFolder, row.folds);
  const files = [];
  for (let k = 0; k < Number(flags.seeds) && existsSync(`${start}_s${k}.csv`); ++k) files.push(`${start}_s${k}.csv`);
  return files;
}

/** The figures on the pooled out-of-fold predictions, by the names that the program has for them. */
function figuresOf(recipe, table, outOfFold) {
  const [, ...lines] = readFileSync(outOfFold, 'utf8').trimEnd().split('\n');
  const predictions = lines.map((line) => line.split(',').slice(1).map(Number));
  const { outcome } = recipe;
  // The file counts the rows of the table from 1.
  const texts = lines.map((line) => column(table, outcome.column)[Number(line.split(',', 1)[0]) - 1]);
  const first = predictions.map(([value]) => value);
  if (outcome.kind === 'quantity') return { r_squared: rSquared(first, texts.map(Number)) };
  if (outcome.classes) {
    const classes = texts.map((text) => outcome.classes.findIndex(({ id }) => id === text));
    return { log_loss: logLoss(predictions, classes), balanced_accuracy: balancedAccuracy(predictions, classes) };
  }
  const positive = outcome.positive_values ?? [outcome.positive];
  return { auroc: auroc(first, texts.map((text) => Number(positive.includes(text)))) };
}

function measured(name, { recipe, home }, folds) {
  const at = (file) => join(folder, file);
  writeFileSync(at('recipe.json'), JSON.stringify(recipe));
  const args = ['--data-dir', home, '--folds-file', folds, '--out-of-fold', at('out.csv'), '--threads', flags.threads];
  args.push('--json', '-o', at('model.nsm'));
  const out = execFileSync(program, ['train', at('recipe.json'), ...args], { maxBuffer: 1 << 28 });
  const { measures } = JSON.parse(out).performance;
  const figures = figuresOf(recipe, join(home, recipe.data.file), at('out.csv'));
  for (const [figure, value] of Object.entries(figures)) {
    const own = measures.find((one) => one.name === figure)?.value;
    // 1e-9: both are sums over the same rows, in another order.
    if (!(Math.abs(own - value) < 1e-9)) throw new Error(`${name}: ${figure} is ${value} here, the program says ${own}`);
  }
  return figures;
}

/** One seed's figures of a row; of a comparison the first less the second. */
function seed(row, folds) {
  const [one, other] = (row.changes ?? [row.change]).map((change) => measured(row.name, recipeOf(row, change), folds));
  if (!other) return one;
  return Object.fromEntries(Object.keys(one).map((figure) => [figure, one[figure] - other[figure]]));
}

const cells = (name, ...rest) => console.log(name.padEnd(44) + rest.map((cell) => String(cell).padEnd(19)).join(''));

/** Prints a row's lines; true where every bar is reached. */
function report(row) {
  const { recipe, home } = recipeOf(row);
  const files = foldFiles(row);
  const absent = home === undefined ? recipe.data.file : files.length === 0 ? `${row.folds}_s0.csv` : undefined;
  if (absent) {
    cells(row.name, `skipped: no ${absent}`);
    return true;
  }
  const seeds = files.map((file) => seed(row, file));
  return Object.entries(row.bars)
    .map(([figure, bar]) => {
      const values = seeds.map((one) => one[figure]);
      const mean = sum(values) / values.length;
      const variance = sum(values.map((one) => (one - mean) ** 2)) / (values.length - 1);
      const sd = values.length < 2 ? '-' : Math.sqrt(variance).toFixed(4);
      const least = figure !== 'log_loss';
      const reached = least ? mean >= bar : mean <= bar;
      const range = `${Math.min(...values).toFixed(4)} to ${Math.max(...values).toFixed(4)}`;
      const wish = `${least ? '>=' : '<='} ${bar}`;
      cells(row.name, figure, values.length, mean.toFixed(4), sd, range, wish, reached ? 'reached' : 'NOT REACHED');
      return reached;
    })
    .every(Boolean);
}

try {
  const all = [...rows, ...comparisons(Number(flags.draws))];
  const exact = (only) => all.some(({ name }) => name === only);
  const wanted = all.filter(
    ({ name }) => !flags.only || flags.only.some((only) => (exact(only) ? name === only : name.startsWith(only))),
  );
  if (wanted.length === 0) throw new Error(`no row is called ${flags.only.join(' or ')}`);
  cells('', 'figure', 'seeds', 'mean', 'SD', 'range', 'must reach', '');
  const reached = wanted.map(report);
  if (!reached.every(Boolean)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
