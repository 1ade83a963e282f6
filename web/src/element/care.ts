// SPDX-License-Identifier: Apache-2.0
// Words that a model file ties to an answer, shown as soon as it is given; and whom to call in a crisis.
import { html, nothing } from 'lit';
import type { Care, Predictor } from 'nearside';
import list from '../crisis-contacts.json' with { type: 'json' };
import { countedValue, type Answer, type Answers } from './answers.js';
import { icons, type Content, type Scene } from './scene.js';

/** What is to be said about this answer now. */
export function careOf(predictor: Predictor, answer: Answer | undefined): readonly Care[] {
  const value = countedValue(predictor, answer);
  if (value === undefined) return [];
  return predictor.care.filter(({ from, to }) => (from === null || value >= from) && (to === null || value <= to));
}

/** Under the field. The region is there from the start, so that a screen reader tells what comes into it. */
export function careAtField(scene: Scene, predictor: Predictor, answer: Answer): Content {
  if (predictor.care.length === 0) return nothing;
  return html`<div class="care-now" role="status">${careOf(predictor, answer).map((care) => notice(scene, care))}</div>`;
}

/** All of it again beside a result or a refusal. */
export function careOfAll(scene: Scene, answers: Answers): Content {
  const all = scene.model.schema.predictors.flatMap((predictor) => careOf(predictor, answers.get(predictor.id)));
  return all.length === 0 ? nothing : html`<div class="care-now">${all.map((care) => notice(scene, care))}</div>`;
}

function notice({ speech }: Scene, { kind, text }: Care): Content {
  if (kind === 'advice') return html`<div class="notice care">${icons.care}<p>${speech.text(text)}</p></div>`;
  const { words } = speech;
  return html`<div class="notice crisis">
    ${icons.phone}
    <div>
      <p class="crisis-title"><strong>${words.crisisTitle}</strong></p>
      <p>${speech.text(text)}</p>
      <ul>
        ${contactsFor(speech.language).map(
          ({ name, call, text: message }) => html`<li>
            ${speech.text(name)}<br /><a class="call" href="tel:${call.replace(/\s/g, '')}">${words.call(call)}</a>
            ${message === '' ? nothing : words.orText(message)}
          </li>`,
        )}
      </ul>
    </div>
  </div>`;
}

type Contact = (typeof list.contacts)[number];

/** Members of the European Union, which share 112. */
const union = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/** Those of the person's country, as far as the browser's languages name one; else all of the page's language. */
export function contactsFor(language: string, tags: readonly string[] = [document.documentElement.lang, ...navigator.languages]): readonly Contact[] {
  for (const tag of tags) {
    const region = /[-_]([A-Z]{2})\b/.exec(tag)?.[1];
    if (region === undefined) continue;
    const own = list.contacts.filter(({ locale }) => locale.endsWith(`-${region}`));
    const shared = union.includes(region) ? list.contacts.filter(({ locale }) => locale === 'und-EU') : [];
    if (own.length + shared.length > 0) return [...own, ...shared];
  }
  return list.contacts.filter(({ locale }) => locale.startsWith(language) || (language === 'en' && locale === 'und-EU'));
}
