// SPDX-License-Identifier: Apache-2.0
// What cannot be used yet, in words: at the field with the ways out, and all of it at the top, each a link to its field.
import { html, nothing } from 'lit';
import type { Predictor } from 'nearside';
import { isDate, type Answer, type Answers } from './answers.js';
import { unitOf } from './units.js';
import type { Fault } from './judgement.js';
import { coveredText, enteredText, limitsIn, takesText } from './limits.js';
import { fieldId, type FaultViews, type FieldActions } from './question.js';
import { icons, type Content, type Scene } from './scene.js';

export function faultViews(scene: Scene): FaultViews {
  return {
    summary: (faults, answers, goTo) => summary(scene, faults, answers, goTo),
    line: (id, fault, predictor, answer) => line(scene, id, fault, predictor, answer),
    mends: (predictor, fault, actions) => mends(scene, predictor, fault, actions),
    caution: (predictor, ucum) => caution(scene, predictor, ucum),
  };
}

/** It takes focus when it appears. */
function summary(
  scene: Scene,
  faults: ReadonlyMap<string, Fault>,
  answers: Answers,
  goTo: (id: string) => void,
): Content {
  const { words, text } = scene.speech;
  const { predictors, exclusions } = scene.model.schema;
  return html`<div class="notice stop summary" id="summary" role="alert" tabindex="-1" aria-labelledby="summary-title">
    ${icons.stop}
    <div>
      <h2 id="summary-title">${words.faultsTitle(faults.size)}</h2>
      <ul>
        ${[...faults].map(([id, fault]) => {
          const predictor = predictors.find((one) => one.id === id);
          const label = text(predictor?.label ?? exclusions.find((one) => one.id === id)?.question);
          return html`<li>
            <a
              href="#field-${id}"
              @click=${(event: Event) => {
                event.preventDefault();
                goTo(id);
              }}
              >${words.summaryLine(label.replace(/[?？]$/, ''), faultInShort(scene, fault, predictor, answers.get(id)?.unit ?? ''))}</a
            >
          </li>`;
        })}
      </ul>
    </div>
  </div>`;
}

/** The fault at the field, in words. */
function line(scene: Scene, id: string, fault: Fault, predictor?: Predictor, answer?: Answer): Content {
  return html`<p class="fault" id="${fieldId(id)}-fault">
    ${icons.stop}<span>${faultText(scene, fault, predictor, answer)}</span>
  </p>`;
}

function faultText({ speech }: Scene, fault: Fault, predictor?: Predictor, answer?: Answer): string {
  const { words } = speech;
  switch (fault.kind) {
    case 'empty':
      if (predictor && isDate(predictor)) return predictor.required ? words.enterDate : words.enterDateOrUnknown;
      return predictor?.required === false ? words.enterNumberOrUnknown : words.enterNumber;
    case 'dateNeeds':
      return words.dateNeeds(fault.parts);
    case 'noDate':
      return words.noDate[fault.part];
    case 'unchosen':
      return predictor === undefined || predictor.kind === 'boolean' ? words.chooseYesNo : words.chooseOne;
    case 'whole':
      return words.notWhole;
    case 'comma':
      return words.comma(fault.text);
    case 'notNumber':
      return words.notNumber(fault.text);
    case 'outside': {
      const takes = takesText(speech, predictor, answer?.unit ?? '');
      if (fault.slip === null) return takes;
      const slip = words.slip(enteredText(speech, predictor, fault.value), speech.unit(fault.slip));
      return `${takes}${speech.gap}${slip}`;
    }
  }
}

/** The fault in a few words, for the summary. */
function faultInShort({ speech }: Scene, fault: Fault, predictor: Predictor | undefined, ucum: string): string {
  const { words } = speech;
  switch (fault.kind) {
    case 'empty':
      return predictor && isDate(predictor) ? words.summaryDate : words.summaryEnter;
    case 'dateNeeds':
      return words.summaryDateNeeds(fault.parts);
    case 'noDate':
      return words.summaryNoDate;
    case 'unchosen':
      return predictor === undefined || predictor.kind === 'boolean' ? words.summaryChooseYesNo : words.summaryChoose;
    case 'whole':
      return words.summaryWhole;
    case 'comma':
    case 'notNumber':
      return words.summaryNumber(fault.text);
    case 'outside': {
      const value = enteredText(speech, predictor, fault.value);
      const unit = predictor && unitOf(predictor, ucum);
      if (fault.slip !== null) return words.summaryUnit(value, speech.unit(unit));
      const range = predictor?.hard && limitsIn(speech, predictor, predictor.hard, unit);
      return range ? words.summaryRange(value, range.low, range.high) : words.summaryEnter;
    }
  }
}

/** Ways out of a value beyond the limits: the other unit, or a refusal instead of a correction. */
function mends({ speech }: Scene, predictor: Predictor, fault: Fault, actions: FieldActions): Content {
  if (fault.kind !== 'outside') return nothing;
  const { slip } = fault;
  const { words } = speech;
  return html`<div class="mends">
    ${slip === null
      ? nothing
      : html`<button type="button" class="second small" @click=${() => actions.mendUnit(predictor.id, slip.ucum)}>
          ${words.slipMend(speech.unit(slip))}
        </button>`}
    <button type="button" class="second small" @click=${() => actions.insist(predictor.id)}>
      ${words.isRight(enteredText(speech, predictor, fault.value))}
    </button>
  </div>`;
}

function caution(scene: Scene, predictor: Predictor, ucum: string): Content {
  const { words, gap } = scene.speech;
  return html`<p class="caution" id="${fieldId(predictor.id)}-care">
    ${icons.care}<span>${coveredText(scene, predictor, ucum)}${gap}${words.goOn}</span>
  </p>`;
}
