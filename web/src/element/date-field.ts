// SPDX-License-Identifier: Apache-2.0
// A question for a date.
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Predictor } from 'nearside';
import type { DatePart } from './answers.js';
import type { Fault } from './judgement.js';
import { rangeText } from './limits.js';
import { cautioned, described, faultLine, faultRest, fieldId, unknownTick, type FieldActions, type FieldState } from './question.js';
import type { Content, FormScene } from './scene.js';

/** Three boxes in the order of the language: 27 3 2021, 2021 年 3 月 27 日. */
export function dateField(scene: FormScene, predictor: Predictor, state: FieldState, actions: FieldActions): Content {
  const { answer, fault, issues } = state;
  const { speech } = scene;
  const { words } = speech;
  const { id } = predictor;
  const hint = [speech.text(predictor.hint), words.dateHint, rangeText(scene, predictor, '')].filter(Boolean);
  const caution = !fault && cautioned(predictor, issues);
  const wrong = fault === undefined ? [] : wrongParts(fault);
  // The box that a link or a way back leads to bears the field's own id.
  const first = words.dateOrder.find((part) => wrong.includes(part)) ?? words.dateOrder[0];
  return html`<fieldset
    class="field"
    aria-describedby=${`${described(id, true, fault !== undefined)}${caution ? ` ${fieldId(id)}-care` : ''}`}
  >
    <legend class="label">${speech.text(predictor.label)}</legend>
    <p class="hint" id="${fieldId(id)}-hint">${hint.join(speech.gap)}</p>
    ${faultLine(scene, id, fault, predictor, answer)}
    <div class="controls date">
      ${words.dateOrder.map(
        (part) => html`<label>
          <span>${words.dateParts[part]}</span>
          <input
            class="number ${part} ${wrong.includes(part) ? 'wrong' : caution ? 'careful' : ''}"
            id=${part === first ? fieldId(id) : `${fieldId(id)}-${part}`}
            type="text"
            inputmode="numeric"
            autocomplete="off"
            maxlength="10"
            aria-invalid=${wrong.includes(part) ? 'true' : nothing}
            aria-describedby=${wrong.includes(part) ? `${fieldId(id)}-fault` : nothing}
            aria-required=${predictor.required ? 'true' : nothing}
            .value=${live(answer.date[part])}
            @input=${(event: InputEvent) => actions.typedDate(id, part, (event.currentTarget as HTMLInputElement).value)}
            @blur=${() => actions.settled(id)}
          />
        </label>`,
      )}
    </div>
    ${faultRest(scene, predictor, state, actions)} ${unknownTick(scene, predictor, answer, actions)}
  </fieldset>`;
}

function wrongParts(fault: Fault): readonly DatePart[] {
  if (fault.kind === 'dateNeeds') return fault.parts;
  if ('part' in fault && fault.part !== undefined) return [fault.part];
  return ['day', 'month', 'year'];
}
