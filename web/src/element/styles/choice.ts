// SPDX-License-Identifier: Apache-2.0
// Radio buttons and checkboxes as large targets.
import { css } from 'lit';

export const choice = css`
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
    gap: 0.625rem;
    margin-top: 0.5rem;
  }
  .choices.rows {
    grid-template-columns: minmax(0, 1fr);
  }
  .choice,
  .tick {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    cursor: pointer;
    line-height: 1.4;
  }
  .choice {
    min-height: 3.25rem;
    padding: 0.5rem 0.875rem;
    border: 1.5px solid var(--edge);
    border-radius: 0.5rem;
    font-size: 1rem;
  }
  .choice:has(:checked) {
    border: 2.5px solid var(--near);
    padding: calc(0.5rem - 1px) calc(0.875rem - 1px);
    background: var(--tint);
  }
  .choice.wrong:not(:has(:checked)) {
    border: 2px solid var(--stop);
  }
  .choice:has(:focus-visible),
  .switch label:has(:focus-visible) {
    outline: 3px solid var(--focus);
    outline-offset: 3px;
    box-shadow: 0 0 0 3px var(--focus-gap);
  }
  .choice :focus-visible {
    outline: none;
    box-shadow: none;
  }
  .choice input,
  .tick input {
    flex: none;
    appearance: none;
    width: 1.375rem;
    height: 1.375rem;
    margin: 0;
    border: 1.5px solid var(--edge);
    background: var(--paper);
    cursor: pointer;
  }
  .choice input {
    border-radius: 50%;
  }
  .choice input:checked {
    border: 2px solid var(--near);
    background: radial-gradient(circle, var(--near) 0 46%, var(--paper) 52%);
  }
  .tick {
    width: fit-content;
    min-height: 2.75rem;
    margin-top: 0.5rem;
    font-size: 0.9375rem;
  }
  .tick input {
    width: 1.5rem;
    height: 1.5rem;
    border-radius: 5px;
  }
  .tick input:checked {
    display: grid;
    place-content: center;
    border-color: var(--near);
    background: var(--near);
  }
  .tick input:checked::before {
    content: '';
    width: 0.4rem;
    height: 0.75rem;
    margin-top: -0.15rem;
    border: solid var(--on-near);
    border-width: 0 2px 2px 0;
    transform: rotate(45deg);
  }
`;
