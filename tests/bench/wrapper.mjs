// SPDX-License-Identifier: Apache-2.0
// The typed wrapper in Node, beside the same logistic model written out in plain JavaScript: the rival of a small
// model. And the sizes of what a browser downloads. tests/bench/run.sh starts it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { loadModel } from '../../web/dist/engine/node.js';

const path = 'models/diabetes-pima/diabetes-pima.nsm';
const model = await loadModel(path);
const record = {
  pregnant: 6,
  glucose: { value: 8.2, unit: 'mmol/L' },
  pressure: { value: 72, unit: 'mm[Hg]' },
  triceps: { value: 3.5, unit: 'cm' },
  insulin: { value: 94, unit: 'u[IU]/mL' },
  mass: { value: 33.6, unit: 'kg/m2' },
  pedigree: 0.627,
  age: { value: 50, unit: 'a' },
};

/** Microseconds a call: the median of eleven runs. */
function microseconds(action) {
  const runs = [];
  for (let run = 0; run < 11; run++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < 50_000; i++) action(i);
    runs.push(Number(process.hrtime.bigint() - start) / 50_000 / 1000);
  }
  return runs.sort((a, b) => a - b)[5];
}

const { steps, model: fitted } = model.describe();
const { columns, means, scales } = steps.find((step) => step.standardise).standardise;
const { intercept, coefficients } = fitted.logisticRegression ?? fitted.logistic_regression;
const values = [6, 148, 72, 35, 94, 33.6, 0.627, 50];
function plain(i) {
  let sum = intercept;
  for (const c of columns) sum += coefficients[c] * ((values[c] + (i & 1)) - means[c]) / scales[c];
  return 1 / (1 + Math.exp(-sum));
}

let kept = 0;
const ours = microseconds(() => (kept += model.predict(record).outputs.risk));
const bare = microseconds((i) => (kept += plain(i)));
if (!(kept > 0)) throw new Error('nothing was predicted');
console.log(`predict(record), 8 predictors, units, ranges, issues, contributions: ${ours.toFixed(2)} µs`);
console.log(`the bare formula in JavaScript, nothing checked or explained:        ${bare.toFixed(3)} µs`);

/** Milliseconds: the median of the times of `repeats` runs. */
async function median(repeats, action) {
  const times = [];
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    const after = await action();
    times.push(performance.now() - start);
    after?.();
  }
  return times.sort((a, b) => a - b)[repeats >> 1];
}

/** In a process of its own, the first load: the engine is read, compiled and not yet made fast. */
function firstLoad(file) {
  const script = `
    import { loadModel } from './web/dist/engine/node.js';
    const start = performance.now();
    await loadModel('${file}');
    console.log(performance.now() - start);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
}

console.log('\nTo load, check, replay and describe a model, engine compiled; median in ms, budget 2 for an equation');
console.log('                            KB    load   × JSON.parse of what it describes   first load of a process');
for (const { id, file } of JSON.parse(readFileSync('models/index.json', 'utf8')).models) {
  const name = `models/${file}`;
  const bytes = new Uint8Array(readFileSync(name));
  const loaded = await median(61, async () => {
    const made = await loadModel(bytes);
    return () => made.dispose();
  });
  const text = JSON.stringify((await loadModel(bytes)).describe());
  const parsed = await median(61, () => void JSON.parse(text));
  const cells = [
    id.padEnd(24),
    (bytes.length / 1024).toFixed(0).padStart(6),
    loaded.toFixed(2).padStart(8),
    (loaded / parsed).toFixed(1).padStart(36),
    firstLoad(name).toFixed(0).padStart(26),
  ];
  console.log(cells.join(''));
}
console.log();

let total = 0;
for (const file of ['web/dist/engine/nearside.wasm', 'web/dist/engine/nearside.mjs', path]) {
  const content = readFileSync(file);
  const small = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  if (file !== path) total += small;
  console.log(`${file}: ${content.length} bytes, ${small} after brotli`);
}
console.log(`wasm and glue after brotli: ${total} bytes`);
