// SPDX-License-Identifier: Apache-2.0
// The result: one sentence first, then the chart, then the tables.
import { html, nothing } from 'lit';
import type { Issue, Output, Prediction, Predictor } from 'nearside';
import { bar } from '../charts/bar.js';
import { contributions } from '../charts/contributions.js';
import { marks, shareTable } from '../charts/marks.js';
import { outcomesTable } from '../charts/outcomes.js';
import { restText, shareOf, type Share } from '../charts/share.js';
import { absentReasons } from './absent.js';
import { dayOf, isDate, isNumber, parsed, unitOf, type Answer, type Answers } from './answers.js';
import { calculation } from './calculation.js';
import { careOfAll } from './care.js';
import { fillText, filledText } from './fill.js';
import { coveredText } from './limits.js';
import { meanings, measuredText } from './measured.js';
import { outcomeName } from './needed.js';
import { breakable, icons, mark, statusNotice, type Content, type Scene } from './scene.js';

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
      ${equation ? equationSections(scene, state, output, actions) : section('matters', words.mattersTitle, matters(scene, state))}
      ${section('answers', words.answersTitle, answersUsed(scene, state))}
      ${section('limits', words.doesNotTellTitle, doesNotTell(scene, share))}
      ${section('questions', words.questionsTitle, questions(scene))}
      ${section(
        'worked-out',
        words.workedOutTitle,
        html`${workedOut(scene, value, actions)} ${equation ? calculation(scene, equation, prediction) : nothing}`,
      )}
      <div class="actions side-empty">
        <button type="button" class="second" @click=${() => actions.print()}>${icons.print}${words.print}</button>
        <button type="button" class="main" @click=${() => actions.finish()}>${words.finish}</button>
      </div>
      ${printFoot(scene, state.when)}
    </div>`;
}

function back({ speech }: Scene, actions: ResultActions): Content {
  return html`<button type="button" class="link back" @click=${() => actions.change()}>
    ${icons.back}${speech.words.changeAnswers}
  </button>`;
}

/** A probability: the sentence, and its picture beside it. */
function shareHero(scene: Scene, state: ResultState, output: Output, share: Share, actions: ResultActions): Content {
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
function measuredHero(scene: Scene, { prediction }: ResultState, output: Output, actions: ResultActions): Content {
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

function sentence(share: Share, clause: string, { speech }: Scene): Content {
  const { words } = speech;
  const { before, after } = words.sentence(clause);
  const count = share.said === 'about' ? words.about(String(share.of100)) : words[share.said];
  return html`${breakable(before)}<span class="near">${count}</span>${breakable(after)}`;
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
  return html`<fieldset class="switch">
    <legend class="unseen">${speech.words.outcome}</legend>
    ${model.outputs.map(
      (one, index) => html`<label>
        <input type="radio" name="output" autocomplete="off" .checked=${index === output} @change=${() => actions.output(index)} />
        <span>${speech.text(one.label)}</span>
      </label>`,
    )}
  </fieldset>`;
}

function cautions(scene: Scene, { prediction, answers }: ResultState, actions: ResultActions): Content {
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

function matters(scene: Scene, { prediction, answers }: ResultState): Content {
  const { speech, model } = scene;
  const rows = model.schema.predictors.map((predictor) => ({
    label: speech.text(predictor.label),
    value: answerText(scene, predictor, answers.get(predictor.id)),
    size: prediction.contributions?.[predictor.id] ?? 0,
  }));
  return html`${contributions(rows, speech)}
    <p class="note">${speech.words.mattersNote}${speech.gap}${speech.words.notCauses}</p>`;
}

function answersUsed(scene: Scene, { prediction, answers }: ResultState): Content {
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

function row(label: string, value: string, flag: Content): Content {
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
