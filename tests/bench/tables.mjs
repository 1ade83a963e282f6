// SPDX-License-Identifier: Apache-2.0
// A large table through `nearside profile`, `prepare` and `predict`, beside pandas and scikit-learn doing the same:
// seconds, rows a second, peak memory; Python's start and imports count. Needs Debian's python3-pandas, python3-sklearn and time, and the table
// brfss2015_diabetes_253k.csv in the folder that NEARSIDE_SHARED_DATA names; without them it says what is missing.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { measured, medians } from './measured.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const nearside = join(root, 'build/native/tools/nearside');
const reference = join(root, 'tests/bench/tables_reference.py');
const python = '/usr/bin/python3';
const table = join(process.env.NEARSIDE_SHARED_DATA ?? '', 'brfss2015_diabetes_253k.csv');
const outcome = 'Diabetes_binary';

const missing = [
  [!existsSync(table), 'brfss2015_diabetes_253k.csv in NEARSIDE_SHARED_DATA'],
  [!existsSync('/usr/bin/time'), 'time'],
  [spawnSync(python, ['-c', 'import pandas, sklearn']).status !== 0, 'python3-pandas and python3-sklearn'],
].flatMap(([absent, what]) => (absent ? [what] : []));

/** The largest difference between two tables' numbers, column by name, rows in their order. */
function largestDifference(ours, theirs) {
  const read = (path) => readFileSync(path, 'utf8').trimEnd().split('\n').map((line) => line.split(','));
  const [a, b] = [read(ours), read(theirs)];
  if (a.length !== b.length) throw new Error(`${a.length} and ${b.length} lines`);
  const pairs = a[0].flatMap((name, i) => (b[0].includes(name) && name !== outcome ? [[i, b[0].indexOf(name)]] : []));
  let largest = 0;
  for (let r = 1; r < a.length; r++) {
    for (const [i, j] of pairs) largest = Math.max(largest, Math.abs(Number(a[r][i]) - Number(b[r][j])));
  }
  return { columns: pairs.length, largest };
}

function line(what, ours, theirs, rows) {
  const cells = [
    what.padEnd(24),
    ours.seconds.toFixed(2).padStart(9),
    Math.round(rows / ours.seconds).toLocaleString('en').padStart(12),
    ours.megabytes.toFixed(0).padStart(8),
    theirs.seconds.toFixed(2).padStart(10),
    theirs.megabytes.toFixed(0).padStart(8),
    `${(theirs.seconds / ours.seconds).toFixed(1)} ×`.padStart(10),
    `${((100 * ours.megabytes) / theirs.megabytes).toFixed(0)} %`.padStart(9),
  ];
  console.log(cells.join(''));
}

function compare() {
  const folder = mkdtempSync(join(tmpdir(), 'nearside-tables-'));
  try {
    const recipe = join(folder, 'recipe.json');
    execFileSync(nearside, ['init', table, '--outcome', outcome, '-o', recipe], { stdio: 'ignore' });
    const wished = JSON.parse(readFileSync(recipe, 'utf8'));
    wished.data.sha256 = '';
    writeFileSync(recipe, JSON.stringify(wished));
    const [ours, theirs] = [join(folder, 'ours.csv'), join(folder, 'theirs.csv')];
    const rows = 253_680;
    const start = measured(3, python, reference, 'import');
    console.log(`${rows.toLocaleString('en')} rows; Python's start and imports alone: ${start.seconds.toFixed(2)} s, ${start.megabytes.toFixed(0)} MB`);
    console.log('                         nearside  rows a second      MB    pandas      MB    faster   memory   (budgets beside the names)');
    line('profile (5 ×, 50 %)', measured(3, nearside, 'profile', table, '--outcome', outcome, '--json'), measured(3, python, reference, 'profile', table, outcome), rows);
    const prepared = measured(3, nearside, 'prepare', recipe, '--data-dir', '/', '-o', ours);
    line('prepare (5 ×, 50 %)', prepared, measured(3, python, reference, 'prepare', table, outcome, theirs), rows);
    const { columns, largest } = largestDifference(ours, theirs);
    console.log(`prepared tables: ${columns} columns, largest difference ${largest.toExponential(1)}`);

    const [model, reference_model] = [join(folder, 'model.nsm'), join(folder, 'model.joblib')];
    execFileSync(nearside, ['train', table, '--outcome', outcome, '--folds', '2', '-o', model], { stdio: 'ignore' });
    execFileSync(python, [reference, 'fit', table, outcome, reference_model], { stdio: 'ignore' });
    const [predicted, same] = medians(
      5,
      [nearside, 'predict', model, table, '-o', ours],
      [python, reference, 'predict', table, outcome, reference_model, theirs],
    );
    line('predict (5 ×, 50 %)', predicted, same, rows);
    console.log(`predictions: largest difference ${largestDifference(ours, theirs).largest.toExponential(1)}; medians of 5 runs by turns, one thread`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (missing.length > 0) console.log(`Large table not measured; not here: ${missing.join(', ')}`);
else compare();
