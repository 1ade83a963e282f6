// SPDX-License-Identifier: Apache-2.0
// The questions, in parts or on one page, as the model file groups them.
import { html, nothing } from 'lit';
import { progress } from '../charts/progress.js';
import { exclusionField, predictorField } from './field.js';
import { waitingView } from './plain-screens.js';
import type { FieldActions, FieldState } from './question.js';
import { breakable, icons, statusNotice, type Content, type Part, type FormScene } from './scene.js';
import type { Answers } from './answers.js';
import type { Judgement } from './judgement.js';

export interface FormState {
  readonly parts: readonly Part[];
  readonly part: number;
  readonly onePage: boolean;
  readonly answers: Answers;
  readonly judgement: Judgement;
}

export interface FormActions extends FieldActions {
  next(): void;
  back(): void;
  onePage(onePage: boolean): void;
  goTo(id: string): void;
  openCard(): void;
}

export function formView(scene: FormScene, state: FormState, actions: FormActions): Content {
  const { words, text } = scene.speech;
  const { parts, part, onePage, judgement } = state;
  const shown = onePage ? parts : parts.slice(part, part + 1);
  const last = onePage || part === parts.length - 1;
  const stepwise = !onePage && parts.length > 1;
  return html`<form
    novalidate
    autocomplete="off"
    @submit=${(event: Event) => {
      event.preventDefault();
      actions.next();
    }}
  >
    ${stepwise && part > 0
      ? html`<button type="button" class="link back" @click=${() => actions.back()}>${icons.back}${words.back}</button>`
      : nothing}
    ${judgement.faults.size > 0
      ? (scene.faults?.summary(judgement.faults, state.answers, actions.goTo) ?? waitingView(words.loadingPart))
      : nothing}
    ${stepwise ? progress(part, parts.length, words.part(part + 1, parts.length)) : nothing}
    ${shown.map((one, index) => section(scene, one, index === 0, state, actions))}
    <div class="side-empty actions">
      <button type="submit" class="main">${last ? words.showResult : words.continue}</button>
      <p class="micro">${words.staysHere}</p>
      ${parts.length > 1
        ? html`<p class="micro">
            ${onePage ? words.partsQuestion : words.onePageQuestion(questionCount(parts))}
            <button type="button" class="link" @click=${() => actions.onePage(!onePage)}>
              ${onePage ? words.showParts : words.showOnePage}
            </button>
          </p>`
        : nothing}
      <p class="micro">
        ${text(scene.model.title)}
        <button type="button" class="link" @click=${() => actions.openCard()}>${words.aboutModel}</button>
      </p>
    </div>
  </form>`;
}

function questionCount(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.exclusions.length + part.predictors.length, 0);
}

function section(
  scene: FormScene,
  part: Part,
  first: boolean,
  { answers, judgement, onePage, part: now }: FormState,
  actions: FormActions,
): Content {
  const title = breakable(part.title);
  const { faults, issues } = judgement;
  const stateOf = (id: string): FieldState => ({ answer: answers.get(id)!, fault: faults.get(id), issues });
  return html`<section class="part">
    <div class="side">
      ${first ? html`<h1 id="title" tabindex="-1">${title}</h1>` : html`<h2>${title}</h2>`}
      ${part.hint === '' ? nothing : html`<p class=${onePage ? 'hint' : 'lead'}>${part.hint}</p>`}
    </div>
    <div class="fields">
      ${first && (onePage || now === 0) ? statusNotice(scene) : nothing}
      ${part.exclusions.map((one) => exclusionField(scene, one, stateOf(one.id), actions))}
      ${part.predictors.map((one) => predictorField(scene, one, stateOf(one.id), actions))}
    </div>
  </section>`;
}
