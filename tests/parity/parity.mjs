// SPDX-License-Identifier: Apache-2.0
// Every bit that the native engine and the shipped wasm give must be equal: outputs, linear predictors,
// contributions and issues, over random records at the boundary's arrays and over every row of the model's table and
// every reference row of the equations through the typed wrapper. A smaller number of records goes through every other
// model that is shipped, and through a model of each recipe in recipes/, which together use every step.
//   node tests/parity/parity.mjs [--records N]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instantiate } from '../../web/dist/engine/module.js';
import { loadModel } from '../../web/dist/engine/node.js';
import { references, referenceTable } from '../fixtures/equations/reference.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const flag = process.argv.indexOf('--records');
const records = flag < 0 ? 100_000 : Number(process.argv[flag + 1]);
const model = join(root, 'models/diabetes-pima/diabetes-pima.nsm');
const folder = mkdtempSync(join(tmpdir(), 'nearside-parity-'));

function fail(message) {
  console.error(`parity: ${message}`);
  process.exitCode = 1;
}

try {
  await compareRecords(model, records);
  const shipped = join(root, 'models');
  const issues = await compareTable(model, readFileSync(join(root, 'models/diabetes-pima/pima.csv'), 'utf8'), 768);
  if (issues === 0) fail('no row of the table had an issue');
  for (const [id, { rows }] of Object.entries(references)) {
    await compareTable(join(shipped, id, `${id}.nsm`), referenceTable(id), rows);
  }
  for (const entry of JSON.parse(readFileSync(join(shipped, 'index.json'), 'utf8')).models) {
    if (join(shipped, entry.file) !== model) await compareRecords(join(shipped, entry.file), records / 20);
  }
  const recipes = join(root, 'tests/parity/recipes');
  for (const recipe of readdirSync(recipes).filter((name) => name.endsWith('.json')).sort()) {
    const trained = join(folder, recipe.replace('.json', '.nsm'));
    execFileSync(join(root, 'build/native/tools/nearside'), ['train', join(recipes, recipe), '-o', trained, '--allow-development-rows'], { stdio: ['ignore', 'ignore', 'inherit'] });
    await compareRecords(trained, Math.ceil(records / 20));
  }
} finally {
  rmSync(folder, { recursive: true });
}

function nativeRecords(model, records) {
  const [first, last] = ['first', 'last'].map((order) => {
    const output = join(folder, `${order}.bin`);
    execFileSync(join(root, `build/native/tests/parity/parity_core_${order}`), [model, String(records), output]);
    return readFileSync(output);
  });
  if (!first.equals(last)) fail('core linked first and last gives different bits');
  return first;
}

async function wasmInstance(model) {
  const module = await instantiate(await WebAssembly.compile(readFileSync(join(root, 'web/dist/engine/nearside.wasm'))));
  const bytes = readFileSync(model);
  const address = module.reserveFile(bytes.length);
  module.HEAPU8.set(bytes, address);
  const loaded = module.load();
  if (!loaded.ok) throw new Error(loaded.error.message);
  return module;
}

async function compareRecords(model, records) {
  const native = nativeRecords(model, records);
  const module = await wasmInstance(model);
  const view = new DataView(native.buffer, native.byteOffset, native.byteLength);
  let at = 0;
  const u32 = () => view.getUint32((at += 4) - 4, true);
  const bits = () => view.getBigUint64((at += 8) - 8, true);
  const [count, , cells, outputs] = [u32(), u32(), u32(), u32()];
  const lengths = { margins: u32(), contributions: u32(), columns: u32() };
  bits(); // the linear system, compared between the two link orders
  const where = module.layout();
  const heap = new DataView(module.HEAPU8.buffer);
  const nan = 0x7ff8000000000000n;
  const heapBits = (address) =>
    Number.isNaN(heap.getFloat64(address, true)) ? nan : heap.getBigUint64(address, true);
  let differing = 0;
  let compared = 0;
  let refusals = 0;
  const same = (a, b) => {
    compared++;
    if (a !== b) differing++;
  };
  for (let r = 0; r < count; r++) {
    for (let c = 0; c < cells; c++) {
      heap.setUint8(where.kinds + c, u32());
      heap.setBigUint64(where.numbers + 8 * c, bits(), true);
      heap.setUint32(where.units + 4 * c, u32(), true);
      heap.setUint32(where.levels + 4 * c, u32(), true);
    }
    const result = module.predict();
    same(result < 0 ? 1 : 0, u32());
    if (result < 0) refusals++;
    for (let o = 0; o < outputs; o++) same(heapBits(where.outputs + 8 * o), bits());
    for (const [place, length] of Object.entries(lengths)) {
      for (let i = 0; i < length; i++) same(heapBits(where[place] + 8 * i), bits());
    }
    for (let o = 0; o < outputs; o++) {
      same(heap.getUint8(where.absences + o), u32());
      if (heap.getUint8(where.absences + o) < 2) continue;
      same(heap.getUint32(where.absencePredictors + 4 * o, true), u32());
      same(heapBits(where.absenceSeen + 8 * o), bits());
      same(heapBits(where.absenceLimits + 8 * o), bits());
    }
    const issues = u32();
    same(result < 0 ? -1 - result : result, issues);
    for (let i = 0; i < issues; i++) {
      same(heap.getUint32(where.issuePredictors + 4 * i, true), u32());
      same(heap.getUint8(where.issueCodes + i), u32());
      same(heapBits(where.issueSeen + 8 * i), bits());
      same(heapBits(where.issueLimits + 8 * i), bits());
    }
  }
  if (at !== native.length) fail('the file of native results was not read to its end');
  if (differing > 0) fail(`${differing} of ${compared} values differ between native and wasm`);
  if (refusals === count) fail(`${basename(model)}: every record was refused`);
  console.log(`${basename(model)}: ${count} random records (${refusals} refused), ${differing} of ${compared} values differ`);
}

/** A CSV without quotes, its rows by the names of the columns. */
function rowsOf(text) {
  const [header, ...lines] = text.trimEnd().split('\n').map((line) => line.split(','));
  return lines.map((fields) => Object.fromEntries(header.map((name, i) => [name, fields[i]])));
}

/** What the wrapper is given for the text of a cell. */
function valueOf({ kind, levels }, text) {
  if (text === undefined || text === '') return undefined;
  if (kind === 'boolean') return text === levels[1].id;
  return kind === 'categorical' || kind === 'date' ? text : Number(text);
}

/** Compares every row of a table of `rows` rows, given as CSV, and returns the number of issues that the rows had. */
async function compareTable(model, table, rows) {
  const loaded = await loadModel(model);
  const { schema, outputs } = loaded.describe();
  const scored = rowsOf(
    execFileSync(join(root, 'build/native/tools/nearside'), ['predict', model], { encoding: 'utf8', input: table, stdio: ['pipe', 'pipe', 'ignore'] }),
  );
  let differing = 0;
  let numbers = 0;
  let cautions = 0;
  for (const row of scored) {
    const prediction = loaded.predict(Object.fromEntries(schema.predictors.map((predictor) => [predictor.id, valueOf(predictor, row[predictor.id])])));
    for (const { id } of outputs) {
      const expected = row[id] === '' ? null : Number(row[id]);
      if (!Object.is(prediction.outputs?.[id] ?? null, expected)) differing++;
      if (expected !== null) numbers++;
    }
    const issues = prediction.issues.map((issue) => `${issue.predictor} ${issue.code}`);
    const absent = prediction.absent.map(({ output }) => `${output} absent:`);
    const expected = row.issues === '' ? [] : row.issues.split('; ').map((text) => text.split(' ').slice(0, 2).join(' '));
    if ([...issues, ...absent].sort().join() !== expected.sort().join()) differing++;
    cautions += issues.length;
  }
  if (scored.length !== rows || numbers < rows) fail(`${basename(model)}: ${scored.length} rows and ${numbers} numbers, expected ${rows}`);
  if (differing > 0) fail(`${basename(model)}: ${differing} results of its table differ between native and wasm`);
  console.log(`${basename(model)}: ${rows} rows of a table (${numbers} numbers, ${cautions} issues), ${differing} differ`);
  return cautions;
}
