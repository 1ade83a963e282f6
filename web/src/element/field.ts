// SPDX-License-Identifier: Apache-2.0
// One question: label, hint, fault, control, unit, and what the model can make of "I don't know".
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Exclusion, Predictor } from 'nearside';
import { fetchedPart } from '../fetched-part.js';
import { isDate, isNumber, type Answer } from './answers.js';
import { careAtField } from './care.js';
import { rangeText } from './limits.js';
import { neededFor } from './needed.js';
import { cautioned, described, faultLine, faultRest, fieldId, unknownTick, type FieldActions, type FieldState } from './question.js';
import type { Content, FormScene } from './scene.js';

let dates: typeof import('./date-field.js') | undefined;

/** The question for a date, for a model that asks for one; `attempt` counts from 1. */
export async function fetchDateField(predictors: readonly Predictor[], attempt: number): Promise<void> {
  if (predictors.some(isDate)) dates ??= await fetchedPart(() => import('./date-field.js'), attempt);
}

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
  if (isDate(predictor)) return dates!.dateField(scene, predictor, state, actions);
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
  // 40: what fits beside another on a phone, in two or three lines.
  const rows = predictor.ordered || choices.some((choice) => choice.label.length > 40);
  const question = { id, label: text(label), hint: hints, choices, mayBeUnknown: !required, rows };
  return choiceField(scene, question, state, actions, careAtField(scene, predictor, state.answer));
}

const isYes = (level: string): boolean => level === 'yes' || level === '1';

interface ChoiceQuestion {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly mayBeUnknown: boolean;
  /** Each answer in a row of its own: a scale is read from top to bottom, and long answers need the width. */
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
  const caution = !fault && cautioned(predictor, issues);
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
    ${faultRest(scene, predictor, state, actions)} ${unknownTick(scene, predictor, answer, actions)}
    ${careAtField(scene, predictor, answer)}
  </div>`;
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
