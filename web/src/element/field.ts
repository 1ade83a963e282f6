// SPDX-License-Identifier: Apache-2.0
// One question: label, hint, fault, control, unit, and what the model can make of "I don't know".
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Exclusion, Issue, Predictor, Range, Unit } from 'nearside';
import { inUnit, isDate, isNumber, isOptional, rangeIn, unitOf, type Answer, type DatePart, type Fault } from './answers.js';
import { careAtField } from './care.js';
import { neededFor } from './needed.js';
import { icons, type Content, type FormScene } from './scene.js';

export interface FieldActions {
  typed(id: string, text: string): void;
  typedDate(id: string, part: DatePart, text: string): void;
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

export function exclusionField(scene: FormScene, exclusion: Exclusion, state: FieldState, actions: FieldActions): Content {
  const { words, text } = scene.speech;
  const { id, question, hint } = exclusion;
  const choices = [
    { id: 'yes', label: words.yes },
    { id: 'no', label: words.no },
  ];
  return choiceField(scene, { id, label: text(question), hint: text(hint), choices, mayBeUnknown: false }, state, actions);
}

export function predictorField(scene: FormScene, predictor: Predictor, state: FieldState, actions: FieldActions): Content {
  if (isDate(predictor)) return dateField(scene, predictor, state, actions);
  if (isNumber(predictor)) return numberField(scene, predictor, state, actions);
  const { words, text } = scene.speech;
  const { id, label, hint, required } = predictor;
  const plain: Readonly<Record<string, string>> = { yes: words.yes, no: words.no };
  const choices = predictor.levels.map((level) => ({
    id: level.id,
    label: (predictor.kind === 'boolean' && plain[level.id]) || text(level.label),
  }));
  // Yes comes first, in whatever order the file lists the levels.
  if (predictor.kind === 'boolean') choices.sort((a, b) => Number(isYes(b.id)) - Number(isYes(a.id)));
  const hints = [text(hint), neededFor(scene, predictor)].filter(Boolean).join(scene.speech.gap);
  const question = { id, label: text(label), hint: hints, choices, mayBeUnknown: !required, rows: predictor.ordered };
  return choiceField(scene, question, state, actions, careAtField(scene, predictor, state.answer));
}

const isYes = (level: string): boolean => level === 'yes' || level === '1';

interface ChoiceQuestion {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly mayBeUnknown: boolean;
  /** Each answer in a row of its own: a scale is read from top to bottom. */
  readonly rows?: boolean;
}

function choiceField(
  scene: FormScene,
  question: ChoiceQuestion,
  { answer, fault }: FieldState,
  actions: FieldActions,
  care: Content = nothing,
): Content {
  const { id, label, hint, choices, mayBeUnknown, rows } = question;
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
    <div class=${rows ? 'choices rows' : 'choices'}>
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
    ${care}
  </fieldset>`;
}

function numberField(scene: FormScene, predictor: Predictor, state: FieldState, actions: FieldActions): Content {
  const { answer, fault, issues } = state;
  const { speech } = scene;
  const { id } = predictor;
  const label = speech.text(predictor.label);
  const hint = [speech.text(predictor.hint), rangeText(scene, predictor, answer.unit), neededFor(scene, predictor)].filter(Boolean);
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
    ${unknownTick(scene, predictor, answer, actions)} ${careAtField(scene, predictor, answer)}
  </div>`;
}

function unknownTick({ speech, model }: FormScene, predictor: Predictor, answer: Answer, actions: FieldActions): Content {
  const { id, label, required } = predictor;
  if (required || isOptional(model, predictor)) return nothing;
  const { words, text } = speech;
  return html`<label class="tick">
    <input
      type="checkbox"
      autocomplete="off"
      aria-label=${words.summaryLine(text(label), words.dontKnow)}
      .checked=${live(answer.unknown)}
      @change=${(event: Event) => actions.unknown(id, (event.currentTarget as HTMLInputElement).checked)}
    />
    <span>${words.dontKnow}</span>
  </label>`;
}

/** Three boxes in the order of the language: 27 3 2021, 2021 年 3 月 27 日. */
function dateField(scene: FormScene, predictor: Predictor, { answer, fault, issues }: FieldState, actions: FieldActions): Content {
  const { speech } = scene;
  const { words } = speech;
  const { id } = predictor;
  const hint = [speech.text(predictor.hint), words.dateHint, rangeText(scene, predictor, '')].filter(Boolean);
  const caution = fault ? undefined : issues.find((issue) => issue.predictor === id && issue.code === 'outside_development_range');
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
    ${mends(scene, predictor, fault, actions)} ${caution ? cautionLine(scene, predictor, '') : nothing}
    ${unknownTick(scene, predictor, answer, actions)}
  </fieldset>`;
}

function wrongParts(fault: Fault): readonly DatePart[] {
  if (fault.kind === 'dateNeeds') return fault.parts;
  if ('part' in fault && fault.part !== undefined) return [fault.part];
  return ['day', 'month', 'year'];
}

function described(id: string, hint: boolean, fault: boolean): string {
  return `${hint ? `${fieldId(id)}-hint` : ''}${fault ? ` ${fieldId(id)}-fault` : ''}`.trim();
}

function rangeText({ speech }: FormScene, predictor: Predictor, ucum: string): string {
  const { words } = speech;
  if (predictor.hard === null) return predictor.kind === 'integer' ? words.wholeNumber : '';
  const unit = unitOf(predictor, ucum);
  const { low, high } = limitsIn(speech, predictor, predictor.hard, unit);
  return words.range(low, high, unit ? `\u00a0${speech.unit(unit)}` : '');
}

/** Both ends as people read them. */
function limitsIn({ day, number }: FormScene['speech'], predictor: Predictor, range: Range, unit: Unit | undefined) {
  if (isDate(predictor)) return { low: day(Math.ceil(range.low)), high: day(Math.floor(range.high)) };
  const { low, high } = rangeIn(range, unit);
  return { low: number(low), high: number(high) };
}

/** A value that was entered: the figures as typed, or a date. */
function enteredText({ day, number }: FormScene['speech'], predictor: Predictor | undefined, value: number): string {
  return predictor && isDate(predictor) ? day(value) : number(value, 15);
}

function unitControl(scene: FormScene, predictor: Predictor, answer: Answer, label: string, actions: FieldActions): Content {
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
function faultLine(scene: FormScene, id: string, fault: Fault | undefined, predictor?: Predictor, answer?: Answer): Content {
  if (fault === undefined) return nothing;
  return html`<p class="fault" id="${fieldId(id)}-fault">
    ${icons.stop}<span>${faultText(scene, fault, predictor, answer)}</span>
  </p>`;
}

function faultText({ speech }: FormScene, fault: Fault, predictor?: Predictor, answer?: Answer): string {
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

/** "This model takes 20 to 800 mg/dL." */
export function takesText(speech: FormScene['speech'], predictor: Predictor | undefined, ucum: string): string {
  if (!predictor?.hard) return '';
  const unit = unitOf(predictor, ucum);
  const { low, high } = limitsIn(speech, predictor, predictor.hard, unit);
  return speech.words.takes(low, high, unit ? `\u00a0${speech.unit(unit)}` : '');
}

/** The fault in a few words, for the summary. */
export function faultInShort({ speech }: FormScene, fault: Fault, predictor: Predictor | undefined, ucum: string): string {
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
function mends({ speech }: FormScene, predictor: Predictor, fault: Fault | undefined, actions: FieldActions): Content {
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
      ${words.isRight(enteredText(speech, predictor, fault.value))}
    </button>
  </div>`;
}

function cautionLine(scene: FormScene, predictor: Predictor, ucum: string): Content {
  const { words, gap } = scene.speech;
  return html`<p class="caution" id="${fieldId(predictor.id)}-care">
    ${icons.care}<span>${coveredText(scene, predictor, ucum)}${gap}${words.goOn}</span>
  </p>`;
}

/** "The studies covered 18.5 to 39.9." */
export function coveredText({ speech }: FormScene, predictor: Predictor, ucum: string): string {
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
