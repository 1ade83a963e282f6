// SPDX-License-Identifier: Apache-2.0
// One question: label, hint, fault, control, unit, and what the model can make of "I don't know".
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Exclusion, Issue, Predictor } from 'nearside';
import { inUnit, isNumber, rangeIn, unitOf, type Answer, type Fault } from './answers.js';
import { icons, type Content, type Scene } from './scene.js';

export interface FieldActions {
  typed(id: string, text: string): void;
  settled(id: string): void;
  unit(predictor: Predictor, ucum: string): void;
  mendUnit(id: string, ucum: string): void;
  insist(id: string): void;
  unknown(id: string, unknown: boolean): void;
  choose(id: string, choice: string): void;
}

/** What stands at a question now. */
export interface FieldState {
  readonly answer: Answer;
  readonly fault: Fault | undefined;
  readonly issues: readonly Issue[];
}

export const fieldId = (id: string): string => `field-${id}`;

export function exclusionField(scene: Scene, exclusion: Exclusion, state: FieldState, actions: FieldActions): Content {
  const { words, text } = scene.speech;
  const { id, question, hint } = exclusion;
  const choices = [
    { id: 'yes', label: words.yes },
    { id: 'no', label: words.no },
  ];
  return choiceField(scene, { id, label: text(question), hint: text(hint), choices, mayBeUnknown: false }, state, actions);
}

export function predictorField(scene: Scene, predictor: Predictor, state: FieldState, actions: FieldActions): Content {
  if (isNumber(predictor)) return numberField(scene, predictor, state, actions);
  const { words, text } = scene.speech;
  const { id, label, hint, required } = predictor;
  const plain: Readonly<Record<string, string>> = { yes: words.yes, no: words.no };
  const choices = predictor.levels.map((level) => ({
    id: level.id,
    label: (predictor.kind === 'boolean' && plain[level.id]) || text(level.label),
  }));
  // Yes comes first, in whatever order the file lists the levels.
  if (predictor.kind === 'boolean') choices.sort((a, b) => Number(b.id === 'yes') - Number(a.id === 'yes'));
  return choiceField(scene, { id, label: text(label), hint: text(hint), choices, mayBeUnknown: !required }, state, actions);
}

interface ChoiceQuestion {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly mayBeUnknown: boolean;
}

function choiceField(scene: Scene, question: ChoiceQuestion, { answer, fault }: FieldState, actions: FieldActions): Content {
  const { id, label, hint, choices, mayBeUnknown } = question;
  const { words } = scene.speech;
  const all = mayBeUnknown ? [...choices, { id: '', label: words.dontKnow }] : choices;
  return html`<fieldset
    class="field"
    aria-describedby=${described(id, hint !== '', fault !== undefined)}
    aria-invalid=${fault ? 'true' : nothing}
  >
    <legend class="label">${label}</legend>
    ${hint === '' ? nothing : html`<p class="hint" id="${fieldId(id)}-hint">${hint}</p>`}
    ${faultLine(scene, id, fault)}
    <div class="choices">
      ${all.map(
        (choice, index) => html`<label class=${fault ? 'choice wrong' : 'choice'}>
          <input
            type="radio"
            name=${fieldId(id)}
            id=${index === 0 ? fieldId(id) : nothing}
            value=${choice.id}
            autocomplete="off"
            .checked=${live(choice.id === '' ? answer.unknown : answer.choice === choice.id)}
            @change=${() => (choice.id === '' ? actions.unknown(id, true) : actions.choose(id, choice.id))}
          />
          <span>${choice.label}</span>
        </label>`,
      )}
    </div>
  </fieldset>`;
}

function numberField(scene: Scene, predictor: Predictor, state: FieldState, actions: FieldActions): Content {
  const { answer, fault, issues } = state;
  const { speech } = scene;
  const { words } = speech;
  const { id } = predictor;
  const label = speech.text(predictor.label);
  const hint = [speech.text(predictor.hint), rangeText(scene, predictor, answer.unit)].filter(Boolean);
  const caution = fault ? undefined : issues.find((issue) => issue.predictor === id && issue.code === 'outside_development_range');
  const describedBy = `${described(id, hint.length > 0, fault !== undefined)}${caution ? ` ${fieldId(id)}-care` : ''}`;
  return html`<div class="field">
    <label class="label" for=${fieldId(id)}>${label}</label>
    ${hint.length === 0 ? nothing : html`<p class="hint" id="${fieldId(id)}-hint">${hint.join(speech.gap)}</p>`}
    ${faultLine(scene, id, fault, predictor, answer)}
    <div class="controls">
      <input
        class=${fault ? 'number wrong' : caution ? 'number careful' : 'number'}
        id=${fieldId(id)}
        type="text"
        inputmode="decimal"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        maxlength="40"
        aria-describedby=${describedBy.trim() || nothing}
        aria-invalid=${fault ? 'true' : nothing}
        aria-required=${predictor.required ? 'true' : nothing}
        .value=${live(answer.text)}
        @input=${(event: InputEvent) => actions.typed(id, (event.currentTarget as HTMLInputElement).value)}
        @blur=${() => actions.settled(id)}
      />
      ${unitControl(scene, predictor, answer, label, actions)}
    </div>
    ${mends(scene, predictor, fault, actions)} ${caution ? cautionLine(scene, predictor, answer.unit) : nothing}
    ${predictor.required
      ? nothing
      : html`<label class="tick">
          <input
            type="checkbox"
            autocomplete="off"
            aria-label=${words.summaryLine(label, words.dontKnow)}
            .checked=${live(answer.unknown)}
            @change=${(event: Event) => actions.unknown(id, (event.currentTarget as HTMLInputElement).checked)}
          />
          <span>${words.dontKnow}</span>
        </label>`}
  </div>`;
}

function described(id: string, hint: boolean, fault: boolean): string {
  return `${hint ? `${fieldId(id)}-hint` : ''}${fault ? ` ${fieldId(id)}-fault` : ''}`.trim();
}

function rangeText({ speech }: Scene, predictor: Predictor, ucum: string): string {
  const { words } = speech;
  if (predictor.hard === null) return predictor.kind === 'integer' ? words.wholeNumber : '';
  const unit = unitOf(predictor, ucum);
  const { low, high } = rangeIn(predictor.hard, unit);
  return words.range(speech.number(low), speech.number(high), unit ? `\u00a0${speech.unit(unit)}` : '');
}

function unitControl(scene: Scene, predictor: Predictor, answer: Answer, label: string, actions: FieldActions): Content {
  const { speech } = scene;
  const [only, ...others] = predictor.units;
  if (only === undefined) return nothing;
  if (others.length === 0) return html`<span class="unit">${speech.unit(only)}</span>`;
  return html`<fieldset class="switch">
    <legend class="unseen">${speech.words.unitOf(label)}</legend>
    ${predictor.units.map(
      (unit) => html`<label>
        <input
          type="radio"
          name="${fieldId(predictor.id)}-unit"
          value=${unit.ucum}
          autocomplete="off"
          .checked=${live(answer.unit === unit.ucum)}
          @change=${() => actions.unit(predictor, unit.ucum)}
        /><span>${speech.unit(unit)}</span>
      </label>`,
    )}
  </fieldset>`;
}

/** The fault at the field, in words. */
function faultLine(scene: Scene, id: string, fault: Fault | undefined, predictor?: Predictor, answer?: Answer): Content {
  if (fault === undefined) return nothing;
  return html`<p class="fault" id="${fieldId(id)}-fault">
    ${icons.stop}<span>${faultText(scene, fault, predictor, answer)}</span>
  </p>`;
}

function faultText({ speech }: Scene, fault: Fault, predictor?: Predictor, answer?: Answer): string {
  const { words } = speech;
  switch (fault.kind) {
    case 'empty':
      return predictor?.required === false ? words.enterNumberOrUnknown : words.enterNumber;
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
      const slip = words.slip(speech.number(fault.value, 15), speech.unit(fault.slip));
      return `${takes}${speech.gap}${slip}`;
    }
  }
}

/** "This model takes 20 to 800 mg/dL." */
export function takesText(speech: Scene['speech'], predictor: Predictor | undefined, ucum: string): string {
  if (!predictor?.hard) return '';
  const unit = unitOf(predictor, ucum);
  const { low, high } = rangeIn(predictor.hard, unit);
  return speech.words.takes(speech.number(low), speech.number(high), unit ? `\u00a0${speech.unit(unit)}` : '');
}

/** The fault in a few words, for the summary. */
export function faultInShort({ speech }: Scene, fault: Fault, predictor: Predictor | undefined, ucum: string): string {
  const { words } = speech;
  switch (fault.kind) {
    case 'empty':
      return words.summaryEnter;
    case 'unchosen':
      return predictor === undefined || predictor.kind === 'boolean' ? words.summaryChooseYesNo : words.summaryChoose;
    case 'whole':
      return words.summaryWhole;
    case 'comma':
    case 'notNumber':
      return words.summaryNumber(fault.text);
    case 'outside': {
      const value = speech.number(fault.value, 15);
      const unit = predictor && unitOf(predictor, ucum);
      if (fault.slip !== null) return words.summaryUnit(value, speech.unit(unit));
      const range = predictor?.hard && rangeIn(predictor.hard, unit);
      return range ? words.summaryRange(value, speech.number(range.low), speech.number(range.high)) : words.summaryEnter;
    }
  }
}

/** Ways out of a value beyond the limits: the other unit, or a refusal instead of a correction. */
function mends({ speech }: Scene, predictor: Predictor, fault: Fault | undefined, actions: FieldActions): Content {
  if (fault?.kind !== 'outside') return nothing;
  const { slip } = fault;
  const { words } = speech;
  return html`<div class="mends">
    ${slip === null
      ? nothing
      : html`<button type="button" class="second small" @click=${() => actions.mendUnit(predictor.id, slip.ucum)}>
          ${words.slipMend(speech.unit(slip))}
        </button>`}
    <button type="button" class="second small" @click=${() => actions.insist(predictor.id)}>
      ${words.isRight(speech.number(fault.value, 15))}
    </button>
  </div>`;
}

function cautionLine(scene: Scene, predictor: Predictor, ucum: string): Content {
  const { words, gap } = scene.speech;
  return html`<p class="caution" id="${fieldId(predictor.id)}-care">
    ${icons.care}<span>${coveredText(scene, predictor, ucum)}${gap}${words.goOn}</span>
  </p>`;
}

/** "The studies covered 18.5 to 39.9." */
export function coveredText({ speech }: Scene, predictor: Predictor, ucum: string): string {
  const range = predictor.development;
  if (range === null) return '';
  const unit = unitOf(predictor, ucum);
  const shown = (value: number): string => speech.number(inUnit(value, unit), 3);
  return speech.words.covered(shown(range.low), shown(range.high));
}
