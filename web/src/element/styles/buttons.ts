// SPDX-License-Identifier: Apache-2.0
// Buttons and links.
import { css } from 'lit';

export const buttons = css`
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  a,
  .link {
    color: var(--link);
    text-decoration: underline;
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    font-size: inherit;
    line-height: inherit;
    min-height: 1.5rem;
  }
  .main,
  .second {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-height: 3.25rem;
    padding: 0.5rem 1.5rem;
    border: 1.5px solid var(--near);
    border-radius: 0.5rem;
    font-size: 1rem;
    font-weight: 600;
    line-height: 1.4;
    text-align: center;
    text-wrap: balance;
    transition:
      background-color 150ms ease-out,
      border-color 150ms ease-out;
  }
  .main {
    color: var(--on-near);
    background: var(--near);
  }
  .main:hover,
  .main:active {
    background: var(--press);
    border-color: var(--press);
  }
  .second {
    color: var(--near);
    background: var(--paper);
    border-color: var(--edge);
  }
  .second:hover,
  .second:active {
    border-color: var(--press);
    color: var(--press);
  }
  .small.second {
    min-height: 2.75rem;
    padding: 0.375rem 1rem;
    font-size: 0.9375rem;
    color: var(--near);
  }
  button:disabled {
    color: var(--ink2);
    background: var(--ground);
    border-color: var(--line);
    cursor: default;
  }
`;
