// SPDX-License-Identifier: Apache-2.0
// From what a person typed to a record, and the core's judgement of it. No markup, no words.
import type { Exclusion, Issue, Model, ModelDescription, PatientRecord, Predictor, Range, Unit, Value } from 'nearside';
import type { Language } from '../i18n/index.js';

/** One answer as it stands in the form. Everything starts unset. */
export interface Answer {
  /** What was typed, for numbers. */
  text: string;
  /** UCUM code of the chosen unit; empty where the predictor has none. */
  unit: string;
  /** The id of a level, or `yes` or `no`; empty: not chosen. */
  choice: string;
  unknown: boolean;
  /** What the person typed before a unit switch rewrote it, to come back to the same figures. */
  typed: { readonly text: string; readonly unit: string; readonly shown: string } | null;
  /** The person said that a value outside the limits is right. */
  insisted: boolean;
}

export type Answers = Map<string, Answer>;

export type Fault =
  | { readonly kind: 'empty' | 'unchosen' | 'whole' }
  | { readonly kind: 'comma' | 'notNumber'; readonly text: string }
  | { readonly kind: 'outside'; readonly value: number; readonly slip: Unit | null };

export interface Judgement {
  readonly faults: ReadonlyMap<string, Fault>;
  readonly issues: readonly Issue[];
}

export const isNumber = (predictor: Predictor): boolean =>
  predictor.kind === 'numeric' || predictor.kind === 'integer';

/** The units that people of a language find on their laboratory's letter. */
const usual: Readonly<Record<Language, readonly string[]>> = { en: [], zh: ['mmol/L', 'umol/L'] };

export function emptyAnswers(model: ModelDescription, language: Language): Answers {
  const answers: Answers = new Map();
  for (const exclusion of model.schema.exclusions) answers.set(exclusion.id, unanswered(''));
  for (const predictor of model.schema.predictors) answers.set(predictor.id, unanswered(firstUnit(predictor, language)));
  return answers;
}

function unanswered(unit: string): Answer {
  return { text: '', unit, choice: '', unknown: false, typed: null, insisted: false };
}

export function firstUnit(predictor: Predictor, language: Language): string {
  const known = predictor.units.map(({ ucum }) => ucum);
  return known.find((ucum) => usual[language].includes(ucum)) ?? known[0] ?? '';
}

/** The number that was typed, or why it is none. A comma is never guessed about. */
export function parsed(text: string): number | 'empty' | 'comma' | 'notNumber' {
  // Full-width figures from a Chinese keyboard are the same figures.
  const plain = text.normalize('NFKC').trim().replace(/^[−–]/, '-');
  if (plain === '') return 'empty';
  if (/^[+-]?[\d.,'’ \u066b]*,[\d.,'’ ]*$/.test(plain)) return 'comma';
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return 'notNumber';
  const value = Number(plain);
  return Number.isFinite(value) ? value : 'notNumber';
}

/** The record of these answers. What cannot be read is left out; `judge` has said so. */
export function recordOf(model: ModelDescription, answers: Answers): PatientRecord {
  const record: Record<string, Value> = {};
  for (const { id } of model.schema.exclusions) {
    const choice = answers.get(id)?.choice;
    if (choice) record[id] = choice === 'yes';
  }
  for (const predictor of model.schema.predictors) {
    const value = valueOf(predictor, answers.get(predictor.id));
    if (value !== undefined) record[predictor.id] = value;
  }
  return record;
}

export function valueOf(predictor: Predictor, answer: Answer | undefined): Value | undefined {
  if (answer === undefined || answer.unknown) return undefined;
  if (!isNumber(predictor)) return answer.choice === '' ? undefined : answer.choice;
  const value = parsed(answer.text);
  if (typeof value !== 'number') return undefined;
  return answer.unit === '' ? value : { value, unit: answer.unit };
}

/** What stands in the way of going on from these questions. Limits are the core's: the page asks it. */
export function judge(
  model: Model,
  answers: Answers,
  predictors: readonly Predictor[],
  exclusions: readonly Exclusion[],
): Judgement {
  const description = model.describe();
  const { issues } = model.predict(recordOf(description, answers));
  const faults = new Map<string, Fault>();
  for (const { id } of exclusions) {
    if (answers.get(id)?.choice === '') faults.set(id, { kind: 'unchosen' });
  }
  for (const predictor of predictors) {
    const answer = answers.get(predictor.id);
    const fault = answer && faultOf(model, predictor, answer, issues);
    if (fault) faults.set(predictor.id, fault);
  }
  return { faults, issues };
}

function faultOf(model: Model, predictor: Predictor, answer: Answer, issues: readonly Issue[]): Fault | null {
  if (answer.unknown) return null;
  if (!isNumber(predictor)) return answer.choice === '' ? { kind: 'unchosen' } : null;
  const value = parsed(answer.text);
  if (value === 'empty') return { kind: 'empty' };
  if (typeof value === 'string') return { kind: value, text: shortened(answer.text) };
  for (const issue of issues) {
    if (issue.predictor !== predictor.id || issue.weight !== 'refuse' || issue.code === 'excluded') continue;
    if (issue.code === 'not_an_integer') return { kind: 'whole' };
    if (!answer.insisted) return { kind: 'outside', value, slip: likelyUnit(model, predictor, answer.unit, value) };
  }
  return null;
}

/** Another unit of the predictor in which the core would take the number. */
function likelyUnit(model: Model, predictor: Predictor, unit: string, value: number): Unit | null {
  return predictor.units.find((other) => other.ucum !== unit && fits(model, predictor, other.ucum, value)) ?? null;
}

function fits(model: Model, predictor: Predictor, unit: string, value: number): boolean {
  const { issues } = model.predict({ [predictor.id]: unit === '' ? value : { value, unit } });
  return !issues.some((issue) => issue.predictor === predictor.id && issue.weight === 'refuse');
}

/** The answer after a switch of units: converted, unless the number only fits the new unit. */
export function switched(model: Model, predictor: Predictor, answer: Answer, ucum: string): Answer {
  const from = unitOf(predictor, answer.unit);
  const to = unitOf(predictor, ucum);
  const value = parsed(answer.text);
  const plain = { ...answer, unit: ucum, typed: null, insisted: false };
  if (from === undefined || to === undefined || typeof value !== 'number') return plain;
  if (answer.typed?.unit === ucum && answer.typed.shown === answer.text) return { ...plain, text: answer.typed.text };
  if (!fits(model, predictor, from.ucum, value) && fits(model, predictor, to.ucum, value)) return plain;
  const text = plainFigures(inUnit(inModelUnit(value, from), to));
  const typed = answer.typed?.shown === answer.text ? answer.typed : { text: answer.text, unit: answer.unit };
  return { ...plain, text, typed: { text: typed.text, unit: typed.unit, shown: text } };
}

export function unitOf(predictor: Predictor, ucum: string): Unit | undefined {
  return predictor.units.find((unit) => unit.ucum === ucum);
}

export function inUnit(valueInModelUnit: number, unit: Unit | undefined): number {
  return unit === undefined ? valueInModelUnit : (valueInModelUnit - unit.offset) / unit.factor;
}

function inModelUnit(value: number, unit: Unit): number {
  return unit.factor * value + unit.offset;
}

/** The limits as told in a unit: rounded inwards to three digits, so that each limit that is shown is taken. */
export function rangeIn(range: Range, unit: Unit | undefined): Range {
  if (unit === undefined || (unit.factor === 1 && unit.offset === 0)) return range;
  return { low: rounded(inUnit(range.low, unit), Math.ceil), high: rounded(inUnit(range.high, unit), Math.floor) };
}

function rounded(value: number, towards: (x: number) => number): number {
  if (value === 0) return 0;
  const decimals = 2 - Math.floor(Math.log10(Math.abs(value)));
  const scale = 10 ** Math.abs(decimals);
  const [up, down] = decimals >= 0 ? [value * scale, (x: number) => x / scale] : [value / scale, (x: number) => x * scale];
  // 1e-9: 0.1 cm comes out of 1 mm / 10 mm a last bit off, and is no reason to round on.
  const near = Math.round(up);
  return down(Math.abs(up - near) < 1e-9 * Math.abs(up) ? near : towards(up));
}

/** Four significant digits, never with an exponent. */
function plainFigures(value: number): string {
  const rounded = Number(value.toPrecision(4));
  return new Intl.NumberFormat('en', { useGrouping: false, maximumSignificantDigits: 4 }).format(rounded);
}

function shortened(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 20 ? `${trimmed.slice(0, 20)}…` : trimmed;
}
