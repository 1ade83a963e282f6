// SPDX-License-Identifier: Apache-2.0
// Which results an answer is for, and how outcomes are called where their horizon stands elsewhere.
import type { ModelDescription, Output, Predictor } from 'nearside';
import type { FirstSpeech } from '../i18n/index.js';
import { isOptional } from './answers.js';
import type { FormScene } from './scene.js';

/** "Only for: Heart failure (10 and 30 years). It may stay empty." Empty for what every result needs. */
export function neededFor({ speech, model }: FormScene, predictor: Predictor): string {
  if (!isOptional(model, predictor)) return '';
  const { words } = speech;
  const needing = model.outputs.filter(({ needs }) => needs.some(({ anyOf }) => anyOf.includes(predictor.id)));
  const others = [
    ...new Set(needing.flatMap(({ needs }) => needs.flatMap(({ anyOf }) => (anyOf.includes(predictor.id) ? anyOf : [])))),
  ].filter((id) => id !== predictor.id);
  if (others.length > 0) return words.thisOr(speech.or(labelsOf(model, others, speech)));
  if (needing.length === 0) return words.mayStayEmpty;
  return needing.length === model.outputs.length
    ? ''
    : words.onlyFor(speech.list(outcomeNames(needing, speech))) + speech.gap + words.mayStayEmpty;
}

export function labelsOf(model: ModelDescription, ids: readonly string[], speech: FirstSpeech): readonly string[] {
  return ids.map((id) => speech.text(model.schema.predictors.find((predictor) => predictor.id === id)?.label));
}

/** The label without its horizon: "Stroke, next 10 years" is "Stroke". */
export function outcomeName({ label, horizonYears }: Output, { language, text }: FirstSpeech): string {
  const whole = text(label);
  if (horizonYears === 0) return whole;
  if (language === 'en' || label.zh === '') return whole.replace(new RegExp(`, next\\s${horizonYears}\\syears?`), '');
  return whole.replace(new RegExp(`今后\\s?${horizonYears}\\s?年[，、]?\\s?`), '').replace('（）', '');
}

/** Each outcome once, with its horizons: "Stroke (10 and 30 years)". */
export function outcomeNames(outputs: readonly Output[], speech: FirstSpeech): readonly string[] {
  const horizons = new Map<string, number[]>();
  for (const output of outputs) {
    const name = outcomeName(output, speech);
    horizons.set(name, [...(horizons.get(name) ?? []), output.horizonYears]);
  }
  return [...horizons].map(([name, years]) =>
    years.every((year) => year === 0) ? name : speech.words.withHorizons(name, speech.list(years.map(String))),
  );
}
