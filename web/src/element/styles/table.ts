// SPDX-License-Identifier: Apache-2.0
// Tables, and the flags in them.
import { css } from 'lit';

export const table = css`
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.9375rem;
  }
  th,
  td {
    padding: 0.5rem 0;
    border-bottom: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
    font-weight: 400;
    line-height: 1.5;
  }
  thead th {
    color: var(--ink2);
    font-size: 0.8125rem;
  }
  td + td,
  th + td,
  th + th {
    padding-inline-start: 0.75rem;
  }
  .figure {
    text-align: end;
    white-space: nowrap;
  }
  td.figure:has(.flag) {
    white-space: normal;
  }
  .answers-used tr:first-child > * {
    padding-top: 0;
  }
  .flag {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    margin-inline-end: 0.25rem;
    color: var(--care);
    font-size: 0.8125rem;
    white-space: nowrap;
  }
  .flag .icon {
    width: 0.9375rem;
    height: 0.9375rem;
  }
  .together {
    white-space: nowrap;
  }
`;
