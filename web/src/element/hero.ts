// SPDX-License-Identifier: Apache-2.0
// The top of a result: one sentence and its picture, or the number and what its source says of it.
import { html, nothing } from 'lit';
import type { Output } from 'nearside';
import { bar } from '../charts/bar.js';
import { marks, shareTable } from '../charts/marks.js';
import { restText, type Share } from '../charts/share.js';
import { meanings, measuredText } from './measured.js';
import { outcomeName } from './needed.js';
import type { ResultActions, ResultState, View } from './result.js';
import { breakableByWords, icons, type Content, type Scene } from './scene.js';

/** A probability: the sentence, and its picture beside it. */
export function shareHero(scene: Scene, state: ResultState, output: Output, share: Share, actions: ResultActions): Content {
  const { speech, model } = scene;
  const { words } = speech;
  const clause = speech.text(output.clause) || words.clauseFromLabel(speech.text(output.label));
  return html`<div class="hero">
    <div class="frame hero-frame">
      <div class="hero-words">
        ${back(scene, actions)}
        ${model.outputs.length > 1 && !model.model.equation ? outputSwitch(scene, state, actions) : nothing}
        <h1 id="title" class="sentence" tabindex="-1">${sentence(share, clause, scene)}</h1>
        <p class="lead">${restText(share, words)}${speech.gap}${words.nobodyKnows}</p>
        ${viewSwitch(scene, state, actions)}
      </div>
      <div class="hero-chart">${chart(share, clause, state.view, scene)}</div>
    </div>
  </div>`;
}

/** A quantity or a score: the number, and what its source says of it. Nothing here speaks of other people. */
export function measuredHero(scene: Scene, { prediction }: ResultState, output: Output, actions: ResultActions): Content {
  const { speech } = scene;
  const { before, after } = speech.words.result(speech.text(output.label));
  const value = measuredText(scene, output, prediction.outputs?.[output.id] ?? Number.NaN);
  const meaning = meanings(scene, [output], prediction);
  return html`<div class="hero">
    <div class="frame hero-frame">
      <div class="hero-words">
        ${back(scene, actions)}
        <h1 id="title" class="sentence" tabindex="-1">${before}<span class="near together">${value}</span>${after}</h1>
      </div>
      <div class="hero-chart">${meaning}</div>
    </div>
  </div>`;
}

function back({ speech }: Scene, actions: ResultActions): Content {
  return html`<button type="button" class="link back" @click=${() => actions.change()}>
    ${icons.back}${speech.words.changeAnswers}
  </button>`;
}

function sentence(share: Share, clause: string, { speech }: Scene): Content {
  const { words } = speech;
  // In Chinese, too, a number and what it counts stay together: 10 年.
  const { before, after } = words.sentence(clause.replace(/(\d) (?=\p{Script=Han})/gu, '$1\u00a0'));
  const count = share.said === 'about' ? words.about(String(share.of100)) : words[share.said];
  const broken = (text: string): Content => breakableByWords(text, speech.language);
  return html`${broken(before)}<span class="near">${count}</span>${broken(after)}`;
}

function chart(share: Share, clause: string, view: View, scene: Scene): Content {
  const { words } = scene.speech;
  const drawn = view === 'bar' ? bar(share, words) : view === 'marks' ? marks(share, words) : nothing;
  // On paper the marks are always there.
  return html`${view === 'words' ? inWords(share, clause, scene) : drawn}
    ${view === 'marks' ? nothing : html`<div class="paper-only">${marks(share, words)}</div>`} ${shareTable(share, words)}`;
}

function inWords(share: Share, clause: string, scene: Scene): Content {
  const { words } = scene.speech;
  const stop = scene.speech.language === 'zh' ? '。' : '.';
  return html`<div class="in-words">
    <p>${sentence(share, clause, scene)}${stop}</p>
    <p>${restText(share, words)}</p>
  </div>`;
}

function viewSwitch({ speech }: Scene, { view }: ResultState, actions: ResultActions): Content {
  const { words } = speech;
  const views: readonly View[] = ['marks', 'bar', 'words'];
  return html`<fieldset class="switch view-switch">
    <legend class="unseen">${words.view}</legend>
    ${views.map(
      (one) => html`<label>
        <input type="radio" name="view" autocomplete="off" .checked=${view === one} @change=${() => actions.view(one)} />
        <span>${words[one]}</span>
      </label>`,
    )}
  </fieldset>`;
}

function outputSwitch({ speech, model }: Scene, { output }: ResultState, actions: ResultActions): Content {
  const onlyHorizons = new Set(model.outputs.map((one) => outcomeName(one, speech))).size === 1;
  return html`<fieldset class="switch output-switch">
    <legend class="unseen">${speech.words.outcome}</legend>
    ${model.outputs.map(
      (one, index) => html`<label>
        <input type="radio" name="output" autocomplete="off" .checked=${index === output} @change=${() => actions.output(index)} />
        <span>${onlyHorizons ? speech.words.inYears(one.horizonYears) : speech.text(one.label)}</span>
      </label>`,
    )}
  </fieldset>`;
}
