// SPDX-License-Identifier: Apache-2.0
// What a model takes and what its studies covered, in the words and units of the person.
import type { Predictor, Range, Unit } from 'nearside';
import type { FirstSpeech, Speech } from '../i18n/index.js';
import { isDate } from './answers.js';
import { inUnit, rangeIn, unitOf } from './units.js';
import type { FormScene, Scene } from './scene.js';

/** "From 20 to 800 mg/dL." Empty where the hint names both ends. */
export function rangeText({ speech }: FormScene, predictor: Predictor, ucum: string): string {
  const { words, text } = speech;
  if (predictor.hard === null) return predictor.kind === 'integer' ? words.wholeNumber : '';
  const unit = unitOf(predictor, ucum);
  const { low, high } = limitsIn(speech, predictor, predictor.hard, unit);
  const figures: readonly string[] = text(predictor.hint).match(/\d+(\.\d+)?/g) ?? [];
  if (figures.includes(low) && figures.includes(high)) return '';
  return words.range(low, high, unit ? `\u00a0${speech.unit(unit)}` : '');
}

/** "This model takes 20 to 800 mg/dL." */
export function takesText(speech: Speech, predictor: Predictor | undefined, ucum: string): string {
  if (!predictor?.hard) return '';
  const unit = unitOf(predictor, ucum);
  const { low, high } = limitsIn(speech, predictor, predictor.hard, unit);
  return speech.words.takes(low, high, unit ? `\u00a0${speech.unit(unit)}` : '');
}

/** "The studies covered 18.5 to 39.9." */
export function coveredText({ speech }: Scene, predictor: Predictor, ucum: string): string {
  const range = predictor.development;
  if (range === null) return '';
  if (isDate(predictor)) {
    const { low, high } = limitsIn(speech, predictor, range, undefined);
    return speech.words.covered(low, high);
  }
  const unit = unitOf(predictor, ucum);
  const shown = (value: number): string => speech.number(inUnit(value, unit), 3);
  return speech.words.covered(shown(range.low), shown(range.high));
}

/** Both ends as people read them. */
export function limitsIn({ day, number }: FirstSpeech, predictor: Predictor, range: Range, unit: Unit | undefined) {
  if (isDate(predictor)) return { low: day(Math.ceil(range.low)), high: day(Math.floor(range.high)) };
  const { low, high } = rangeIn(range, unit);
  return { low: number(low), high: number(high) };
}

/** A value that was entered: the figures as typed, or a date. */
export function enteredText({ day, number }: FirstSpeech, predictor: Predictor | undefined, value: number): string {
  return predictor && isDate(predictor) ? day(value) : number(value, 15);
}
