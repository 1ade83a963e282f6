// SPDX-License-Identifier: Apache-2.0
// Turns JavaScript values into the cells that the core reads. It judges nothing: what is no number, no truth value
// and no listed text goes to the core as it is, and the core refuses it.
import type { EngineModule, Layout } from './module.js';
import type { ModelDescription } from './types.js';

/** core/data/record.h, CellKind. */
const kind = { absent: 0, number: 1, level: 2, boolean: 3, text: 4, other: 5 } as const;
const unlistedUnit = 0xffffffff;

/** The numbers of issue codes and the cells, as arrays in the instance's memory. */
export class Cells {
  readonly #module: EngineModule;
  readonly #layout: Layout;
  readonly #indexOf = new Map<string, number>();
  readonly #unitsOf: Map<string, number>[] = [];
  readonly #levelsOf: Map<string, number>[] = [];
  readonly #counts: Readonly<Record<'cells' | 'outputs' | 'contributions' | 'margins' | 'columns', number>>;
  #memory: Uint8Array | undefined;

  kinds!: Uint8Array;
  numbers!: Float64Array;
  units!: Uint32Array;
  levels!: Uint32Array;
  outputs!: Float64Array;
  contributions!: Float64Array;
  margins!: Float64Array;
  issuePredictors!: Uint32Array;
  issueCodes!: Uint8Array;
  issueSeen!: Float64Array;
  issueLimits!: Float64Array;
  columns!: Float64Array;
  absences!: Uint8Array;
  absencePredictors!: Uint32Array;
  absenceSeen!: Float64Array;
  absenceLimits!: Float64Array;

  constructor(module: EngineModule, { schema, outputs, typicalMargins, columns, model }: ModelDescription) {
    const { predictors, exclusions } = schema;
    this.#module = module;
    this.#layout = module.layout();
    this.#counts = {
      cells: predictors.length + exclusions.length,
      outputs: outputs.length,
      contributions: predictors.length * typicalMargins.length,
      margins: model.equation === undefined ? typicalMargins.length : 2 * outputs.length,
      columns: columns.length,
    };
    predictors.forEach((predictor, index) => {
      this.#indexOf.set(predictor.id, index);
      this.#unitsOf.push(new Map(predictor.units.map((unit, i) => [unit.ucum, i])));
      this.#levelsOf.push(new Map(predictor.levels.map((level, i) => [level.id, i])));
    });
    // Their texts, `yes` and `no`, are the core's to read.
    exclusions.forEach(({ id }, index) => this.#indexOf.set(id, predictors.length + index));
    this.refresh();
  }

  /** The cell of a predictor or an exclusion. */
  indexOf(id: string): number | undefined {
    return this.#indexOf.get(id);
  }

  /** Views die when the memory grows: makes them anew where it has. */
  refresh(): void {
    const memory = this.#module.HEAPU8;
    if (memory === this.#memory) return;
    this.#memory = memory;
    const { cells, outputs, contributions, margins, columns } = this.#counts;
    const at = this.#layout;
    const buffer = memory.buffer;
    this.kinds = new Uint8Array(buffer, at.kinds, cells);
    this.numbers = new Float64Array(buffer, at.numbers, cells);
    this.units = new Uint32Array(buffer, at.units, cells);
    this.levels = new Uint32Array(buffer, at.levels, cells);
    this.outputs = new Float64Array(buffer, at.outputs, outputs);
    this.contributions = new Float64Array(buffer, at.contributions, contributions);
    this.margins = new Float64Array(buffer, at.margins, margins);
    this.issuePredictors = new Uint32Array(buffer, at.issuePredictors, cells);
    this.issueCodes = new Uint8Array(buffer, at.issueCodes, cells);
    this.issueSeen = new Float64Array(buffer, at.issueSeen, cells);
    this.issueLimits = new Float64Array(buffer, at.issueLimits, cells);
    this.columns = new Float64Array(buffer, at.columns, columns);
    this.absences = new Uint8Array(buffer, at.absences, outputs);
    this.absencePredictors = new Uint32Array(buffer, at.absencePredictors, outputs);
    this.absenceSeen = new Float64Array(buffer, at.absenceSeen, outputs);
    this.absenceLimits = new Float64Array(buffer, at.absenceLimits, outputs);
  }

  clear(): void {
    this.kinds.fill(kind.absent);
  }

  set(index: number, value: unknown): void {
    switch (typeof value) {
      case 'undefined':
        this.kinds[index] = kind.absent;
        return;
      case 'number':
        this.#setNumber(index, value, 0);
        return;
      case 'boolean':
        this.kinds[index] = kind.boolean;
        this.numbers[index] = value ? 1 : 0;
        return;
      case 'string':
        this.#setText(index, value);
        return;
      default:
        this.#setObject(index, value);
    }
  }

  #setNumber(index: number, value: number, unit: number): void {
    this.kinds[index] = kind.number;
    this.numbers[index] = value;
    this.units[index] = unit;
  }

  #setText(index: number, text: string): void {
    const level = this.#levelsOf[index]?.get(text);
    if (level !== undefined) {
      this.kinds[index] = kind.level;
      this.levels[index] = level;
      return;
    }
    this.#module.setText(index, text);
    this.refresh();
    this.kinds[index] = kind.text;
    this.units[index] = 0;
  }

  /** `{value, unit}` with nothing else; everything else is `other`. */
  #setObject(index: number, value: unknown): void {
    if (isQuantity(value)) {
      this.#setNumber(index, value.value, this.#unitsOf[index]?.get(value.unit) ?? unlistedUnit);
    } else {
      this.kinds[index] = kind.other;
    }
  }
}

function isQuantity(value: unknown): value is { value: number; unit: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const key in value) {
    if (key !== 'value' && key !== 'unit') return false;
  }
  const quantity = value as { value?: unknown; unit?: unknown };
  return typeof quantity.value === 'number' && typeof quantity.unit === 'string';
}
