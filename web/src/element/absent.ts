// SPDX-License-Identifier: Apache-2.0
// Why an output gives no number, each reason once, with the way to the answer that is missing.
import { html, nothing } from 'lit';
import type { AbsentOutput, Applies, Output, Prediction, Predictor } from 'nearside';
import { countedValue, type Answers } from './answers.js';
import { unitOf } from './units.js';
import { labelsOf, outcomeNames } from './needed.js';
import type { Content, Scene } from './scene.js';

interface Reason {
  readonly outputs: Output[];
  /** Predictors, one of each list at least, that have no value. */
  readonly missing: readonly (readonly string[])[];
  readonly passed: Applies | undefined;
  /** What was worked out lies where the output is not defined. */
  readonly computed: AbsentOutput | undefined;
}

export function absentReasons(scene: Scene, prediction: Prediction, answers: Answers, change: (id: string) => void): Content {
  const reasons = new Map<string, Reason>();
  for (const absent of prediction.absent) {
    const output = scene.model.outputs.find(({ id }) => id === absent.output);
    if (output === undefined) continue;
    const reason = reasonOf(scene, output, absent, answers);
    const key = JSON.stringify([reason.missing, reason.passed, reason.computed?.column, reason.computed?.limit]);
    const known = reasons.get(key);
    if (known) known.outputs.push(output);
    else reasons.set(key, reason);
  }
  if (reasons.size === 0) return nothing;
  const offered = new Set<string>();
  return html`<ul class="rings absent">
    ${[...reasons.values()].map((reason) => html`<li>${line(scene, reason, answers, offered, change)}</li>`)}
  </ul>`;
}

/** A limit that was passed comes first: no answer could give this output then. */
function reasonOf({ model }: Scene, output: Output, absent: AbsentOutput, answers: Answers): Reason {
  const valueOf = (id: string): number | undefined => countedValue(predictorOf(model.schema.predictors, id)!, answers.get(id));
  const passed = output.applies.find(({ predictor, low, high }) => {
    const value = valueOf(predictor);
    return value !== undefined && (value < low || value > high);
  });
  const missing = output.needs.map(({ anyOf }) => anyOf).filter((ids) => ids.every((id) => valueOf(id) === undefined));
  const computed = absent.reason === 'computed_does_not_apply' ? absent : undefined;
  return { outputs: [output], missing: passed ? [] : missing, passed, computed };
}

function predictorOf(predictors: readonly Predictor[], id: string): Predictor | undefined {
  return predictors.find((predictor) => predictor.id === id);
}

function line(
  scene: Scene,
  { outputs, missing, passed, computed }: Reason,
  answers: Answers,
  /** Whose way is already there, in a line above. */
  offered: Set<string>,
  change: (id: string) => void,
): Content {
  const { speech, model } = scene;
  const { words, text } = speech;
  if (passed) {
    const predictor = predictorOf(model.schema.predictors, passed.predictor)!;
    const answer = answers.get(passed.predictor);
    const value = countedValue(predictor, answer) ?? Number.NaN;
    const said = speech.quantity(value, unitOf(predictor, predictor.units[0]?.ucum ?? ''), 15);
    const why = text(passed.reason) || words.noResult(speech.list(outcomeNames(outputs, speech)));
    return html`${why}${speech.gap}${words.youEntered(text(predictor.label), said)}`;
  }
  const names = speech.list(outcomeNames(outputs, speech));
  if (computed) {
    const why = text(outputs[0]?.appliesComputed.find(({ column }) => column === computed.column)?.reason);
    return html`${why || words.noResult(names)}${speech.gap}${workedOut(scene, computed)}`;
  }
  if (missing.length === 0) return html`${words.noResult(names)}`;
  const what = missing.map((ids) => speech.or(labelsOf(model, ids, speech)));
  const offer = [...new Set(missing.flat())].filter((id) => !offered.has(id));
  for (const id of offer) offered.add(id);
  return html`${words.needs(names, speech.list(what))}
  ${offer.map(
    (id) => html`<button type="button" class="link" @click=${() => change(id)}>
      ${words.answerNow(labelsOf(model, [id], speech)[0]!)}
    </button> `,
  )}`;
}

/** The quantity by its label, what came out of it, and the limit; with as many digits as tell the two apart. */
function workedOut({ speech, model }: Scene, { column, seen, limit }: AbsentOutput): string {
  const [value, end] = [seen ?? Number.NaN, limit ?? Number.NaN];
  const quantity = model.model.equation?.quantities.find((one) => one.column === column);
  const label = speech.text(quantity?.label) || model.columns[column ?? -1] || '';
  const unit = quantity?.unit ? { ucum: quantity.unit, factor: 1, offset: 0, source: '' } : undefined;
  let digits = 3;
  while (digits < 15 && Number(value.toPrecision(digits)) === end) digits++;
  return speech.words.workedOut(label, speech.quantity(value, unit, digits), speech.number(end, 15));
}
