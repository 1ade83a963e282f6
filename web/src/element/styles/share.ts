// SPDX-License-Identifier: Apache-2.0
// The number as marks, as a bar, in words; and the table that says the same.
import { css } from 'lit';

export const share = css`
  .marks svg {
    display: block;
    width: 100%;
    max-width: 22.5rem;
  }
  .marks .thousand {
    max-width: 34rem;
  }
  .disc {
    fill: var(--near);
    stroke: var(--near);
    stroke-width: 1.5;
  }
  .ring {
    fill: none;
    stroke: var(--edge);
    stroke-width: 1.5;
  }
  .thousand path {
    stroke-width: 0.6;
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    margin-top: 0.625rem;
    font-size: 0.9375rem;
  }
  .key {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
  }
  .disc-key,
  .ring-key {
    width: 0.8125rem;
    height: 0.8125rem;
    border: 1.5px solid var(--edge);
    border-radius: 50%;
  }
  .disc-key {
    border-color: var(--near);
    background: var(--near);
  }
  .bar-head,
  .bar-scale {
    display: flex;
    justify-content: space-between;
    gap: 0.5rem;
    font-size: 0.9375rem;
  }
  .bar svg {
    display: block;
    margin-block: 0.25rem;
  }
  .bar .full {
    fill: var(--near);
  }
  .track {
    fill: var(--line);
  }
  .bar-scale {
    color: var(--ink2);
    font-size: 0.8125rem;
  }
  .in-words p + p {
    margin-top: 0.5rem;
  }
  .twin {
    margin-top: 0.75rem;
    font-size: 0.9375rem;
  }
  .twin summary {
    width: fit-content;
    min-height: 1.5rem;
    color: var(--link);
    cursor: pointer;
  }
`;
