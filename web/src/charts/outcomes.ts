// SPDX-License-Identifier: Apache-2.0
// Several outcomes over several horizons: a table of numbers, each with a bar that runs from 0 to 100. Never stacked: the
// outcomes overlap.
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../i18n/index.js';
import { shareOf } from './share.js';

export interface OutcomeRow {
  readonly name: string;
  /** One a horizon; null: no number; undefined: no such output. */
  readonly risks: readonly (number | null | undefined)[];
}

export function outcomesTable(horizons: readonly number[], rows: readonly OutcomeRow[], words: Words): TemplateResult {
  return html`<table class="outcomes">
    <caption>${words.outcomesOf100}</caption>
    <thead>
      <tr>
        <th scope="col">${words.outcome}</th>
        ${horizons.map((years) => html`<th scope="col">${years === 0 ? words.noHorizon : words.inYears(years)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ name, risks }) => html`<tr>
          <th scope="row">${name}</th>
          ${risks.map((risk) => html`<td>${risk === undefined ? nothing : cell(risk, words)}</td>`)}
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function cell(risk: number | null, words: Words): TemplateResult {
  if (risk === null) return html`<span aria-hidden="true">–</span><span class="unseen">${words.noNumber}</span>`;
  const { said, of100 } = shareOf(risk);
  const text = said === 'about' ? String(of100) : said === 'fewer' ? words.under1 : words.over99;
  return html`<strong>${text}</strong>
    <svg width="100%" height="9" aria-hidden="true" focusable="false">
      <rect class="track" width="100%" height="9" rx="2" />
      <rect class="full" width="${said === 'about' ? of100 : risk * 100}%" height="9" rx="2" />
    </svg>`;
}
