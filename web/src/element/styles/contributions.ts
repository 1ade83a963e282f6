// SPDX-License-Identifier: Apache-2.0
// What moved the number: one bar a predictor on a common axis.
import { css } from 'lit';

export const contributions = css`
  .contribution {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 0.75rem;
    align-items: end;
    margin-bottom: 0.625rem;
    line-height: 1.4;
    font-size: 1rem;
  }
  /* On one line, unless it is longer than any. */
  .answered {
    display: inline-block;
    max-width: 100%;
  }
  .contribution svg {
    grid-column: 1 / -1;
    margin-top: 0.25rem;
    display: block;
  }
  .effect {
    color: var(--ink2);
    font-size: 0.9375rem;
    text-align: end;
  }
  /* Its lines stand in em, so that they keep apart whatever the size of letters. */
  .contribution-axis svg {
    display: block;
    overflow: visible;
    font-size: 0.8125rem;
  }
  .contribution-axis text {
    fill: var(--ink2);
  }
  .axis-line {
    fill: var(--line);
  }
  .zero {
    fill: var(--edge);
  }
  .up {
    fill: var(--up);
  }
  .down {
    fill: var(--down);
  }
`;
