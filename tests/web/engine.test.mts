// SPDX-License-Identifier: Apache-2.0
// The typed wrapper on the shipped model. Run with --disallow-code-generation-from-strings, as a strict page would.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { EngineError, loadModel, type PatientRecord, type Value } from '../../web/dist/engine/node.js';
import { instantiate, type EngineModule } from '../../web/dist/engine/module.js';

const path = 'models/diabetes-pima/diabetes-pima.nsm';
const bytes = new Uint8Array(readFileSync(path));
const wasm = await WebAssembly.compile(readFileSync('web/dist/engine/nearside.wasm'));
const model = await loadModel(path);
const complete: PatientRecord = {
  pregnant: 6,
  glucose: 148,
  pressure: 72,
  triceps: 35,
  insulin: 94,
  mass: 33.6,
  pedigree: 0.627,
  age: 50,
  woman: true,
  known_diabetes: false,
};

function errorOf(action: () => unknown): EngineError {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof EngineError, `expected an EngineError, found ${String(error)}`);
    return error;
  }
  assert.fail('expected an EngineError, nothing was thrown');
}

async function loadErrorOf(source: Uint8Array): Promise<EngineError> {
  try {
    await loadModel(source);
  } catch (error) {
    assert.ok(error instanceof EngineError, `expected an EngineError, found ${String(error)}`);
    return error;
  }
  assert.fail('expected an EngineError, nothing was thrown');
}

test('code generation from strings is switched off while these tests run', () => {
  assert.throws(() => new Function('return 1'), EvalError);
});

test('describe tells predictors with labels, units, ranges and the model card', () => {
  const description = model.describe();
  assert.equal(description.id, 'diabetes-pima');
  assert.equal(description.status, 'demonstration');
  assert.match(description.hash, /^[0-9a-f]{64}$/);
  const glucose = description.schema.predictors.find(({ id }) => id === 'glucose');
  assert.deepEqual(
    glucose?.units.map(({ ucum }) => ucum),
    ['mg/dL', 'mmol/L'],
  );
  assert.equal(glucose?.required, false);
  assert.match(glucose?.label.en ?? '', /2 hours/);
  assert.match(glucose?.label.zh ?? '', /2 小时/);
  assert.deepEqual(glucose?.hard, { low: 20, high: 800 });
  assert.equal(description.development.performance.measures[0]?.name, 'auroc');
  assert.ok(description.card.limits.en.length > 0);
  assert.ok(Object.isFrozen(description.schema.predictors[0]));
});

test('a complete record gives a risk, contributions that add up, and the model’s name', () => {
  const prediction = model.predict(complete);
  assert.equal(prediction.refused, false);
  assert.deepEqual(prediction.issues, []);
  const { outputs, contributions, linearPredictor } = prediction;
  assert.ok(outputs !== null && contributions !== null && linearPredictor !== null);
  assert.deepEqual(prediction.contributionsOf, { risk: contributions });
  const risk = outputs['risk'];
  assert.ok(risk !== undefined && risk > 0.5 && risk < 0.9);
  assert.ok(Math.abs(risk - 1 / (1 + Math.exp(-linearPredictor))) < 1e-15);
  const sum = Object.values(contributions).reduce((a, b) => a + b, model.describe().typicalMargins[0]!);
  assert.ok(Math.abs(sum - linearPredictor) < 1e-12, `${sum} is not ${linearPredictor}`);
  assert.deepEqual(prediction.model, { id: 'diabetes-pima', version: '1.1.0', hash: model.describe().hash });
  assert.equal(Object.getPrototypeOf(outputs), Object.prototype);
});

test('the same glucose in mmol/L gives the bits of the converted value', () => {
  const inMmol = model.predict({ ...complete, glucose: { value: 7.8, unit: 'mmol/L' } });
  const inMg = model.predict({ ...complete, glucose: 18.0156 * 7.8 });
  const named = model.predict({ ...complete, glucose: { value: 18.0156 * 7.8, unit: 'mg/dL' } });
  assert.ok(Object.is(inMmol.outputs?.['risk'], inMg.outputs?.['risk']));
  assert.ok(Object.is(named.outputs?.['risk'], inMg.outputs?.['risk']));
});

test('records do not leak into each other', () => {
  const before = model.predict(complete);
  model.predict({ pregnant: 0, pedigree: 0.1, age: 30, glucose: { value: 5, unit: 'mmol/L' } });
  assert.deepEqual(model.predict(complete), before);
});

test('an unknown value is imputed where the model copes, and said', () => {
  const { insulin: _, ...rest } = complete;
  for (const record of [rest, { ...rest, insulin: undefined }]) {
    const prediction = model.predict(record);
    assert.equal(prediction.refused, false);
    assert.deepEqual(prediction.issues, [
      { predictor: 'insulin', code: 'imputed', weight: 'caution', seen: null, limit: 125 },
    ]);
  }
});

test('a missing required predictor refuses the record without a number', () => {
  const { age: _, ...rest } = complete;
  const prediction = model.predict(rest);
  assert.deepEqual(prediction, {
    refused: true,
    outputs: null,
    contributions: null,
    contributionsOf: null,
    linearPredictor: null,
    worked: null,
    absent: [],
    issues: [{ predictor: 'age', code: 'missing_required', weight: 'refuse', seen: null, limit: null }],
    model: prediction.model,
  });
});

test('limits are told with what was seen', () => {
  const below = model.predict({ ...complete, age: 20 });
  assert.equal(below.refused, true);
  assert.deepEqual(below.issues, [
    { predictor: 'age', code: 'outside_hard_range', weight: 'refuse', seen: 20, limit: 21 },
  ]);
  const rare = model.predict({ ...complete, insulin: 800 });
  assert.equal(rare.refused, false);
  assert.equal(rare.issues[0]?.code, 'outside_development_range');
  assert.equal(model.predict({ ...complete, age: 50.5 }).issues[0]?.code, 'not_an_integer');
});

const hostile: readonly [name: string, value: unknown, code: string][] = [
  ['the empty text', '', 'not_a_number'],
  ['null', null, 'not_a_number'],
  ['an empty list', [], 'not_a_number'],
  ['a list of one number', [50], 'not_a_number'],
  ['true', true, 'not_a_number'],
  ['a number between spaces', ' 12 ', 'not_a_number'],
  ['NaN', NaN, 'not_a_number'],
  ['Infinity', Infinity, 'not_a_number'],
  ['minus Infinity', -Infinity, 'not_a_number'],
  ['an object', {}, 'not_a_number'],
  ['a date', new Date(0), 'not_a_number'],
  ['a boxed number', new Number(50), 'not_a_number'],
  ['a bigint', 50n, 'not_a_number'],
  ['a symbol', Symbol('50'), 'not_a_number'],
  ['a function', () => 50, 'not_a_number'],
  ['a hexadecimal text', '0x10', 'not_a_number'],
  ['a decimal comma', '7,8', 'not_a_number'],
  ['a quantity whose value is a text', { value: '50', unit: 'a' }, 'not_a_number'],
  ['a quantity without unit', { value: 50 }, 'not_a_number'],
  ['a quantity with something more', { value: 50, unit: 'a', note: '' }, 'not_a_number'],
  ['a quantity that is NaN', { value: NaN, unit: 'a' }, 'not_a_number'],
  ['an unknown unit', { value: 50, unit: 'mo' }, 'unknown_unit'],
  ['the empty unit', { value: 50, unit: '' }, 'unknown_unit'],
];

for (const [name, value, code] of hostile) {
  test(`${name} for a number is an error that names the predictor`, () => {
    const error = errorOf(() => model.predict({ ...complete, age: value as Value }));
    assert.equal(error.code, code);
    assert.equal(error.predictor, 'age');
    assert.match(error.message, /^age: expected/);
    assert.equal(error.issues[0]?.predictor, 'age');
  });
}

test('an unknown predictor is an error that names it', () => {
  const error = errorOf(() => model.predict({ ...complete, agee: 50 }));
  assert.equal(error.code, 'unknown_predictor');
  assert.equal(error.predictor, 'agee');
  assert.equal(errorOf(() => model.predict(JSON.parse('{"__proto__": 1}') as PatientRecord)).code, 'unknown_predictor');
});

test('an answer by which the model was not made for the person refuses the record', () => {
  for (const record of [{ ...complete, woman: false }, { ...complete, woman: 'no' }]) {
    const prediction = model.predict(record);
    assert.equal(prediction.refused, true);
    assert.equal(prediction.outputs, null);
    assert.deepEqual(prediction.issues, [
      { predictor: 'woman', code: 'excluded', weight: 'refuse', seen: 0, limit: null },
    ]);
  }
});

test('a question of fit that was not asked is said, and changes no bit of the number', () => {
  const { woman: _, known_diabetes: __, ...rest } = complete;
  const prediction = model.predict(rest);
  assert.ok(Object.is(prediction.outputs?.['risk'], model.predict(complete).outputs?.['risk']));
  const issue = { code: 'exclusion_not_asked', weight: 'caution', seen: null, limit: null };
  assert.deepEqual(prediction.issues, [
    { predictor: 'woman', ...issue },
    { predictor: 'known_diabetes', ...issue },
  ]);
});

test('an answer that is neither yes nor no is an error that names the question', () => {
  for (const answer of ['perhaps', 2, NaN, [], { value: 1, unit: 'a' }] as unknown as Value[]) {
    const error = errorOf(() => model.predict({ ...complete, known_diabetes: answer }));
    assert.equal(error.code, 'unknown_level');
    assert.equal(error.predictor, 'known_diabetes');
    assert.match(error.message, /^known_diabetes: expected true or false, found /);
  }
});

test('describe tells the questions of fit, the groups of the form and what a result leaves open', () => {
  const { schema, form, outputs, card } = model.describe();
  assert.deepEqual(
    schema.exclusions.map(({ id, refuseIf }) => [id, refuseIf]),
    [['woman', false], ['known_diabetes', true]],
  );
  assert.deepEqual(form.groups.flatMap(({ predictors }) => predictors).sort(), schema.predictors.map(({ id }) => id).sort());
  for (const text of [...schema.exclusions.map(({ question }) => question), ...form.groups.map(({ title }) => title), outputs[0]!.clause, ...card.doesNotTell]) {
    assert.ok(text.en.length > 0 && text.zh.length > 0);
  }
});

test('what is no record is an error', () => {
  for (const record of [null, undefined, [], 'age=50', 50]) {
    assert.equal(errorOf(() => model.predict(record as unknown as PatientRecord)).code, 'not_a_record');
  }
});

test('a date is read from its text, and from nothing else', async () => {
  const dated = await loadModel('build/dated.nsm');
  const record: PatientRecord = { sex: 'F', smoker: true, stage: 'II', age: 60, crp: 3.5, seen: '2024-02-29' };
  const seen = dated.predict(record);
  assert.equal(seen.refused, false);
  assert.notDeepEqual(dated.predict({ ...record, seen: '2025-02-28' }).outputs, seen.outputs);
  for (const value of ['2023-02-29', '29.02.2024', '', 19782, true, null] as unknown as Value[]) {
    const error = errorOf(() => dated.predict({ ...record, seen: value }));
    assert.equal(error.code, 'not_a_number');
    assert.equal(error.predictor, 'seen');
  }
  dated.dispose();
});

test('hostile levels and truth values for categories and booleans are errors that name the predictor', async () => {
  const mixed = await loadModel('build/mixed.nsm');
  const record: PatientRecord = { sex: 'F', smoker: true, stage: 'II', age: 60, crp: 3.5 };
  const whole = mixed.predict(record);
  assert.equal(whole.refused, false);
  assert.deepEqual(mixed.predict({ ...record, smoker: 'yes' }), whole);
  assert.equal(Object.keys(whole.contributions ?? {}).join(), 'sex,smoker,stage,age,crp');
  const wrong: readonly [string, unknown][] = [
    ['sex', 'female'],
    ['sex', ''],
    ['sex', 'f'],
    ['sex', 1],
    ['sex', true],
    ['sex', null],
    ['sex', ['F']],
    ['smoker', 1],
    ['smoker', 'true'],
    ['smoker', ' yes'],
    ['smoker', { value: 1, unit: 'a' }],
    ['stage', 'V'],
    ['stage', NaN],
  ];
  for (const [predictor, value] of wrong) {
    const error = errorOf(() => mixed.predict({ ...record, [predictor]: value as Value }));
    assert.equal(error.code, 'unknown_level', `${predictor} = ${String(value)}`);
    assert.equal(error.predictor, predictor);
  }
  mixed.dispose();
});

test('a damaged, cut, foreign, newer or empty file is refused with a sentence', async () => {
  const damaged = bytes.slice();
  damaged[2000]! ^= 1;
  assert.match((await loadErrorOf(damaged)).message, /damaged/);
  for (let length = 0; length < bytes.length; length += 97) {
    assert.equal((await loadErrorOf(bytes.slice(0, length))).code, 'bad_model_file');
  }
  assert.match((await loadErrorOf(new TextEncoder().encode('{"hello": "world"}'))).message, /not a Nearside model file/);
  const newer = bytes.slice();
  newer[10] = 7; // one more than this one reads
  assert.equal((await loadErrorOf(newer)).code, 'too_new');
  for (const byte of [0x81, 0x9f, 0x5f, 0x7f, 0xa1]) {
    assert.equal((await loadErrorOf(new Uint8Array(4 << 20).fill(byte))).code, 'bad_model_file');
  }
  assert.match((await loadErrorOf(new Uint8Array((32 << 20) + 1))).message, /32 MiB/);
});

test('an address that can’t be read is an error', async () => {
  await assert.rejects(loadModel('models/none.nsm'), (error: EngineError) => error.code === 'cannot_read');
  await assert.rejects(loadModel(5 as unknown as string), (error: EngineError) => error.code === 'cannot_read');
  await assert.rejects(loadModel(bytes, { engine: path }), (error: EngineError) => error.code === 'cannot_read');
});

test('after wiping and disposing nothing typed remains in the instance', async () => {
  let module: EngineModule | undefined;
  const own = await loadModel(bytes, {
    instantiate: async () => (module = await instantiate(wasm)),
  });
  assert.ok(module !== undefined);
  const typed = 47.123456789;
  const needle = Buffer.from(new Float64Array([typed]).buffer);
  const secret = 'a private word that stands nowhere else';
  own.predict({ ...complete, pedigree: 0.5, mass: typed });
  errorOf(() => own.predict({ ...complete, mass: secret as unknown as number }));
  own.predict({ ...complete, mass: typed });
  assert.ok(Buffer.from(module.HEAPU8).includes(needle), 'the value was never there');
  assert.ok(Buffer.from(module.HEAPU8).includes(secret), 'the text was never there');
  own.wipe();
  assert.ok(!Buffer.from(module.HEAPU8).includes(needle), 'the value remained');
  own.dispose();
  assert.ok(!Buffer.from(module.HEAPU8).includes(secret), 'the text remained');
  assert.equal(errorOf(() => own.predict(complete)).code, 'disposed');
  own.dispose();
});

test('a trapped instance is discarded, and a new one predicts the same bits', async () => {
  let trap = false;
  let made = 0;
  const own = await loadModel(bytes, {
    instantiate: async () => {
      made++;
      const module = await instantiate(wasm);
      const predict = module.predict.bind(module);
      module.predict = () => {
        if (trap) {
          trap = false;
          throw new WebAssembly.RuntimeError('unreachable');
        }
        return predict();
      };
      return module;
    },
  });
  const before = own.predict(complete);
  trap = true;
  assert.equal(errorOf(() => own.predict(complete)).code, 'engine_stopped');
  assert.equal(errorOf(() => own.predict(complete)).code, 'engine_stopped');
  await own.recovered();
  assert.equal(made, 2);
  assert.deepEqual(own.predict(complete), before);
});

test('two models live in instances of their own', async () => {
  const [first, second] = await Promise.all([loadModel(bytes), loadModel('build/mixed.nsm')]);
  const before = first.predict(complete);
  second.predict({ sex: 'M', stage: 'IV', age: 80 });
  assert.deepEqual(first.predict(complete), before);
  second.dispose();
  assert.deepEqual(first.predict(complete), before);
});

test('a number that is not whole, a list of them and a text with quotes cross as they stand', async () => {
  const { schema, steps, typicalMargins, card } = model.describe();
  assert.equal(schema.predictors.find(({ id }) => id === 'glucose')?.units[1]?.factor, 18.0156);
  const scaled = steps.find((step) => 'standardise' in step) as unknown as { standardise: { means: readonly number[] } };
  assert.ok(scaled.standardise.means.some((mean) => !Number.isInteger(mean)));
  assert.ok(typicalMargins.every((margin) => typeof margin === 'number' && !Number.isInteger(margin)));
  assert.match(card.limits.zh, /[\u4e00-\u9fff]/);
  assert.deepEqual(Object.keys(model.describe().testVectors), ['count']);
  const summary = (await loadModel('build/mixed.nsm')).describe() as unknown as { development: { predictors: readonly { shareMissing: number }[] } };
  assert.ok(summary.development.predictors.every(({ shareMissing }) => typeof shareMissing === 'number'));
});

test('of boosted trees the page is told the name alone, and they predict all the same', async () => {
  const thyroid = await loadModel('models/thyroid/thyroid.nsm');
  assert.deepEqual(thyroid.describe().model, { trees: {} });
  const { schema } = thyroid.describe();
  const { outputs } = thyroid.predict(Object.fromEntries(schema.predictors.filter(({ required }) => required).map(({ id }) => [id, 'f'])));
  const sum = Object.values(outputs ?? {}).reduce((total: number, risk) => total + (risk ?? NaN), 0);
  assert.ok(Math.abs(sum - 1) < 1e-12, `${sum}`);
});

type People = readonly (readonly (number | null)[])[];

/** Invented people: no two values alike, none whole; of 150 no percentile of the summaries is one of them. */
function invented(count: number): People {
  return Array.from({ length: count }, (_, row) =>
    [0, 1, 2].map((column) => {
      const missing = (column === 1 && row % 5 === 0) || (column === 2 && row % 7 === 0);
      return missing ? null : Number((50.000417 + ((row * 7919 + column * 104729) % 10007) / 97).toFixed(6));
    }),
  );
}

/** What the page is told of a model that was trained on these people. */
async function describedAfterTraining(people: People, recipe: object) {
  const folder = mkdtempSync(join(tmpdir(), 'nearside-'));
  try {
    const rows = people.map(([a, b, c], row) => `${a},${b ?? ''},${c ?? ''},${a! + 20 * (row % 3) > 120 ? 'yes' : 'no'}`);
    writeFileSync(join(folder, 'people.csv'), ['a,b,c,event', ...rows, ''].join('\n'));
    const predictors = ['a', 'b', 'c'].map((id) => ({ id, kind: 'numeric', required: id === 'a' }));
    const outcome = { column: 'event', positive: 'yes', negative: 'no' };
    const whole = { nearside_recipe: 1, id: 'people', data: { file: 'people.csv' }, outcome, predictors, ...recipe };
    writeFileSync(join(folder, 'recipe.json'), JSON.stringify(whole));
    const [source, file] = [join(folder, 'recipe.json'), join(folder, 'people.nsm')];
    execFileSync('build/native/tools/nearside', ['train', source, '-o', file, '--allow-development-rows'], { stdio: ['ignore', 'ignore', 'inherit'] });
    const trained = await loadModel(file);
    const description = trained.describe();
    trained.dispose();
    return description;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

const logistic = { logistic_regression: {} };
const boosting = { gradient_boosting: {} };
const median = { impute: { statistic: 'median' } };
/** What may hold values of single people, and what the page is told of it. */
const holders: readonly [name: string, recipe: object, told: object][] = [
  ['neighbours that fill', { steps: [{ impute_neighbours: { allow_development_rows: true } }], model: logistic }, { steps: [{ imputeNeighbours: {} }], developmentRows: 150 }],
  ['a normal distribution that fills', { steps: [{ impute_conditional_normal: {} }], model: logistic }, { steps: [{ imputeConditionalNormal: {} }] }],
  ['the range of each column', { steps: [{ rescale: { method: 'min_max' } }], model: boosting }, { steps: [{ rescale: {} }] }],
  ['a map of a hundred quantiles', { steps: [{ quantile_map: {} }], model: boosting }, { steps: [{ quantileMap: {} }] }],
  ['limits, bins and knots', { steps: [{ clip: {} }, { bin: { method: 'quantile', columns: ['b'] } }, { spline: { columns: ['a'] } }], model: boosting }, { steps: [{ clip: {} }, { bin: {} }, { spline: {} }] }],
  ['an additive model', { steps: [], model: { additive: {} } }, { model: { additive: {} } }],
  ['boosted trees', { steps: [], model: boosting }, { model: { trees: {} } }],
  ['nearest neighbours', { steps: [median], model: { nearest_neighbours: {} } }, { model: { nearestNeighbours: {} }, developmentRows: 150 }],
  ['a kernel', { steps: [median], model: { svm_rbf: {} } }, { model: { supportVectorMachine: {} } }],
];

function expectTold(description: object, told: object) {
  for (const [key, expected] of Object.entries(told)) assert.deepEqual(description[key as keyof typeof description], expected, key);
}

for (const [name, recipe, told] of holders) {
  test(`of ${name} the page is told no person's value`, async () => {
    const people = invented(150);
    const description = await describedAfterTraining(people, recipe);
    const values = new Set(people.flat().flatMap((value) => (value === null ? [] : [value, Math.fround(value)])));
    assert.deepEqual(numbersIn(description).filter((value) => values.has(value)), []);
    expectTold(description, told);
  });
}

test("of an isotonic calibration, whose points are single people's probabilities, the page is told the name", async () => {
  const description = await describedAfterTraining(invented(4000), { steps: [median], model: logistic, calibration: ['isotonic'] });
  expectTold(description, { calibration: { outputs: [{ method: 'isotonic' }] } });
});

test('the engine is small: at most 64 KB of the 90 KB of a first visit', () => {
  const parameters = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  const size = (file: string) => brotliCompressSync(readFileSync(`web/dist/engine/${file}`), { params: parameters }).length;
  const [wasmBytes, glueBytes] = [size('nearside.wasm'), size('nearside.mjs')];
  assert.ok(wasmBytes + glueBytes <= 65_536, `wasm ${wasmBytes} and glue ${glueBytes} bytes`);
});
