// SPDX-License-Identifier: Apache-2.0
// The result: one sentence first, then the chart, then the tables.
import { html, nothing } from 'lit';
import type { Output, Prediction } from 'nearside';
import { contributions, type ContributionScale } from '../charts/contributions.js';
import { outcomesTable } from '../charts/outcomes.js';
import { shareOf, type Share } from '../charts/share.js';
import { absentReasons } from './absent.js';
import type { Answers } from './answers.js';
import { answersUsed, answerText, row } from './answers-used.js';
import { calculation } from './calculation.js';
import { careOfAll } from './care.js';
import { cautions } from './cautions.js';
import { measuredHero, shareHero } from './hero.js';
import { meanings, measuredText } from './measured.js';
import { outcomeName } from './needed.js';
import { breakable, icon, icons, mark, statusNotice, type Content, type Scene } from './scene.js';

const printer = icon('M7 9V3.5h10V9M7 17.5H4V9h16v8.5h-3M7 14h10v6.5H7z');

export type View = 'marks' | 'bar' | 'words';

export interface ResultState {
  readonly prediction: Prediction;
  readonly answers: Answers;
  readonly view: View;
  readonly output: number;
  readonly when: Date;
}

export interface ResultActions {
  view(view: View): void;
  output(index: number): void;
  change(id?: string): void;
  openCard(): void;
  print(): void;
  finish(): void;
}

export function resultView(scene: Scene, state: ResultState, actions: ResultActions): Content {
  const { speech, model } = scene;
  const { words } = speech;
  const { prediction } = state;
  const equation = model.model.equation;
  // Of an equation the first result that there is; of another model the one that the person chose.
  const output = equation ? model.outputs.find(({ id }) => prediction.outputs?.[id] !== undefined) : model.outputs[state.output];
  const value = output && prediction.outputs?.[output.id];
  if (output === undefined || value === undefined) return nothing;
  const share = output.kind === 'probability' ? shareOf(value) : null;
  return html`${equation ? careBefore(scene, state) : nothing}
    ${share ? shareHero(scene, state, output, share, actions) : measuredHero(scene, state, output, actions)}
    <div class="frame sections">
      <div class="notices">${statusNotice(scene)} ${cautions(scene, state, actions)}</div>
      ${!equation && model.outputs.length > 1
        ? section('outcomes', words.eachOutcome, outcomes(scene, model.outputs, prediction))
        : nothing}
      ${equation ? equationSections(scene, state, output, actions) : nothing}
      ${prediction.contributions ? section('matters', words.mattersTitle, matters(scene, state, output)) : nothing}
      ${section('answers', words.answersTitle, answersUsed(scene, state))}
      ${section('limits', words.doesNotTellTitle, doesNotTell(scene, share))}
      ${equation && model.audience === 'clinician' ? nothing : section('questions', words.questionsTitle, questions(scene))}
      ${section(
        'worked-out',
        words.workedOutTitle,
        html`${workedOut(scene, value, actions)} ${equation ? calculation(scene, equation, prediction) : nothing}`,
      )}
      <div class="actions side-empty">
        <button type="button" class="second" @click=${() => actions.print()}>${printer}${words.print}</button>
        <button type="button" class="main" @click=${() => actions.finish()}>${words.finish}</button>
      </div>
      ${printFoot(scene, state.when)}
    </div>`;
}

function careBefore(scene: Scene, { answers }: ResultState): Content {
  const care = careOfAll(scene, answers);
  return care === nothing ? nothing : html`<div class="frame">${care}</div>`;
}

/** The other results of an equation, and those that it does not give. */
function equationSections(scene: Scene, state: ResultState, first: Output, actions: ResultActions): Content {
  const { words, text } = scene.speech;
  const { prediction, answers } = state;
  const risks = scene.model.outputs.filter(({ kind }) => kind === 'probability');
  const others = scene.model.outputs.filter(
    ({ id, kind }) => kind !== 'probability' && id !== first.id && prediction.outputs?.[id] !== undefined,
  );
  const risksMean = meanings(scene, risks, prediction);
  const othersMean = meanings(scene, others, prediction);
  const absent = absentReasons(scene, prediction, answers, actions.change);
  return html`${risks.length > 1 ? section('outcomes', words.eachOutcome, html`${outcomes(scene, risks, prediction)} ${absent}`) : nothing}
    ${others.length > 0
      ? section(
          'others',
          words.alsoTitle,
          html`<table>
              <tbody>
                ${others.map((one) => row(text(one.label), measuredText(scene, one, prediction.outputs?.[one.id] ?? Number.NaN), nothing))}
              </tbody>
            </table>
            ${othersMean}`,
        )
      : nothing}
    ${risks.length <= 1 && absent !== nothing ? section('not-given', words.notGivenTitle, absent) : nothing}
    ${risksMean === nothing ? nothing : section('means', words.meaningTitle, risksMean)}`;
}

function outcomes({ speech }: Scene, risks: readonly Output[], { outputs }: Prediction): Content {
  const horizons = [...new Set(risks.map(({ horizonYears }) => horizonYears))].sort((a, b) => a - b);
  const names = [...new Set(risks.map((output) => outcomeName(output, speech)))];
  const rows = names.map((name) => ({
    name,
    risks: horizons.map((years) => {
      const output = risks.find((one) => one.horizonYears === years && outcomeName(one, speech) === name);
      return output && (outputs?.[output.id] ?? null);
    }),
  }));
  return outcomesTable(horizons, rows, speech.words);
}

function section(name: string, title: string, content: Content): Content {
  return html`<section class="result-section ${name}">
    <h2>${breakable(title)}</h2>
    <div>${content}</div>
  </section>`;
}

/** Contributions move the linear predictor: log odds of a probability, the logarithm of a count, else the number itself. */
function scaleOf({ speech, model }: Scene, output: Output): ContributionScale {
  const { words } = speech;
  const ofRisk = model.model.coxRegression ? words.logHazard : words.logOdds;
  if (output.kind === 'probability') return { name: ofRisk, decimals: 2, least: 0.05 };
  if (model.model.linearModel?.link === 'exp') return { name: words.logarithm, decimals: 2, least: 0.05 };
  const unit = output.unit === '' ? '' : speech.unit({ ucum: output.unit, factor: 1, offset: 0, source: '' });
  return { name: words.amount(unit), decimals: Math.min(output.decimals + 1, 6), least: 0.05 * 10 ** -output.decimals };
}

function matters(scene: Scene, { prediction, answers }: ResultState, output: Output): Content {
  const { speech, model } = scene;
  const sizes = prediction.contributionsOf?.[output.id];
  const rows = model.schema.predictors.map((predictor) => ({
    label: speech.text(predictor.label),
    value: answerText(scene, predictor, answers.get(predictor.id)),
    size: sizes?.[predictor.id] ?? 0,
  }));
  return html`${contributions(rows, scaleOf(scene, output), speech)}
    <p class="note">${speech.words.mattersNote}${speech.gap}${speech.words.notCauses}</p>`;
}

function doesNotTell({ speech, model }: Scene, share: Share | null): Content {
  const { words } = speech;
  const oneOfThem =
    share === null
      ? []
      : [share.said === 'about' ? words.doesNotTell(String(share.of100), String(100 - share.of100)) : words.doesNotTellFew];
  const lines = [
    ...oneOfThem,
    ...model.card.doesNotTell.map((line) => speech.text(line)),
    // The card of an equation says so itself, in words that fit it.
    ...(model.model.equation && model.card.doesNotTell.length > 0 ? [] : [words.doesNotTellTreatment]),
  ];
  return html`<ul class="rings">
    ${lines.map((line) => html`<li>${line}</li>`)}
  </ul>`;
}

function questions({ speech }: Scene): Content {
  const { words } = speech;
  return html`${words.questions.map(
      (question) => html`<label class="tick question"><input type="checkbox" autocomplete="off" /><span>${question}</span></label>`,
    )}
    <div class="blank-lines" aria-hidden="true"></div>
    <div class="notice calm">${icons.phone}<p>${words.emergency}</p></div>`;
}

function workedOut({ speech, model }: Scene, risk: number, actions: ResultActions): Content {
  const { words, text } = speech;
  const lines: readonly (readonly [string, string])[] = [
    [words.model, text(model.title)],
    [words.version, model.version],
    [words.hash, shortHash(model.hash)],
    [words.selfCheck, words.selfCheckDone(model.testVectors.count)],
    [words.workedOutOn, words.thisDevice],
    [words.unrounded, String(risk)],
  ];
  return html`<dl class="facts">
      ${lines.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>
    <p><button type="button" class="link" @click=${() => actions.openCard()}>${words.readCard}</button></p>`;
}

function printFoot({ speech, model }: Scene, when: Date): Content {
  const { words, text, day } = speech;
  const today = Date.UTC(when.getFullYear(), when.getMonth(), when.getDate()) / 86_400_000;
  return html`<div class="paper-only foot">
    <p>${mark} Nearside. ${words.printFoot(text(model.title), model.version, shortHash(model.hash), model.testVectors.count)}</p>
    <p>${words.emergency}</p>
    <p>${words.printed(day(today))}</p>
  </div>`;
}

/** The first eight digits, in fours: "7f3a 91c2". */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 4)}\u00a0${hash.slice(4, 8)}`;
}
