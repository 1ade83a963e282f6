// SPDX-License-Identifier: Apache-2.0
// Results that are no probability: a quantity with its unit, or points; and the group that its source gives it.
import { html, nothing } from 'lit';
import type { Output, Prediction, RiskGroup } from 'nearside';
import type { Content, Scene } from './scene.js';

/** "97 mL/min/1.73 m²", "12 points" */
export function measuredText({ speech }: Scene, { kind, unit, decimals }: Output, value: number): string {
  const figures = speech.fixed(value, decimals);
  if (unit !== '') return `${figures}\u00a0${speech.unit({ ucum: unit, factor: 1, offset: 0, source: '' })}`;
  return kind === 'score' && decimals === 0 ? speech.words.points(figures) : figures;
}

/** The last group that the value reaches, of those that hold for this person: of a measured one, the value as it is shown. */
export function groupOf({ model }: Scene, output: Output, prediction: Prediction): RiskGroup | undefined {
  const whole = prediction.outputs?.[output.id];
  const scale = 10 ** output.decimals;
  const value = whole === undefined || output.kind === 'probability' ? whole : Math.round(whole * scale) / scale;
  const columns = prediction.worked?.columns;
  if (value === undefined || columns === undefined) return undefined;
  return output.groups
    .filter(({ only }) =>
      only.every(({ predictor, low, high }) => {
        const own = columns[model.columns.indexOf(predictor)] ?? Number.NaN;
        return own >= low && own <= high;
      }),
    )
    .filter(({ from, above }) => (above ? value > from : value >= from))
    .at(-1);
}

/** What the sources say about the values, each output with a group by itself. */
export function meanings(scene: Scene, outputs: readonly Output[], prediction: Prediction): Content {
  const { text, words } = scene.speech;
  const found = outputs.flatMap((output) => {
    const group = groupOf(scene, output, prediction);
    return group === undefined ? [] : [{ output, group }];
  });
  if (found.length === 0) return nothing;
  return html`${found.map(
    ({ output, group }) => html`<div class="meaning">
      <p><strong>${found.length > 1 ? words.groupOf(text(output.label), text(group.label)) : text(group.label)}</strong></p>
      <p>${text(group.meaning)}</p>
      <p class="micro">${words.groupSource(group.source)}</p>
    </div>`,
  )}`;
}
