// SPDX-License-Identifier: Apache-2.0
// How far each answer moves the estimate from typical values: right raises, left lowers, largest first.
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Speech, Words } from '../i18n/index.js';

export interface Contribution {
  readonly label: string;
  /** The answer, with its unit; empty for none. */
  readonly value: string;
  /** In the unit of the scale. */
  readonly size: number;
}

/** What the sizes are: log odds, or of a quantity its own unit. */
export interface ContributionScale {
  readonly name: string;
  readonly decimals: number;
  /** Under this nothing is more than "hardly". */
  readonly least: number;
}

export function contributions(unsorted: readonly Contribution[], scale: ContributionScale, speech: Speech): TemplateResult {
  const { words } = speech;
  const sorted = [...unsorted].sort((a, b) => Math.abs(b.size) - Math.abs(a.size));
  const largest = Math.abs(sorted[0]?.size ?? 0);
  const up = Math.max(0, ...sorted.map(({ size }) => size));
  const down = Math.max(0, ...sorted.map(({ size }) => -size));
  // The axis leaves at least a sixth of the width on either side; one scale for both.
  const axis = Math.min(84, Math.max(16, up + down > 0 ? (100 * down) / (up + down) : 50));
  const wide = 0.98 * Math.min(up > 0 ? (100 - axis) / up : Infinity, down > 0 ? axis / down : Infinity);
  return html`<figure class="contributions" role="group" aria-label=${words.mattersName}>
    <div class="contribution-axis" aria-hidden="true">
      <svg width="100%" height="3.125em">
        ${up > 0 ? svg`<text x="100%" y="1em" text-anchor="end">${words.raisesSide}</text>` : nothing}
        ${down > 0 ? svg`<text x="0" y="1em">${words.lowersSide}</text>` : nothing}
        <text x="${axis}%" y="2.75em" text-anchor="middle">${words.typical}</text>
      </svg>
    </div>
    ${sorted.map(({ label, value, size }) => {
      const width = size === 0 ? 0 : Math.abs(size) * wide;
      return html`<div class="contribution">
        <span>${label}${value === '' ? nothing : html`${words.separator}<span class="answered">${value}</span>`}</span>
        <span class="effect">${effect(size, largest, scale.least, words)}</span>
        <svg width="100%" height="11" aria-hidden="true" focusable="false">
          <rect class="axis-line" y="5" width="100%" height="1" />
          <rect
            class=${size < 0 ? 'down' : 'up'}
            x="${size < 0 ? axis - width : axis}%"
            width="${Math.max(width, 0.6)}%"
            y="1"
            height="9"
            rx="2"
          />
          <rect class="zero" x="${axis}%" width="1" height="11" />
        </svg>
      </div>`;
    })}
    <details class="twin">
      <summary>${words.asTable}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">${words.answer}</th>
            <th scope="col">${words.effect}</th>
            <th scope="col" class="figure">${scale.name}</th>
          </tr>
        </thead>
        <tbody>
          ${sorted.map(
            ({ label, value, size }) => html`<tr>
              <th scope="row">${label}${value === '' ? nothing : html`${words.separator}${value}`}</th>
              <td>${effect(size, largest, scale.least, words)}</td>
              <td class="figure">${signed(size, scale.decimals, speech)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </details>
  </figure>`;
}

/** The word for a contribution, by its share of the largest. */
function effect(size: number, largest: number, least: number, words: Words): string {
  const share = Math.abs(size) / (largest || 1);
  if (Math.abs(size) < least || share < 0.05) return words.hardly;
  const by = size > 0 ? words.raises : words.lowers;
  if (share === 1) return by.most;
  if (share >= 0.5) return by.alot;
  return share >= 0.25 ? by.some : by.little;
}

function signed(size: number, decimals: number, speech: Speech): string {
  const text = speech.fixed(Math.abs(size), decimals);
  return `${size < 0 ? '−' : '+'}${text}`;
}
