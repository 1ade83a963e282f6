// SPDX-License-Identifier: Apache-2.0
// What a person has answered so far, where in the form they are, and what the core says of it. No markup, no words.
import type { Model, ModelDescription, Prediction, Predictor } from 'nearside';
import type { Language } from '../i18n/index.js';
import { emptyAnswers, noDate, type Answer, type Answers, type DatePart } from './answers.js';
import { firstUnit } from './units.js';
import { judge, predicted, switched, type Judgement } from './judgement.js';
import type { Part } from './scene.js';

const unjudged: Judgement = { faults: new Map(), issues: [] };

/** What comes after a press on "Continue": the faults in the way, the next part, or the prediction. */
export type Next = 'faults' | 'part' | 'prediction';

export class Questionnaire {
  readonly engine: Model;
  readonly answers: Answers;
  part = 0;
  onePage = false;
  judgement = unjudged;

  constructor(engine: Model, language: Language) {
    this.engine = engine;
    this.answers = emptyAnswers(engine.describe(), language);
  }

  /** An untouched field follows the language to the unit that its letters use. */
  retuneUnits(language: Language): void {
    for (const predictor of this.engine.describe().schema.predictors) {
      const answer = this.answers.get(predictor.id);
      if (answer && answer.text === '' && !answer.unknown) answer.unit = firstUnit(predictor, language);
    }
  }

  change(id: string, change: Partial<Answer>): void {
    const answer = this.answers.get(id);
    if (answer !== undefined) this.answers.set(id, { ...answer, ...change });
  }

  /** A value takes back that it is not known. */
  type(id: string, text: string): void {
    this.change(id, { text, insisted: false, ...(text === '' ? {} : { unknown: false }) });
  }

  typeDate(id: string, part: DatePart, text: string): void {
    const date = { ...(this.answers.get(id)?.date ?? noDate), [part]: text };
    this.change(id, { date, insisted: false, ...(text === '' ? {} : { unknown: false }) });
  }

  forget(id: string, unknown: boolean): void {
    this.change(id, unknown ? { unknown, text: '', date: noDate, choice: '', typed: null } : { unknown });
  }

  switchUnit(predictor: Predictor, ucum: string): void {
    const answer = this.answers.get(predictor.id);
    if (answer !== undefined) this.change(predictor.id, switched(this.engine, predictor, answer, ucum));
  }

  /** Judges anew after a change: faults that were shown may go, none is added before the person goes on. */
  settle(parts: readonly Part[]): void {
    const now = this.#judged(parts);
    const faults = new Map([...now.faults].filter(([id]) => this.judgement.faults.has(id)));
    this.judgement = { faults, issues: now.issues };
  }

  next(parts: readonly Part[]): Next {
    this.judgement = this.#judged(this.onePage ? parts : parts.slice(this.part, this.part + 1));
    // A refusal needs no other answer.
    if (this.#excluded) return 'prediction';
    if (this.judgement.faults.size > 0) return 'faults';
    if (this.early || this.onePage || this.part === parts.length - 1) return 'prediction';
    this.part += 1;
    return 'part';
  }

  back(): void {
    this.#withoutFaults();
    this.part -= 1;
  }

  show(onePage: boolean): void {
    this.#withoutFaults();
    this.onePage = onePage;
    this.part = 0;
  }

  /** Back from a result to the part that asks for `id`; whether there is one. */
  returnTo(id: string | undefined, parts: readonly Part[]): boolean {
    const holds = (one: { readonly id: string }): boolean => one.id === id;
    const part = parts.findIndex(({ predictors, exclusions }) => predictors.some(holds) || exclusions.some(holds));
    for (const key of this.answers.keys()) this.change(key, { insisted: false });
    this.part = Math.max(0, part);
    return part >= 0;
  }

  /** Already refused, whatever else is answered: nothing more need be asked. */
  get early(): boolean {
    return this.#excluded || [...this.answers.values()].some(({ insisted }) => insisted);
  }

  /** `early`: refused before all was asked; what was not asked yet is no reason. */
  predict(early: boolean): Prediction {
    const prediction = predicted(this.engine, this.answers);
    if (!early || !prediction.refused) return prediction;
    const issues = prediction.issues.filter(({ code, weight }) => weight === 'refuse' && code !== 'missing_required');
    return { ...prediction, issues };
  }

  get #excluded(): boolean {
    return this.judgement.issues.some(({ code }) => code === 'excluded');
  }

  #judged(parts: readonly Part[]): Judgement {
    return judge(
      this.engine,
      this.answers,
      parts.flatMap(({ predictors }) => predictors),
      parts.flatMap(({ exclusions }) => exclusions),
    );
  }

  #withoutFaults(): void {
    this.judgement = { ...this.judgement, faults: new Map() };
  }
}

/** The place of the output that a result begins with: the likeliest of classes, which exclude each other; else the first. */
export function firstOutput({ model, outputs }: ModelDescription, prediction: Prediction): number {
  const areClasses = model.equation === undefined && outputs.every(({ kind, horizonYears }) => kind === 'probability' && horizonYears === 0);
  if (!areClasses) return 0;
  const risks = outputs.map(({ id }) => prediction.outputs?.[id] ?? 0);
  return risks.indexOf(Math.max(...risks));
}
