// SPDX-License-Identifier: Apache-2.0

/** A number with the UCUM code of its unit, one of those that the predictor lists. */
export interface Quantity {
  readonly value: number;
  readonly unit: string;
}

/**
 * What a predictor can be given: a number in the model's own unit, a number with its unit, the id of a level, a
 * truth value for a boolean, or a date as `yyyy-mm-dd`. A predictor that is left out (or undefined) is unknown.
 */
export type Value = number | string | boolean | Quantity;

/** One person's values by the ids of the predictors, and answers (true or false) by the ids of the exclusions. */
export type PatientRecord = Readonly<Record<string, Value | undefined>>;

export type Weight = 'refuse' | 'caution' | 'note';

/** What is worth saying about one predictor or exclusion of a record: a value, not a sentence. */
export interface Issue {
  /** The id of the predictor or exclusion. */
  readonly predictor: string;
  /** `missing_required`, `not_an_integer`, `outside_hard_range`, `outside_development_range`, `imputed`, `excluded`, … */
  readonly code: string;
  readonly weight: Weight;
  /**
   * The value that was seen, in the model's unit; null for none. Of an imputed value its standard deviation, given the
   * other values, where the model knows it.
   */
  readonly seen: number | null;
  /** The limit that was passed, or the value that was used instead of a missing one; null for none. */
  readonly limit: number | null;
}

/** Why one output gives no number although the record is not refused as a whole. */
export interface AbsentOutput {
  readonly output: string;
  /**
   * `needs_value`: a predictor has no value; `does_not_apply`: a value lies where the output is not defined;
   * `computed_does_not_apply`: the same of what was computed from the record; `no_result`: the model gives none for
   * these values.
   */
  readonly reason: string;
  /** The predictor that stands in the way; null for `computed_does_not_apply` and `no_result`. */
  readonly predictor: string | null;
  /** Of `computed_does_not_apply`: the column that stands in the way, as in `ModelDescription.columns`; else null. */
  readonly column: number | null;
  readonly seen: number | null;
  /** The end of the range that was passed. */
  readonly limit: number | null;
}

/** One output of an equation, ready to be written out with numbers. */
export interface WorkedOutput {
  readonly output: string;
  /** Which of the rule's cases was used. */
  readonly case: number;
  readonly linearPredictor: number;
}

export interface Prediction {
  /** True where an issue of weight `refuse` stands in the way, or every output is absent: there is no number. */
  readonly refused: boolean;
  /** By the ids of the model's outputs, without those that are absent; null where refused. */
  readonly outputs: Readonly<Record<string, number>> | null;
  /** The outputs that give no number, each with its reason; empty where an issue refuses the whole record. */
  readonly absent: readonly AbsentOutput[];
  /**
   * How far each predictor moves the linear predictor from that of typical values: log odds, of a count logarithms, of
   * a Cox model log hazards, of a quantity its own unit. Where the outputs have a linear predictor each it is the first one's. Null where refused,
   * for a published equation, whose terms can be looked at instead, and for trees.
   */
  readonly contributions: Readonly<Record<string, number>> | null;
  /** The same for each output by its id. */
  readonly contributionsOf: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
  /** The first one; null where refused and for a published equation. */
  readonly linearPredictor: number | null;
  /** For a published equation that was not refused: the columns' values (NaN: missing) and its outputs; else null. */
  readonly worked: { readonly columns: readonly number[]; readonly outputs: readonly WorkedOutput[] } | null;
  readonly issues: readonly Issue[];
  readonly model: { readonly id: string; readonly version: string; readonly hash: string };
}

export interface Localised {
  readonly en: string;
  /** Empty: show `en`. */
  readonly zh: string;
}

export interface Unit {
  readonly ucum: string;
  /** value in the model's unit = factor × value + offset */
  readonly factor: number;
  readonly offset: number;
  readonly source: string;
}

export interface Level {
  readonly id: string;
  readonly label: Localised;
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

export interface Predictor {
  readonly id: string;
  readonly kind: 'numeric' | 'integer' | 'boolean' | 'categorical' | 'date';
  readonly label: Localised;
  readonly hint: Localised;
  readonly loinc: string;
  /** The model's own unit first; empty: a number without unit. */
  readonly units: readonly Unit[];
  readonly levels: readonly Level[];
  /** Outside it a record is refused. */
  readonly hard: Range | null;
  /** Outside it a prediction carries a caution. */
  readonly development: Range | null;
  readonly required: boolean;
  /** The levels stand in their order, from least to most. */
  readonly ordered: boolean;
  /** Where a person finds the value. */
  readonly obtained: 'asked' | 'measured_at_home' | 'laboratory' | 'clinician';
  /** Words that are shown as soon as such a value is given. */
  readonly care: readonly Care[];
}

/** From and to in the model's unit; of a category the place of the answer. Null: no end. */
export interface Care {
  readonly from: number | null;
  readonly to: number | null;
  readonly kind: 'advice' | 'crisis';
  readonly text: Localised;
}

/** A yes/no question about whether the model was made for this person. Its answer stands in the record under `id`. */
export interface Exclusion {
  readonly id: string;
  readonly question: Localised;
  readonly hint: Localised;
  /** The answer that makes the model refuse. */
  readonly refuseIf: boolean;
  readonly reason: Localised;
}

/** Predictors that are asked together. */
export interface FormGroup {
  readonly id: string;
  readonly title: Localised;
  readonly hint: Localised;
  readonly predictors: readonly string[];
}

/** A range of one predictor, both ends in it. */
export interface Applies {
  readonly predictor: string;
  readonly low: number;
  readonly high: number;
  readonly reason: Localised;
}

/** A range of a column after the last step, such as a quantity of an equation. */
export interface AppliesComputed {
  readonly column: number;
  readonly low: number;
  readonly high: number;
  readonly reason: Localised;
}

/** A group that the source of the model itself defines. A value is in the last one that it reaches. */
export interface RiskGroup {
  readonly from: number;
  /** `from` itself is not in it. */
  readonly above: boolean;
  readonly label: Localised;
  readonly meaning: Localised;
  readonly source: string;
  /** For whom it holds: all of these. */
  readonly only: readonly Applies[];
}

export interface Output {
  readonly id: string;
  readonly kind: 'probability' | 'quantity' | 'score';
  readonly label: Localised;
  /** Ends the sentence "About 15 in 100 people like you …". */
  readonly clause: Localised;
  readonly positive: string;
  readonly negative: string;
  readonly unit: string;
  readonly loinc: string;
  /** 0: at present, or no time. */
  readonly horizonYears: number;
  readonly decimals: number;
  readonly needs: readonly { readonly anyOf: readonly string[] }[];
  readonly applies: readonly Applies[];
  readonly appliesComputed: readonly AppliesComputed[];
  readonly groups: readonly RiskGroup[];
}

/** What a step `formula` appends: a program for a stack (models/FORMAT.md). */
export interface Formula {
  readonly name: string;
  readonly expression: string;
  readonly columns: readonly number[];
  readonly operations: readonly string[];
  readonly inputs: readonly number[];
  readonly numbers: readonly number[];
}

export interface EquationCase {
  readonly when: number | null;
  readonly intercept: number;
  readonly columns: readonly number[];
  readonly coefficients: readonly number[];
  readonly baselineSurvival: number;
  readonly centre: number;
  readonly scale1: number;
  readonly scale2: number;
}

export interface EquationRule {
  readonly link: 'identity' | 'exp' | 'logistic' | 'cox' | 'cox_recalibrated';
  readonly cases: readonly EquationCase[];
  readonly clamp: Range | null;
  readonly roundTo: number | null;
}

/** A published equation (models/FORMAT.md, model `equation`). */
export interface Equation {
  readonly quantities: readonly { readonly column: number; readonly label: Localised; readonly unit: string }[];
  readonly rules: readonly EquationRule[];
}

export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface ModelCard {
  readonly intendedUse: Localised;
  readonly population: Localised;
  readonly exclusions: Localised;
  readonly limits: Localised;
  readonly doesNotTell: readonly Localised[];
  readonly dataSource: string;
  readonly dataLicence: string;
  readonly modelLicence: string;
  readonly contact: string;
  readonly date: string;
  readonly sources: readonly string[];
  readonly permission: string;
  readonly terms: 'stated' | 'unconfirmed';
  readonly replacedBy: string;
  readonly unconfirmed: readonly string[];
  readonly summary: Localised;
  readonly topics: readonly string[];
  readonly searchWords: Localised;
}

/** What stands in the model file, for forms and model cards. models/FORMAT.md says what each field means. */
export interface ModelDescription {
  readonly id: string;
  readonly version: string;
  /** SHA-256 of the model file's payload, 64 hexadecimal digits. */
  readonly hash: string;
  readonly title: Localised;
  readonly status: 'demonstration' | 'published_equation' | 'site_approved';
  readonly audience: 'patient' | 'clinician';
  readonly schema: { readonly predictors: readonly Predictor[]; readonly exclusions: readonly Exclusion[] };
  readonly form: { readonly groups: readonly FormGroup[] };
  readonly outputs: readonly Output[];
  /** One object a step, under its name; empty where its numbers may be single people's. */
  readonly steps: readonly { readonly formula?: Formula }[];
  /** One object, under the model's name; empty likewise, and for trees. */
  readonly model: {
    readonly equation?: Equation;
    readonly coxRegression?: object;
    readonly linearModel?: { readonly link: 'identity' | 'exp' | 'softmax' | 'cumulative_logistic' };
  };
  readonly development: {
    readonly rows: number;
    readonly events: number;
    readonly rowsWithoutOutcome: number;
    readonly performance: {
      readonly method: string;
      readonly rows: number;
      readonly events: number;
      readonly measures: readonly Measure[];
    };
  };
  readonly card: ModelCard;
  /** Made-up records with their expected outputs, all replayed when the model was loaded. */
  readonly testVectors: { readonly count: number };
  /**
   * What fills each predictor, in their order, where it is missing: `median`, `most_frequent`, `mean`, `constant`,
   * `impute_conditional_normal`, `impute_neighbours`; empty where nothing does.
   */
  readonly filledBy: readonly string[];
  /** Rows of development data, people's own values, that the file holds; 0 for most models. */
  readonly developmentRows: number;
  /** The linear predictors of typical values, from which contributions are counted; none for an equation. */
  readonly typicalMargins: readonly number[];
  /** The names of the columns that reach the model. */
  readonly columns: readonly string[];
}
