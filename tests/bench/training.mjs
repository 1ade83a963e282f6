// SPDX-License-Identifier: Apache-2.0
// Training beside Python doing the same work in the same run: the whole command from a CSV file to an evaluated logistic
// regression, each program's start included; and boosted trees on 200,000 rows of 50 columns, alone and as the whole
// command with five folds, with the memory they take. Needs Debian's python3-sklearn, python3-pandas, python3-xgboost and
// time.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { measured } from './measured.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const nearside = join(root, 'build/native/tools/nearside');
const python = '/usr/bin/python3';
const reference = join(root, 'tests/bench/training_reference.py');
const [rows, columns] = ['200000', '50'];
const float32Megabytes = (Number(rows) * Number(columns) * 4) / 2 ** 20;

const run = (command, args) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** The best of `times` in seconds, alternating. */
function race(times, ...commands) {
  const best = commands.map(() => Infinity);
  for (let time = 0; time < times; ++time) {
    commands.forEach(([command, args], i) => {
      const start = performance.now();
      run(command, args);
      best[i] = Math.min(best[i], (performance.now() - start) / 1000);
    });
  }
  return best;
}

function wholeCommand(folder) {
  const table = join(folder, 'breast.csv');
  run(python, [reference, 'write', table]);
  const ours = [nearside, ['train', table, '--outcome', 'target', '-o', join(folder, 'breast.nsm')]];
  const [own, other] = race(5, ours, [python, [reference, 'logistic', table]]);
  console.log(`CSV of 569 rows to an evaluated logistic model: nearside ${own.toFixed(3)} s, Python ${other.toFixed(3)} s, ${(other / own).toFixed(1)} × faster (at least 5)`);
}

/** Of some runs the least seconds, and the last one's megabytes and loss. */
function best(times, command, args) {
  let least = Infinity;
  let rest = [];
  for (let time = 0; time < times; ++time) {
    const [seconds, ...others] = run(command, args).trim().split(',').map(Number);
    least = Math.min(least, seconds);
    rest = others;
  }
  return [least, ...rest];
}

/** What the program may take: the data as 32-bit numbers one and a half times, and what XGBoost takes for itself. */
const allowed = (xgboosts) => 1.5 * float32Megabytes + xgboosts;

function boosting(folder) {
  const table = join(folder, 'table.bin');
  run(python, [join(root, 'tests/bench/linear_reference.py'), 'make', table, rows, columns]);
  const program = join(root, 'build/native/tests/bench/boosting_bench');
  const sizes = [table, rows, columns];
  let xgboosts = 0;
  for (const threads of ['1', '2']) {
    const [seconds, peak, loss] = best(3, program, [...sizes, threads]);
    const [theirs, theirPeak, theirLoss] = best(3, python, [reference, 'boosting', ...sizes, threads]);
    const [, before] = best(1, python, [reference, 'boosting', ...sizes, threads, 'read']);
    xgboosts = theirPeak - before;
    console.log(
      `Boosting, ${rows} × ${columns}, 100 trees of depth 6, ${threads} thread${threads === '1' ? '' : 's'}: nearside ${seconds.toFixed(2)} s, XGBoost from Python ${theirs.toFixed(2)} s, ${(theirs / seconds).toFixed(2)} ×; log loss ${loss} and ${theirLoss}`,
    );
    console.log(`  whole process ${peak.toFixed(0)} MB (at most ${allowed(xgboosts).toFixed(0)}: 1.5 × ${float32Megabytes.toFixed(0)} of data, and ${xgboosts.toFixed(0)} that XGBoost takes from Python)`);
  }
  wholeBoosting(folder, sizes, xgboosts);
}

/** From the CSV file: five folds, then the model of all rows. */
function wholeBoosting(folder, sizes, xgboosts) {
  const table = join(folder, 'table.csv');
  const recipe = join(folder, 'recipe.json');
  run(python, [reference, 'write_large', ...sizes, table]);
  run(nearside, ['init', table, '--outcome', 'y', '-o', recipe]);
  const wished = JSON.parse(readFileSync(recipe, 'utf8'));
  wished.steps = [];
  wished.model = { gradient_boosting: { rounds: 100, eta: 0.3, depth: 6, subsample: 1, colsample: 1, min_child_weight: 1 } };
  wished.calibration = ['none'];
  writeFileSync(recipe, JSON.stringify(wished));
  for (const threads of ['1', '2']) {
    const ours = measured(1, nearside, 'train', recipe, '--threads', threads, '-o', join(folder, 'table.nsm'));
    const theirs = measured(1, python, reference, 'boosting_evaluated', table, threads);
    console.log(
      `  from the CSV file, with five folds, ${threads} thread${threads === '1' ? '' : 's'}: nearside ${ours.seconds.toFixed(1)} s, Python ${theirs.seconds.toFixed(1)} s, ${(theirs.seconds / ours.seconds).toFixed(2)} ×; ${ours.megabytes.toFixed(0)} MB (at most ${allowed(xgboosts).toFixed(0)}) and ${theirs.megabytes.toFixed(0)} MB`,
    );
  }
}

if (spawnSync(python, ['-c', 'import sklearn, pandas, xgboost']).status !== 0 || !existsSync('/usr/bin/time')) {
  console.log('Training not measured; not here: python3-sklearn, python3-pandas, python3-xgboost or time');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'nearside-training-'));
  try {
    wholeCommand(folder);
    boosting(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
