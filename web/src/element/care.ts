// SPDX-License-Identifier: Apache-2.0
// Words that a model file ties to an answer, shown as soon as it is given.
import { html, nothing } from 'lit';
import type { Care, Predictor } from 'nearside';
import { fetchedPart } from '../fetched-part.js';
import { countedValue, type Answer, type Answers } from './answers.js';
import { icons, type Content, type FormScene } from './scene.js';

/** What is to be said about this answer now. */
export function careOf(predictor: Predictor, answer: Answer | undefined): readonly Care[] {
  const value = countedValue(predictor, answer);
  if (value === undefined) return [];
  return predictor.care.filter(({ from, to }) => (from === null || value >= from) && (to === null || value <= to));
}

/** Under the field. The region is there from the start, so that a screen reader tells what comes into it. */
export function careAtField(scene: FormScene, predictor: Predictor, answer: Answer): Content {
  if (predictor.care.length === 0) return nothing;
  return html`<div class="care-now" role="status">${careOf(predictor, answer).map((care) => notice(scene, care))}</div>`;
}

/** All of it again beside a result or a refusal. */
export function careOfAll(scene: FormScene, answers: Answers): Content {
  const all = scene.model.schema.predictors.flatMap((predictor) => careOf(predictor, answers.get(predictor.id)));
  return all.length === 0 ? nothing : html`<div class="care-now">${all.map((care) => notice(scene, care))}</div>`;
}

type Crisis = typeof import('./crisis.js');
let crisis: Crisis | undefined;

/** Whom to call, for a model that may have to say it; `attempt` counts from 1. */
export async function fetchCrisis(predictors: readonly Predictor[], attempt: number): Promise<void> {
  const needed = predictors.some(({ care }) => care.some(({ kind }) => kind === 'crisis'));
  if (needed) crisis ??= await fetchedPart(() => import('./crisis.js'), attempt);
}

function notice({ speech }: FormScene, { kind, text }: Care): Content {
  if (kind === 'crisis') return crisis!.crisisNotice(speech, speech.text(text));
  return html`<div class="notice care">${icons.care}<p>${speech.text(text)}</p></div>`;
}
