// SPDX-License-Identifier: Apache-2.0
// Linear models on 200,000 rows of 50 columns, beside scikit-learn fitting the same table in the same run, two threads
// each: seconds, and how many times faster. Needs Debian's python3-sklearn; without it it says what is missing.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const python = '/usr/bin/python3';
const reference = join(root, 'tests/bench/linear_reference.py');
const [rows, columns, threads] = ['200000', '50', '2'];

/** Seconds, intercept and first coefficient by name. */
function measured(command, args) {
  const env = { ...process.env, OPENBLAS_NUM_THREADS: threads, OMP_NUM_THREADS: threads };
  const text = execFileSync(command, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Map(text.trimEnd().split('\n').map((line) => line.split(',')).map(([name, ...numbers]) => [name, numbers.map(Number)]));
}

function compare() {
  const folder = mkdtempSync(join(tmpdir(), 'nearside-linear-'));
  try {
    const table = join(folder, 'table.bin');
    execFileSync(python, [reference, 'make', table, rows, columns]);
    const ours = measured(join(root, 'build/native/tests/bench/linear_bench'), [table, rows, columns, threads]);
    const theirs = measured(python, [reference, 'fit', table, rows, columns]);
    console.log(`${rows} rows, ${columns} columns, ${threads} threads   nearside  scikit-learn    faster   intercept and first coefficient apart`);
    for (const [name, [seconds, ...numbers]] of ours) {
      const [other, ...reached] = theirs.get(name);
      const apart = Math.max(...numbers.map((number, i) => Math.abs(number - reached[i])));
      console.log(
        [name.padEnd(34), seconds.toFixed(3).padStart(9), other.toFixed(3).padStart(14), `${(other / seconds).toFixed(1)} ×`.padStart(10), apart.toExponential(1).padStart(12)].join(''),
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (spawnSync(python, ['-c', 'import sklearn']).status !== 0) console.log('Linear models not measured; not here: python3-sklearn');
else compare();
