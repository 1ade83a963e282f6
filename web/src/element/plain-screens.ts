// SPDX-License-Identifier: Apache-2.0
// The screens with no question and no number: waiting, a failure, and what is said after a wipe.
import { html, type TemplateResult } from 'lit';
import type { FirstSpeech, FirstWords } from '../i18n/index.js';
import { icons, type Content } from './scene.js';

export function waitingView(text: string): Content {
  return html`<p class="frame plain late" role="status">${text}</p>`;
}

export function failedView(words: FirstWords, why: string, again: () => void): Content {
  return html`<div class="frame plain">
    <h1 id="title" tabindex="-1">${words.cannotLoad}</h1>
    <div class="narrow">
      <div class="notice stop">
        ${icons.stop}
        <p><strong class="line">${words.cannotLoadWhy}</strong><span lang="en">${why}</span></p>
      </div>
      ${action(words.tryAgain, again)}
    </div>
  </div>`;
}

export function partFailedView({ words, gap }: FirstSpeech, again: () => void): Content {
  return html`<div class="frame plain">
    <h1 id="title" tabindex="-1">${words.partFailed}</h1>
    <p class="lead" role="alert">${words.partFailedWhy}${gap}${words.networkGone}</p>
    ${action(words.tryAgain, again)}
  </div>`;
}

export function wipedView(words: FirstWords, again: () => void): Content {
  return html`<div class="frame plain">
    <h1 id="title" tabindex="-1">${words.wipedTitle}</h1>
    <p class="lead" role="status">${words.wiped}</p>
    ${action(words.startAgain, again)}
  </div>`;
}

function action(text: string, act: () => void): TemplateResult {
  return html`<div class="actions"><button type="button" class="main" @click=${act}>${text}</button></div>`;
}
