// SPDX-License-Identifier: Apache-2.0
// The core's judgement of the answers, and which of them stand in the way of going on. No markup, no words.
import { EngineError, type Exclusion, type Issue, type Model, type PatientRecord, type Prediction, type Predictor, type Unit } from 'nearside';
import { dateParts, dayOf, figures, isDate, isNumber, isOptional, parsed, recordOf, type Answer, type Answers, type DatePart } from './answers.js';
import { inModelUnit, inUnit, plainFigures, unitOf } from './units.js';

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
  const empty = dateParts.filter((part) => figures(answer.date[part]) === '');
  if (empty.length === dateParts.length) return { kind: 'empty' };
  const part = dateParts.find((one) => /\D/.test(figures(answer.date[one])));
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

function shortened(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 20 ? `${trimmed.slice(0, 20)}…` : trimmed;
}
