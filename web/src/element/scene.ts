// SPDX-License-Identifier: Apache-2.0
// What every part of the calculator is drawn from.
import { html, nothing, type TemplateResult } from 'lit';
import type { Exclusion, ModelDescription, Predictor } from 'nearside';
import type { FaultViews } from './question.js';
import type { FirstSpeech, Language, Speech } from '../i18n/index.js';

/** The form's. */
export interface FormScene {
  readonly speech: FirstSpeech;
  readonly model: ModelDescription;
  /** Faults in words, once they have come. */
  readonly faults?: FaultViews | undefined;
}

/** Of what comes after the form. */
export interface Scene extends FormScene {
  readonly speech: Speech;
}

export type Content = TemplateResult | typeof nothing;

/** One step of the form: questions about whether the model fits, or one group of predictors. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly exclusions: readonly Exclusion[];
  readonly predictors: readonly Predictor[];
}

/** The parts of a model's form: questions of fit first, then its groups, then what no group names. */
export function partsOf({ speech, model }: FormScene): readonly Part[] {
  const { words, text } = speech;
  const { predictors, exclusions } = model.schema;
  const parts: Part[] = [];
  if (exclusions.length > 0) {
    const population = text(model.card.population);
    const [output, ...others] = model.outputs;
    const estimates = words.estimates(text(others.length === 0 ? output?.label : model.title));
    const made = population === '' ? estimates : estimates + speech.gap + words.madeFrom(population);
    const hint = text(model.card.summary) || made;
    parts.push({ id: 'fit', title: words.rightModel, hint, exclusions, predictors: [] });
  }
  const asked = new Set<string>();
  for (const group of model.form.groups) {
    const members = group.predictors.flatMap((id) => predictors.filter((predictor) => predictor.id === id));
    for (const { id } of members) asked.add(id);
    if (members.length === 0) continue;
    parts.push({ id: group.id, title: text(group.title), hint: text(group.hint), exclusions: [], predictors: members });
  }
  const rest = predictors.filter(({ id }) => !asked.has(id));
  if (rest.length > 0) {
    const title = asked.size === 0 ? words.yourValues : words.otherValues;
    parts.push({ id: 'rest', title, hint: '', exclusions: [], predictors: rest });
  }
  return parts;
}

/** A heading that may break only where its words say (U+200B). */
export function breakable(text: string): TemplateResult {
  const [first, ...others] = text.split('\u200b');
  return html`${first}${others.map((phrase) => html`<wbr />${phrase}`)}`;
}

/** A Chinese heading whose words say nothing of it may break between words, as the browser tells them apart. */
export function breakableByWords(text: string, language: Language): TemplateResult {
  if (language !== 'zh' || !('Segmenter' in Intl)) return breakable(text);
  let parted = '';
  for (const { segment, isWordLike } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(text))
    parted += isWordLike && !/(^|[（“《\s])$/u.test(parted) ? `\u200b${segment}` : segment;
  return breakable(parted);
}

/** On the form and on the result of a model that is nobody's advice. */
export function statusNotice({ speech, model }: FormScene): Content {
  if (model.status !== 'demonstration') return nothing;
  const { words, gap } = speech;
  return html`<div class="notice care">
    ${icons.care}
    <p>
      <strong>${words.demonstrationTitle}</strong>${gap}${words.demonstration}${model.audience === 'clinician'
        ? html`${gap}${words.clinicianAudience}`
        : nothing}
    </p>
  </div>`;
}

/** Stands beside words that say the same. */
export function icon(path: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path} /></svg>`;
}

export const icons = {
  back: icon('M14.5 5.5 8 12l6.5 6.5'),
  lock: icon('M5.5 10.5h13v10h-13zM8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5'),
  care: icon('M12 3.5 21.5 20h-19zM12 10v4.5M12 17.2v.2'),
  stop: icon('M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM8 12h8'),
  tick: icon('m5.5 12.5 4.5 4.5L18.5 7.5'),
  phone: icon('M5 4h4l1.7 4.5L8.3 10a12 12 0 0 0 5.7 5.7l1.5-2.4L20 15v4a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4'),
};

/** Our mark: the half that is near is full. */
export const mark = html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
  <circle cx="12" cy="12" r="10.5" /><path d="M12 1.5a10.5 10.5 0 0 0 0 21z" />
</svg>`;
