// SPDX-License-Identifier: Apache-2.0
// What follows the number: cautions, answers, facts, questions to take along.
import { css } from 'lit';

export const result = css`
  .notices {
    display: grid;
    gap: 0.75rem;
    padding-top: 1.5rem;
  }
  .result-section,
  .ruled {
    padding-block: 2rem;
    border-bottom: 1px solid var(--line);
  }
  .result-section > h2,
  .ruled > h2 {
    margin-bottom: 0.875rem;
  }
  .ruled .notice {
    margin-top: 1.25rem;
  }
  .outcomes caption {
    padding-bottom: 0.5rem;
    color: var(--ink2);
    font-size: 0.9375rem;
    text-align: start;
  }
  .outcomes td,
  .outcomes thead th + th {
    width: 27%;
  }
  .outcomes svg {
    display: block;
    margin-top: 0.25rem;
  }
  .outcomes .full {
    fill: var(--near);
  }
  .absent {
    margin-top: 1rem;
    font-size: 0.9375rem;
  }
  .absent .link {
    margin-inline-end: 0.75rem;
  }
  .meaning + .meaning,
  table + .meaning {
    margin-top: 1.25rem;
  }
  .meaning .micro {
    margin-top: 0.5rem;
    overflow-wrap: anywhere;
  }
  .calculation h3 {
    margin: 1.25rem 0 0.375rem;
    font-size: 0.9375rem;
    font-weight: 600;
  }
  pre {
    margin: 0;
    font-family: ui-monospace, 'SF Mono', Consolas, monospace;
    font-size: 0.8125rem;
    line-height: 1.5;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .note {
    margin-top: 0.75rem;
    color: var(--ink2);
    font-size: 0.9375rem;
  }
  p.note:first-child {
    margin-top: 0;
  }
  .question {
    width: auto;
    margin-top: 0;
    padding-block: 0.25rem;
    font-size: 1rem;
  }
  .question + .notice,
  .blank-lines + .notice {
    margin-top: 1rem;
  }
  .facts div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
    padding-block: 0.1875rem;
    font-size: 0.9375rem;
  }
  .facts dt {
    color: var(--ink2);
  }
  .facts dd {
    overflow-wrap: anywhere;
    text-align: end;
  }
  .facts + p {
    margin-top: 0.75rem;
    font-size: 0.9375rem;
  }
  .sections > .actions {
    padding-block: 0.5rem 3rem;
  }
`;
