// SPDX-License-Identifier: Apache-2.0
// One question: label, hint, number, unit, and what is said about the answer.
import { css } from 'lit';

export const field = css`
  .field {
    padding-block: 1.25rem;
    border-bottom: 1px solid var(--line);
  }
  .fields > .field:first-child {
    padding-top: 0;
  }
  .fields > .field:last-child {
    border-bottom: 0;
    padding-bottom: 0.25rem;
  }
  .notice + .field {
    padding-top: 1.5rem;
  }
  .label {
    display: block;
    padding: 0;
    font-weight: 600;
    font-size: 1rem;
    line-height: 1.45;
  }
  /* Floated, or a legend ignores the padding above it. */
  legend.label {
    float: inline-start;
    width: 100%;
  }
  legend.label + * {
    clear: both;
  }
  legend.label + .choices {
    margin-top: 0;
    padding-top: 0.5rem;
  }
  .hint {
    font-size: 0.9375rem;
    line-height: 1.5;
    color: var(--ink2);
  }
  :host(:lang(zh)) .hint,
  :host(:lang(zh)) .label {
    line-height: 1.65;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.625rem;
    margin-top: 0.5rem;
  }
  .number {
    width: 7.375rem;
    height: 3.25rem;
    padding: 0 1rem;
    border: 1.5px solid var(--edge);
    border-radius: 0.5rem;
    color: var(--ink);
    background: var(--paper);
    font: inherit;
    font-size: 1.1875rem;
    letter-spacing: 0.02em;
  }
  .number.wrong {
    border: 2px solid var(--stop);
  }
  .number.careful {
    border: 2px solid var(--care-line);
  }
  .date label > span {
    display: block;
    font-size: 0.9375rem;
  }
  .date .number {
    width: 4rem;
    padding-inline: 0.75rem;
  }
  .date .year {
    width: 5.75rem;
  }
  .unit {
    font-size: 0.9375rem;
    color: var(--ink2);
  }
  .fault,
  .caution {
    display: flex;
    gap: 0.5rem;
    margin-top: 0.375rem;
    font-size: 0.9375rem;
    line-height: 1.5;
  }
  .fault {
    color: var(--stop);
    font-weight: 600;
  }
  .caution {
    color: var(--care);
  }
  .fault .icon,
  .caution .icon {
    width: 1.125rem;
    height: 1.125rem;
    margin-top: 0.125rem;
  }
  .mends {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-top: 0.625rem;
  }
`;
