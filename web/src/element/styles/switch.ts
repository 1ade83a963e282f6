// SPDX-License-Identifier: Apache-2.0
// A few radio buttons in one frame: units, views, outcomes.
import { css } from 'lit';

export const switches = css`
  .switch {
    display: inline-flex;
    max-width: 100%;
    border: 1.5px solid var(--edge);
    border-radius: 0.5rem;
  }
  .output-switch {
    display: flex;
    flex-wrap: wrap;
    width: fit-content;
    margin-block: 0.75rem;
  }
  .switch label {
    position: relative;
    display: grid;
    place-items: center;
    min-width: 4.25rem;
    min-height: 2.875rem;
    padding: 0.25rem 0.875rem;
    font-size: 0.9375rem;
    line-height: 1.3;
    text-align: center;
    cursor: pointer;
  }
  .controls .switch label {
    min-height: 3.0625rem;
  }
  .switch label + label {
    border-inline-start: 1px solid var(--edge);
  }
  .switch label:first-of-type {
    border-start-start-radius: 0.375rem;
    border-end-start-radius: 0.375rem;
  }
  .switch label:last-of-type {
    border-start-end-radius: 0.375rem;
    border-end-end-radius: 0.375rem;
  }
  .switch label:has(:checked) {
    color: var(--on-near);
    background: var(--near);
    font-weight: 600;
  }
  .switch label:has(:focus-visible) {
    z-index: 1;
    border-radius: 0.375rem;
  }
  .switch input {
    position: absolute;
    inset: 0;
    opacity: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    cursor: pointer;
  }
`;
