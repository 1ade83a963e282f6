// SPDX-License-Identifier: Apache-2.0
// A published equation with this person's numbers, line by line, so that a clinician can work it out again by hand: the
// lines of `nearside inspect --with` (tools/explain/written_equation.cpp).
import { html, nothing } from 'lit';
import type { Equation, EquationCase, EquationRule, Formula, ModelDescription, Prediction, WorkedOutput } from 'nearside';
import type { Speech } from '../i18n/index.js';
import type { Content, Scene } from './scene.js';
import { numberText, written } from './written-formula.js';

export function calculation(scene: Scene, equation: Equation, prediction: Prediction): Content {
  const { words, text } = scene.speech;
  const writer = new Writer(scene.model, equation, prediction, scene.speech);
  const quantities = writer.quantities();
  return html`<details class="twin calculation">
    <summary>${words.showCalculation}</summary>
    <p class="note">${words.calculationNote}${scene.speech.gap}${words.calculationReading}</p>
    ${quantities.length === 0 ? nothing : block(words.calculationQuantities, quantities)}
    ${(prediction.worked?.outputs ?? []).map((worked) =>
      block(text(scene.model.outputs.find(({ id }) => id === worked.output)?.label), writer.output(worked)),
    )}
  </details>`;
}

function block(title: string, lines: readonly string[]): Content {
  return html`<h3>${title}</h3>
    <pre>${lines.join('\n')}</pre>`;
}

class Writer {
  readonly #columns: readonly number[];

  constructor(
    readonly model: ModelDescription,
    readonly equation: Equation,
    readonly prediction: Prediction,
    readonly speech: Speech,
  ) {
    this.#columns = prediction.worked?.columns ?? [];
  }

  quantities(): readonly string[] {
    return this.model.steps.flatMap(({ formula }) =>
      // A condition is written with its case.
      formula === undefined || formula.name === formula.expression ? [] : this.#quantity(formula),
    );
  }

  #quantity(formula: Formula): readonly string[] {
    const names = formula.columns.map((column) => this.#name(column));
    const values = formula.columns.map((column) => this.#value(column));
    const answers = formula.columns.map((column) => this.#levels(column));
    const place = this.model.columns.indexOf(formula.name);
    const label = this.#label(place);
    return [
      `${formula.name} = ${written(formula, names, answers)}${label === '' ? '' : `    (${label})`}`,
      `    = ${written(formula, values, answers)} = ${this.#value(place)}`,
    ];
  }

  output({ output: id, case: used, linearPredictor }: WorkedOutput): readonly string[] {
    const rule = this.equation.rules[this.model.outputs.findIndex((output) => output.id === id)]!;
    const part = rule.cases[used]!;
    const lp = numberText(linearPredictor);
    const where = part.when === null ? [] : [`where ${this.#name(part.when)}`];
    const terms = part.columns.map((column, term) => {
      const coefficient = part.coefficients[term]!;
      const sign = coefficient < 0 ? '-' : '+';
      const product = numberText(coefficient * (this.#columns[column] ?? Number.NaN));
      return `   ${sign} ${numberText(Math.abs(coefficient))} * ${this.#name(column)}    = ${numberText(coefficient)} * ${this.#value(column)} = ${product}`;
    });
    const result = numberText(this.prediction.outputs?.[id] ?? Number.NaN);
    return [...where, `lp = ${numberText(part.intercept)}`, ...terms, `lp = ${lp}`, `${id} = ${link(rule, part, lp)} = ${result}`];
  }

  #name(column: number): string {
    return this.model.columns[column] ?? '';
  }

  #levels(column: number): readonly string[] {
    const predictor = this.model.schema.predictors.find(({ id, kind }) => id === this.#name(column) && kind === 'categorical');
    return predictor === undefined || predictor.ordered ? [] : predictor.levels.map(({ id }) => id);
  }

  #value(column: number): string {
    const value = this.#columns[column] ?? Number.NaN;
    if (Number.isNaN(value)) return 'missing';
    const level = this.#levels(column)[value];
    return level === undefined ? numberText(value + 0) : `'${level}'`;
  }

  #label(column: number): string {
    const quantity = this.equation.quantities.find((one) => one.column === column);
    if (quantity === undefined) return '';
    const label = this.speech.text(quantity.label);
    return quantity.unit === '' ? label : `${label} [${quantity.unit}]`;
  }
}

function link({ link: kind, clamp, roundTo }: EquationRule, part: EquationCase, lp: string): string {
  const centred = part.centre === 0 ? lp : `${lp} - ${numberText(part.centre)}`;
  const survival = numberText(part.baselineSurvival);
  const texts: Readonly<Record<EquationRule['link'], string>> = {
    identity: lp,
    exp: `exp(${lp})`,
    logistic: `1 / (1 + exp(-(${lp})))`,
    cox: `1 - ${survival} ^ exp(${centred})`,
    cox_recalibrated: `1 - exp(-exp(${numberText(part.scale1)} + ${numberText(part.scale2)} * log(-log(${survival}) * exp(${centred}))))`,
  };
  let text = texts[kind];
  if (clamp !== null) text = `min(max(${text}, ${numberText(clamp.low)}), ${numberText(clamp.high)})`;
  return roundTo === null ? text : `${text}, rounded half up to ${roundTo} decimals,`;
}
