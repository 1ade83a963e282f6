// SPDX-License-Identifier: Apache-2.0
// One mark a person: discs with the outcome first, from top left, in rows; rings without. Blocks of five.
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../i18n/index.js';
import type { Share } from './share.js';

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly pitch: number;
  readonly radius: number;
  /** Marks between two gaps, across and down. */
  readonly block: number;
  readonly gap: number;
}

const hundred: Grid = { columns: 10, rows: 10, pitch: 34, radius: 11.5, block: 5, gap: 14 };
const thousand: Grid = { columns: 50, rows: 20, pitch: 7, radius: 2.3, block: 10, gap: 4 };

export function marks(share: Share, words: Words): TemplateResult {
  const grid = share.marks === 100 ? hundred : thousand;
  const { discs } = share;
  const rings = share.marks - discs;
  const width = extent(grid.columns, grid);
  const height = extent(grid.rows, grid);
  const [with_, without] = [String(discs), String(rings)];
  return html`<figure class="marks">
    <svg
      viewBox="0 0 ${width} ${height}"
      role="img"
      aria-label=${words.marksName(with_, without, String(share.marks))}
      class=${share.marks === 100 ? 'hundred' : 'thousand'}
    >
      <path class="disc" d=${circles(grid, 0, discs)} /><path class="ring" d=${circles(grid, discs, share.marks)} />
    </svg>
    <figcaption>
      <span class="key"><i class="disc-key"></i>${words.legendWith(with_)}</span>
      <span class="key"><i class="ring-key"></i>${words.legendWithout(without)}</span>
      ${share.marks === 1000 ? html`<span class="micro">${words.marksThousand('1000')}</span>` : nothing}
    </figcaption>
  </figure>`;
}

/** The same numbers as a table. */
export function shareTable(share: Share, words: Words): TemplateResult {
  const rows = [
    [words.withOutcome, share.discs],
    [words.withoutOutcome, share.marks - share.discs],
  ] as const;
  return html`<details class="twin">
    <summary>${words.asTable}</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">${words.people}</th>
          <th scope="col" class="figure">${words.number} / ${share.marks}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([name, count]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td class="figure">${count}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

function place(index: number, { pitch, block, gap }: Grid): number {
  return pitch / 2 + index * pitch + Math.floor(index / block) * gap;
}

function extent(count: number, grid: Grid): number {
  return place(count - 1, grid) + grid.pitch / 2;
}

function circles(grid: Grid, from: number, to: number): string {
  const r = grid.radius;
  let path = '';
  for (let index = from; index < to; index++) {
    const x = place(index % grid.columns, grid);
    const row = Math.floor(index / grid.columns);
    const y = place(row, grid);
    path += `M${(x - r).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
  }
  return path;
}
