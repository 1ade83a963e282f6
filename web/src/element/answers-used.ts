// SPDX-License-Identifier: Apache-2.0
// The answers that a result was worked out from, as they were given or filled in.
import { html, nothing } from 'lit';
import type { Predictor } from 'nearside';
import { dayOf, isDate, isNumber, parsed, type Answer } from './answers.js';
import { filledText } from './fill.js';
import type { ResultState } from './result.js';
import { icons, type Content, type Scene } from './scene.js';
import { unitOf } from './units.js';

export function answersUsed(scene: Scene, { prediction, answers }: ResultState): Content {
  const { speech, model } = scene;
  const { words } = speech;
  const exclusions = model.schema.exclusions.map((one) => {
    const answer = answers.get(one.id)?.choice === 'yes' ? words.yes : words.no;
    return row(speech.text(one.question), answer, nothing);
  });
  return html`<table class="answers-used">
    <tbody>
      ${exclusions}
      ${model.schema.predictors.map((predictor) => {
        const answer = answers.get(predictor.id);
        const of = prediction.issues.filter((issue) => issue.predictor === predictor.id);
        const imputed = of.find(({ code }) => code === 'imputed');
        const value = imputed
          ? filledText(scene, predictor, answer?.unit ?? '', imputed)
          : answerText(scene, predictor, answer);
        const outside = of.some(({ code }) => code === 'outside_development_range');
        const left = value === '' ? words.empty : value;
        const flag = imputed ? words.filledIn : outside ? words.outside : '';
        return row(
          speech.text(predictor.label),
          left,
          flag === '' ? nothing : html`<span class="flag">${icons.care}${flag}</span> `,
        );
      })}
    </tbody>
  </table>`;
}

export function row(label: string, value: string, flag: Content): Content {
  return html`<tr>
    <th scope="row">${label}</th>
    <td class="figure">${flag}${value}</td>
  </tr>`;
}

/** The answer as it was given: the figures that were typed, the name of the level. Empty where none was given. */
export function answerText({ speech }: Scene, predictor: Predictor, answer: Answer | undefined): string {
  if (answer === undefined || answer.unknown) return '';
  if (isDate(predictor)) {
    const day = dayOf(answer);
    return day === undefined ? '' : speech.day(day);
  }
  if (isNumber(predictor)) {
    const value = parsed(answer.text);
    return typeof value === 'number' ? speech.quantity(value, unitOf(predictor, answer.unit), 15) : '';
  }
  if (predictor.kind === 'boolean' && answer.choice === 'yes') return speech.words.yes;
  if (predictor.kind === 'boolean' && answer.choice === 'no') return speech.words.no;
  return speech.text(predictor.levels.find(({ id }) => id === answer.choice)?.label);
}
