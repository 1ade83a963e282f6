// SPDX-License-Identifier: Apache-2.0
import { Cells } from './cells.js';
import { EngineError, type EngineErrorCode } from './errors.js';
import { type EngineModule } from './module.js';
import type { AbsentOutput, Issue, ModelDescription, PatientRecord, Prediction, Weight, WorkedOutput } from './types.js';

interface IssueKind {
  readonly code: string;
  readonly weight: Weight;
  readonly malformed: boolean;
}

/** What the engine tells of itself and its model. */
interface Described {
  readonly model: ModelDescription;
  readonly issueCodes: readonly IssueKind[];
  readonly absences: readonly string[];
}

/** A model that has replayed its test vectors on this device. Made by `loadModel`. */
export class Model {
  readonly #bytes: Uint8Array;
  readonly #instantiate: () => Promise<EngineModule>;
  readonly #description: ModelDescription;
  readonly #issueKinds: readonly IssueKind[];
  readonly #absences: readonly string[];
  readonly #identity: Prediction['model'];
  #module: EngineModule | undefined;
  #cells: Cells | undefined;
  #disposed = false;
  #recovery: Promise<void> = Promise.resolve();

  private constructor(bytes: Uint8Array, instantiate: () => Promise<EngineModule>, module: EngineModule) {
    this.#bytes = bytes;
    this.#instantiate = instantiate;
    const { model, issueCodes, absences } = module.describe() as Described;
    this.#description = model;
    this.#issueKinds = issueCodes;
    this.#absences = absences;
    const { id, version, hash } = this.#description;
    this.#identity = Object.freeze({ id, version, hash });
    this.#take(module);
  }

  /** @internal */
  static async load(bytes: Uint8Array, instantiate: () => Promise<EngineModule>): Promise<Model> {
    return new Model(bytes, instantiate, await loadedModule(bytes, instantiate));
  }

  /** What stands in the model file: predictors, units, outputs, model card. Frozen. */
  describe(): ModelDescription {
    return this.#description;
  }

  /**
   * Predicts for one record, on this device.
   * Throws `EngineError` for what can't be read at all: an unknown predictor, level or unit, a value of the wrong
   * type, NaN, infinity. A value that can be read but not used (missing, out of range) is an issue of the
   * prediction, which is then `refused`.
   */
  predict(record: PatientRecord): Prediction {
    const cells = this.#cells;
    const module = this.#module;
    if (this.#disposed) throw new EngineError('disposed', 'this model was disposed of');
    if (cells === undefined || module === undefined) {
      throw new EngineError('engine_stopped', 'the engine has stopped and is being made anew; wait for recovered()');
    }
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      throw new EngineError('not_a_record', 'a record is an object of values by predictor');
    }
    let count: number;
    try {
      cells.refresh();
      cells.clear();
      for (const predictor of Object.keys(record)) {
        const index = cells.indexOf(predictor);
        if (index === undefined) {
          throw new EngineError('unknown_predictor', `the model has no predictor "${predictor}"`, { predictor });
        }
        cells.set(index, record[predictor]);
      }
      count = module.predict();
      cells.refresh();
    } catch (error) {
      if (error instanceof EngineError) throw error;
      this.#startRecovery();
      throw new EngineError('engine_stopped', 'the engine stopped while it predicted', { cause: error });
    }
    return this.#prediction(cells, count, record);
  }

  /** Resolves when a stopped engine has been replaced; at once where none has stopped. */
  recovered(): Promise<void> {
    return this.#recovery;
  }

  /** Overwrites what the last record left in the workspace. The model can still predict. */
  wipe(): void {
    this.#module?.wipe();
  }

  /** Overwrites the whole memory of the instance and lets go of it. Nothing can be predicted after that. */
  dispose(): void {
    this.#module?.HEAPU8.fill(0);
    this.#disposed = true;
    this.#module = undefined;
    this.#cells = undefined;
  }

  #take(module: EngineModule): void {
    this.#cells = new Cells(module, this.#description);
    this.#module = module;
  }

  /** After a trap nothing in the instance can be trusted: it is let go, and a new one is made. */
  #startRecovery(): void {
    this.#module = undefined;
    this.#cells = undefined;
    this.#recovery = loadedModule(this.#bytes, this.#instantiate).then((module) => {
      if (!this.#disposed) this.#take(module);
    });
    this.#recovery.catch(() => {});
  }

  #prediction(cells: Cells, count: number, record: PatientRecord): Prediction {
    const refused = count < 0;
    const issues = this.#issues(cells, refused ? -1 - count : count, record);
    const { schema, outputs, typicalMargins, model } = this.#description;
    const common = { refused, issues, absent: this.#absent(cells), model: this.#identity };
    const none = { contributions: null, contributionsOf: null, linearPredictor: null };
    if (refused) return { ...common, ...none, outputs: null, worked: null };
    const outputById: Record<string, number> = {};
    for (let i = 0; i < outputs.length; i++) {
      if (cells.absences[i] === 0) outputById[outputs[i]!.id] = cells.outputs[i]!;
    }
    if (model.equation !== undefined) {
      return { ...common, ...none, outputs: outputById, worked: this.#worked(cells) };
    }
    const contributions = typicalMargins.map((_, margin) => {
      const byId: Record<string, number> = {};
      const first = margin * schema.predictors.length;
      schema.predictors.forEach(({ id }, i) => (byId[id] = cells.contributions[first + i]!));
      return byId;
    });
    const contributionsOf: Record<string, Readonly<Record<string, number>>> = {};
    // Ordered classes share one linear predictor.
    outputs.forEach(({ id }, i) => (contributionsOf[id] = contributions[contributions.length === outputs.length ? i : 0] ?? {}));
    return {
      ...common,
      outputs: outputById,
      contributions: contributions[0] ?? null,
      contributionsOf: contributions.length === 0 ? null : contributionsOf,
      linearPredictor: cells.margins[0]!,
      worked: null,
    };
  }

  /** What stands in the way of single outputs: not where an issue has refused the whole record. */
  #absent(cells: Cells): readonly AbsentOutput[] {
    const { outputs, schema } = this.#description;
    const absent: AbsentOutput[] = [];
    for (let i = 0; i < outputs.length; i++) {
      const reason = this.#absences[cells.absences[i]!]!;
      if (reason === 'present' || reason === 'refused') continue;
      const place = cells.absencePredictors[i]!;
      const computed = reason === 'computed_does_not_apply';
      absent.push({
        output: outputs[i]!.id,
        reason,
        predictor: computed || reason === 'no_result' ? null : schema.predictors[place]!.id,
        column: computed ? place : null,
        seen: numberOrNull(cells.absenceSeen[i]!),
        limit: numberOrNull(cells.absenceLimits[i]!),
      });
    }
    return absent;
  }

  #worked(cells: Cells): Prediction['worked'] {
    const { outputs } = this.#description;
    const worked: WorkedOutput[] = [];
    for (let i = 0; i < outputs.length; i++) {
      if (cells.absences[i] !== 0) continue;
      const used = cells.margins[outputs.length + i]!;
      worked.push({ output: outputs[i]!.id, case: used, linearPredictor: cells.margins[i]! });
    }
    return { columns: Array.from(cells.columns), outputs: worked };
  }

  #issues(cells: Cells, count: number, record: PatientRecord): readonly Issue[] {
    const { predictors, exclusions } = this.#description.schema;
    const issues: Issue[] = [];
    let malformed: Issue | undefined;
    for (let i = 0; i < count; i++) {
      const kind = this.#issueKinds[cells.issueCodes[i]!]!;
      const cell = cells.issuePredictors[i]!;
      const issue: Issue = {
        predictor: (predictors[cell] ?? exclusions[cell - predictors.length]!).id,
        code: kind.code,
        weight: kind.weight,
        seen: numberOrNull(cells.issueSeen[i]!),
        limit: numberOrNull(cells.issueLimits[i]!),
      };
      issues.push(issue);
      if (kind.malformed) malformed ??= issue;
    }
    if (malformed !== undefined) {
      const { predictor, code } = malformed;
      const isAnswer = exclusions.some(({ id }) => id === predictor);
      const isDate = predictors.some(({ id, kind }) => id === predictor && kind === 'date');
      const expected = isDate ? 'expected a date as yyyy-mm-dd' : (sentences[code] ?? code);
      const sentence = isAnswer ? 'expected true or false' : expected;
      const message = `${predictor}: ${sentence}, found ${shown(record[predictor])}`;
      throw new EngineError(code as EngineErrorCode, message, { predictor, issues });
    }
    return issues;
  }
}

const sentences: Readonly<Record<string, string>> = {
  not_a_number: 'expected a finite number',
  unknown_level: 'expected one of the predictor’s levels',
  unknown_unit: 'expected one of the predictor’s units',
};

/** A value as it was given, short enough for a message. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) {
    const { unit } = value as { unit?: unknown };
    return typeof unit === 'string' ? `the unit ${JSON.stringify(unit.slice(0, 60))}` : 'an object';
  }
  return typeof value === 'function' || typeof value === 'symbol' ? `a ${typeof value}` : String(value);
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

async function loadedModule(bytes: Uint8Array, instantiate: () => Promise<EngineModule>): Promise<EngineModule> {
  let loaded: ReturnType<EngineModule['load']>;
  let module: EngineModule;
  try {
    module = await instantiate();
    const address = module.reserveFile(bytes.length);
    if (address === 0) {
      throw new EngineError('bad_model_file', `a model file has 1 byte to 32 MiB, found ${bytes.length} bytes`);
    }
    module.HEAPU8.set(bytes, address);
    loaded = module.load();
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError('engine_stopped', 'the engine stopped while it loaded the model', { cause: error });
  }
  if (!loaded.ok) {
    const { code, path, message } = loaded.error;
    throw new EngineError(code as EngineErrorCode, path === '' ? message : `${path}: ${message}`);
  }
  return module;
}
