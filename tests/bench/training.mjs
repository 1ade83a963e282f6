// SPDX-License-Identifier: Apache-2.0
// Training beside Python doing the same work in the same run: the whole command from a CSV file to an evaluated logistic
// regression, each program's start included; and boosted trees on 200,000 rows of 50 columns, with the memory beyond what
// holding the table takes. Needs Debian's python3-sklearn, python3-pandas and python3-xgboost.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
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
  const ours = [join(root, 'build/native/tools/nearside'), ['train', table, '--outcome', 'target', '-o', join(folder, 'breast.nsm')]];
  const [nearside, other] = race(5, ours, [python, [reference, 'logistic', table]]);
  console.log(`CSV of 569 rows to an evaluated logistic model: nearside ${nearside.toFixed(3)} s, Python ${other.toFixed(3)} s, ${(other / nearside).toFixed(1)} × faster (at least 5)`);
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

function boosting(folder) {
  const table = join(folder, 'table.bin');
  run(python, [join(root, 'tests/bench/linear_reference.py'), 'make', table, rows, columns]);
  const program = join(root, 'build/native/tests/bench/boosting_bench');
  const sizes = [table, rows, columns];
  for (const threads of ['1', '2']) {
    const [seconds, peak, loss] = best(3, program, [...sizes, threads]);
    const [theirs, theirPeak, theirLoss] = best(3, python, [reference, 'boosting', ...sizes, threads]);
    const [, before] = best(1, program, [...sizes, threads, 'read']);
    const [, theirsBefore] = best(1, python, [reference, 'boosting', ...sizes, threads, 'read']);
    const [own, others] = [peak - before, theirPeak - theirsBefore];
    console.log(
      `Boosting, ${rows} × ${columns}, 100 trees of depth 6, ${threads} thread${threads === '1' ? '' : 's'}: nearside ${seconds.toFixed(2)} s, XGBoost from Python ${theirs.toFixed(2)} s, ${(theirs / seconds).toFixed(2)} ×; log loss ${loss} and ${theirLoss}`,
    );
    console.log(`  beyond the table: ${own.toFixed(0)} MB and ${others.toFixed(0)} MB; the table as 32-bit numbers ${float32Megabytes.toFixed(0)} MB`);
  }
}

if (spawnSync(python, ['-c', 'import sklearn, pandas, xgboost']).status !== 0) {
  console.log('Training not measured; not here: python3-sklearn, python3-pandas or python3-xgboost');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'nearside-training-'));
  try {
    wholeCommand(folder);
    boosting(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
