// SPDX-License-Identifier: Apache-2.0
// What questions for numbers, choices and dates have in common.
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Issue, Predictor } from 'nearside';
import { isOptional, type Answer, type Answers, type DatePart } from './answers.js';
import type { Fault } from './judgement.js';
import type { Content, FormScene } from './scene.js';

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

/** Faults in words, which come after the form: faults.ts. */
export interface FaultViews {
  summary(faults: ReadonlyMap<string, Fault>, answers: Answers, goTo: (id: string) => void): Content;
  line(id: string, fault: Fault, predictor?: Predictor, answer?: Answer): Content;
  mends(predictor: Predictor, fault: Fault, actions: FieldActions): Content;
  caution(predictor: Predictor, ucum: string): Content;
}

/** The fault at the field, in words. */
export function faultLine({ faults }: FormScene, id: string, fault: Fault | undefined, predictor?: Predictor, answer?: Answer): Content {
  return (fault && faults?.line(id, fault, predictor, answer)) ?? nothing;
}

/** Below the control: ways out of a fault, or that the value is beyond what the studies covered. */
export function faultRest(scene: FormScene, predictor: Predictor, { answer, fault, issues }: FieldState, actions: FieldActions): Content {
  if (fault) return scene.faults?.mends(predictor, fault, actions) ?? nothing;
  return (cautioned(predictor, issues) && scene.faults?.caution(predictor, answer.unit)) || nothing;
}

/** The value is beyond what the studies covered. */
export const cautioned = ({ id }: Predictor, issues: readonly Issue[]): boolean =>
  issues.some((issue) => issue.predictor === id && issue.code === 'outside_development_range');

export function unknownTick({ speech, model }: FormScene, predictor: Predictor, answer: Answer, actions: FieldActions): Content {
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

export function described(id: string, hint: boolean, fault: boolean): string {
  return `${hint ? `${fieldId(id)}-hint` : ''}${fault ? ` ${fieldId(id)}-fault` : ''}`.trim();
}
