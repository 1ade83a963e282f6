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
  /** The value that was seen, in the model's unit; null for none. */
  readonly seen: number | null;
  /** The limit that was passed, or the value that was used instead of a missing one; null for none. */
  readonly limit: number | null;
}

export interface Prediction {
  /** True where an issue of weight `refuse` stands in the way: then there is no number at all. */
  readonly refused: boolean;
  /** By the ids of the model's outputs; null where refused. */
  readonly outputs: Readonly<Record<string, number>> | null;
  /** How far each predictor moves the linear predictor from that of typical values (log odds); null where refused. */
  readonly contributions: Readonly<Record<string, number>> | null;
  /** Log odds; null where refused. */
  readonly linearPredictor: number | null;
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

export interface Output {
  readonly id: string;
  readonly kind: 'probability';
  readonly label: Localised;
  /** Ends the sentence "About 15 in 100 people like you …". */
  readonly clause: Localised;
  readonly positive: string;
  readonly negative: string;
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
  /** The linear predictor of typical values, from which contributions are counted. */
  readonly typicalMargin: number;
}
