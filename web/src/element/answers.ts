// SPDX-License-Identifier: Apache-2.0
// From what a person typed to a record. No markup, no words.
import type { ModelDescription, PatientRecord, Predictor, Value } from 'nearside';
import type { Language } from '../i18n/index.js';
import { firstUnit, inModelUnit, unitOf } from './units.js';

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

export const isNumber = (predictor: Predictor): boolean =>
  predictor.kind === 'numeric' || predictor.kind === 'integer';

/** A published equation asks for it only for some of its results: it may be left empty, and nothing stands in. */
export function isOptional(model: ModelDescription, predictor: Predictor): boolean {
  return !predictor.required && !model.filledBy?.[model.schema.predictors.indexOf(predictor)];
}

export const isDate = (predictor: Predictor): boolean => predictor.kind === 'date';

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

export const dateParts: readonly DatePart[] = ['day', 'month', 'year'];

export const figures = (text: string): string => text.normalize('NFKC').trim();

/** The date as the core reads it, yyyy-mm-dd; whether there is such a day is the core's to say. */
function dateText({ date }: Answer): string | undefined {
  const [day, month, year] = dateParts.map((part) => figures(date[part]));
  return [day, month, year].every((text) => /^\d+$/.test(text!)) ? `${year}-${month}-${day}` : undefined;
}

/** The day that was typed, counted from 1970-01-01 as the core counts. */
export function dayOf(answer: Answer): number | undefined {
  const text = dateText(answer);
  if (text === undefined) return undefined;
  const [year, month, day] = text.split('-').map(Number);
  return Date.UTC(year!, month! - 1, day) / 86_400_000;
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
