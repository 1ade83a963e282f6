// SPDX-License-Identifier: Apache-2.0
// All faults at the top of the form, each a link to its field. It takes focus when it appears.
import { html } from 'lit';
import { faultInShort } from './field.js';
import { icons, type Content, type FormScene } from './scene.js';
import type { Answers, Fault } from './answers.js';

export function errorSummary(
  scene: FormScene,
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
