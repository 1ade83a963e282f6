// SPDX-License-Identifier: Apache-2.0
// From what a person typed to a record, and the core's judgement of it. No markup, no words.
import { EngineError, type Exclusion, type Issue, type Model, type ModelDescription, type PatientRecord, type Prediction, type Predictor, type Range, type Unit, type Value } from 'nearside';
import type { Language } from '../i18n/index.js';

/** One answer as it stands in the form. Everything starts unset. */
export interface Answer {
  /** What was typed, for numbers. */
  text: string;
  /** What was typed, for dates. */
  date: Readonly<Record<DatePart, string>>;
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

export type DatePart = 'day' | 'month' | 'year';
export type Answers = Map<string, Answer>;

export type Fault =
  | { readonly kind: 'empty' | 'unchosen' | 'whole' }
  | { readonly kind: 'comma' | 'notNumber'; readonly text: string; readonly part?: DatePart }
  /** A date with empty boxes. */
  | { readonly kind: 'dateNeeds'; readonly parts: readonly DatePart[] }
  /** A date that is none: 31 2 2023, or a year of two figures. `part` is what cannot be. */
  | { readonly kind: 'noDate'; readonly part: DatePart }
  | { readonly kind: 'outside'; readonly value: number; readonly slip: Unit | null };

export interface Judgement {
  readonly faults: ReadonlyMap<string, Fault>;
  readonly issues: readonly Issue[];
}

export const isNumber = (predictor: Predictor): boolean =>
  predictor.kind === 'numeric' || predictor.kind === 'integer';

/** A published equation asks for it only for some of its results: it may be left empty, and nothing stands in. */
export function isOptional(model: ModelDescription, predictor: Predictor): boolean {
  return !predictor.required && !model.filledBy?.[model.schema.predictors.indexOf(predictor)];
}

export const isDate = (predictor: Predictor): boolean => predictor.kind === 'date';

/** The units that people of a language find on their laboratory's letter. */
const usual: Readonly<Record<Language, readonly string[]>> = { en: [], zh: ['mmol/L', 'umol/L'] };

export function emptyAnswers(model: ModelDescription, language: Language): Answers {
  const answers: Answers = new Map();
  for (const exclusion of model.schema.exclusions) answers.set(exclusion.id, unanswered(''));
  for (const predictor of model.schema.predictors) answers.set(predictor.id, unanswered(firstUnit(predictor, language)));
  return answers;
}

export const noDate: Answer['date'] = { year: '', month: '', day: '' };

function unanswered(unit: string): Answer {
  return { text: '', date: noDate, unit, choice: '', unknown: false, typed: null, insisted: false };
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

/** The record of these answers. What is no number and no date is left out; `judge` has said so. */
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
  if (isDate(predictor)) return dateText(answer);
  if (!isNumber(predictor)) return answer.choice === '' ? undefined : answer.choice;
  const value = parsed(answer.text);
  if (typeof value !== 'number') return undefined;
  return answer.unit === '' ? value : { value, unit: answer.unit };
}

const parts: readonly DatePart[] = ['day', 'month', 'year'];
const figures = (text: string): string => text.normalize('NFKC').trim();

/** The date as the core reads it, yyyy-mm-dd; whether there is such a day is the core's to say. */
function dateText({ date }: Answer): string | undefined {
  const [day, month, year] = parts.map((part) => figures(date[part]));
  return [day, month, year].every((text) => /^\d+$/.test(text!)) ? `${year}-${month}-${day}` : undefined;
}

/** The day that was typed, counted from 1970-01-01 as the core counts. */
export function dayOf(answer: Answer): number | undefined {
  const text = dateText(answer);
  if (text === undefined) return undefined;
  const [year, month, day] = text.split('-').map(Number);
  return Date.UTC(year!, month! - 1, day) / 86_400_000;
}

/** What stands in the way of going on from these questions. Limits are the core's: the page asks it. */
export function judge(
  model: Model,
  answers: Answers,
  predictors: readonly Predictor[],
  exclusions: readonly Exclusion[],
): Judgement {
  const description = model.describe();
  const issues = issuesOf(model, recordOf(description, answers));
  const faults = new Map<string, Fault>();
  for (const { id } of exclusions) {
    if (answers.get(id)?.choice === '') faults.set(id, { kind: 'unchosen' });
  }
  for (const predictor of predictors) {
    const answer = answers.get(predictor.id);
    const fault = answer && faultOf(model, predictor, answer, issues);
    const leftOut = fault && (fault.kind === 'empty' || fault.kind === 'unchosen') && isOptional(description, predictor);
    if (fault && !leftOut) faults.set(predictor.id, fault);
  }
  return { faults, issues };
}

/** The prediction of these answers; what can't be read is left out. */
export function predicted(model: Model, answers: Answers): Prediction {
  let record = recordOf(model.describe(), answers);
  for (;;) {
    try {
      return model.predict(record);
    } catch (error) {
      const unread = error instanceof EngineError && error.issues.length > 0 ? error.predictor : undefined;
      if (unread === undefined || record[unread] === undefined) throw error;
      record = { ...record, [unread]: undefined };
    }
  }
}

/** The core's issues, also where one is that a value can't be read: a date that is none. */
function issuesOf(model: Model, record: PatientRecord): readonly Issue[] {
  try {
    return model.predict(record).issues;
  } catch (error) {
    if (error instanceof EngineError && error.issues.length > 0) return error.issues;
    throw error;
  }
}

function dateFault({ id }: Predictor, answer: Answer, issues: readonly Issue[]): Fault | null {
  const empty = parts.filter((part) => figures(answer.date[part]) === '');
  if (empty.length === parts.length) return { kind: 'empty' };
  const part = parts.find((one) => /\D/.test(figures(answer.date[one])));
  if (part !== undefined) return { kind: 'notNumber', text: shortened(answer.date[part]), part };
  if (empty.length > 0) return { kind: 'dateNeeds', parts: empty };
  const issue = issues.find(({ predictor, weight }) => predictor === id && weight === 'refuse');
  if (issue === undefined) return null;
  if (issue.code === 'not_a_number') return { kind: 'noDate', part: wrongPart(answer) };
  return answer.insisted ? null : { kind: 'outside', value: dayOf(answer)!, slip: null };
}

/** Which box of a date that is none cannot be, whatever stands in the others. */
function wrongPart({ date }: Answer): DatePart {
  const year = figures(date.year);
  const month = Number(figures(date.month));
  if (year.length !== 4 || Number(year) < 1600 || Number(year) > 2999) return 'year';
  return month < 1 || month > 12 ? 'month' : 'day';
}

function faultOf(model: Model, predictor: Predictor, answer: Answer, issues: readonly Issue[]): Fault | null {
  if (answer.unknown) return null;
  if (isDate(predictor)) return dateFault(predictor, answer, issues);
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

/** The answer as the model counts it: in its own unit, of a choice its place; undefined where there is none. */
export function countedValue(predictor: Predictor, answer: Answer | undefined): number | undefined {
  if (answer === undefined || answer.unknown) return undefined;
  if (isDate(predictor)) return dayOf(answer);
  if (!isNumber(predictor)) {
    const place = predictor.levels.findIndex(({ id }) => id === answer.choice);
    return place < 0 ? undefined : place;
  }
  const value = parsed(answer.text);
  if (typeof value !== 'number') return undefined;
  const unit = unitOf(predictor, answer.unit);
  return unit === undefined ? value : inModelUnit(value, unit);
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
