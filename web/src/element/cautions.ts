// SPDX-License-Identifier: Apache-2.0
// What to mind when reading a number: answers that were filled in, or lie beyond the studies.
import { html, nothing } from 'lit';
import type { Issue, Predictor } from 'nearside';
import type { Answer } from './answers.js';
import { answerText } from './answers-used.js';
import { fillText } from './fill.js';
import { coveredText } from './limits.js';
import type { ResultActions, ResultState } from './result.js';
import { breakable, icons, type Content, type Scene } from './scene.js';

export function cautions(scene: Scene, { prediction, answers }: ResultState, actions: ResultActions): Content {
  const { words } = scene.speech;
  const issues = prediction.issues.filter(({ weight }) => weight === 'caution');
  if (issues.length === 0) return nothing;
  return html`<div class="notice care">
    ${icons.care}
    <div>
      <h2>${breakable(words.cautionsTitle(issues.length))}</h2>
      <ul class="rings">
        ${issues.map((issue) => {
          const predictor = scene.model.schema.predictors.find(({ id }) => id === issue.predictor);
          return html`<li>
            ${predictor ? cautionText(scene, predictor, answers.get(predictor.id), issue) : words.otherCaution(issue.code)}
            ${predictor
              ? html`<button type="button" class="link" @click=${() => actions.change(predictor.id)}>${words.changeThis}</button>`
              : nothing}
          </li>`;
        })}
      </ul>
    </div>
  </div>`;
}

function cautionText(scene: Scene, predictor: Predictor, answer: Answer | undefined, issue: Issue): Content {
  const { speech } = scene;
  const { words } = speech;
  const label = speech.text(predictor.label);
  const ucum = answer?.unit ?? '';
  if (issue.code === 'imputed') {
    return html`<strong>${words.notKnown(label)}</strong>${speech.gap}${fillText(scene, predictor, ucum, issue)}`;
  }
  const shown = words.valueOf(label, answerText(scene, predictor, answer));
  if (issue.code !== 'outside_development_range') {
    return html`<strong>${shown}</strong>${speech.gap}${words.otherCaution(issue.code)}`;
  }
  return html`<strong>${shown}</strong>${speech.gap}${coveredText(scene, predictor, ucum)}${speech.gap}${words.fewLikeYou}`;
}
