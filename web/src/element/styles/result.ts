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
