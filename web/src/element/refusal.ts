// SPDX-License-Identifier: Apache-2.0
// No number: why, and what to do.
import { html, nothing } from 'lit';
import type { Issue, Prediction } from 'nearside';
import type { Answers } from './answers.js';
import { absentReasons } from './absent.js';
import { careOfAll } from './care.js';
import { takesText } from './limits.js';
import { answerText } from './answers-used.js';
import { breakable, icons, type Content, type Scene } from './scene.js';

export interface RefusalActions {
  change(id?: string): void;
  openCard(): void;
  finish(): void;
}

export function refusalView(scene: Scene, prediction: Prediction, answers: Answers, actions: RefusalActions): Content {
  const { words } = scene.speech;
  const reasons = prediction.issues.filter(({ weight }) => weight === 'refuse');
  if (reasons.length === 0) return missingView(scene, prediction, answers, actions);
  return html`<div class="frame">
    <button type="button" class="link back" @click=${() => actions.change(reasons[0]?.predictor)}>
      ${icons.back}${words.changeAnswer}
    </button>
    <h1 id="title" tabindex="-1">${breakable(words.refusedTitle)}</h1>
    <div class="narrow">
      ${careOfAll(scene, answers)} ${reasons.map((issue) => reason(scene, issue, answers))}
      <section class="ruled">
        <h2>${words.whatYouCanDo}</h2>
        <ul class="rings">
          ${words.todo.map((line) => html`<li>${line}</li>`)}
        </ul>
        <div class="notice calm">${icons.phone}<p>${words.emergency}</p></div>
      </section>
      <div class="actions">
        <button type="button" class="main" @click=${() => actions.finish()}>${words.finish}</button>
        <button type="button" class="second" @click=${() => actions.change(reasons[0]?.predictor)}>${words.byMistake}</button>
        <p class="micro"><button type="button" class="link" @click=${() => actions.openCard()}>${words.aboutModel}</button></p>
      </div>
    </div>
  </div>`;
}

/** No single answer stands against a number, but each result lacks what it needs, or is not defined for the answers. */
function missingView(scene: Scene, prediction: Prediction, answers: Answers, actions: RefusalActions): Content {
  const { words } = scene.speech;
  const lacking = prediction.absent.some(({ reason }) => reason === 'needs_value');
  return html`<div class="frame">
    <button type="button" class="link back" @click=${() => actions.change()}>${icons.back}${words.changeAnswer}</button>
    <h1 id="title" tabindex="-1">${breakable(lacking ? words.missingTitle : words.refusedTitle)}</h1>
    <div class="narrow">
      ${careOfAll(scene, answers)}
      ${lacking ? html`<p class="lead">${words.missingLead}</p>` : nothing}
      ${absentReasons(scene, prediction, answers, actions.change)}
      <div class="actions">
        <button type="button" class="main" @click=${() => actions.change()}>${words.changeAnswers}</button>
        <button type="button" class="second" @click=${() => actions.finish()}>${words.finish}</button>
        <p class="micro"><button type="button" class="link" @click=${() => actions.openCard()}>${words.aboutModel}</button></p>
      </div>
    </div>
  </div>`;
}

function reason(scene: Scene, issue: Issue, answers: Answers): Content {
  const { speech, model } = scene;
  const { words, text } = speech;
  const answer = answers.get(issue.predictor);
  const exclusion = model.schema.exclusions.find(({ id }) => id === issue.predictor);
  const predictor = model.schema.predictors.find(({ id }) => id === issue.predictor);
  let first = issue.code;
  let then = words.limitsAreInputs;
  if (exclusion !== undefined) {
    first = words.youAnswered(text(exclusion.question), answer?.choice === 'yes' ? words.yes : words.no);
    then = text(exclusion.reason);
  } else if (predictor !== undefined) {
    const value = answerText(scene, predictor, answer);
    first = value === '' ? words.youLeft(text(predictor.label)) : words.youEntered(text(predictor.label), value);
    then = [takesText(speech, predictor, answer?.unit ?? ''), words.limitsAreInputs].join(speech.gap);
  }
  return html`<div class="notice stop">
    ${icons.stop}
    <p><strong class="line">${first}</strong>${then}</p>
  </div>`;
}
