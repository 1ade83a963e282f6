// SPDX-License-Identifier: Apache-2.0
// Buttons in a row or a column, and the way back.
import { css } from 'lit';

export const actions = css`
  .actions {
    display: grid;
    gap: 0.75rem;
    margin-top: 1.25rem;
  }
  .actions .main {
    min-width: 11rem;
  }
  .back {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    margin: 0 0 0.75rem -0.25rem;
    min-height: 1.75rem;
    font-size: 0.9375rem;
    text-decoration: none;
  }
  .back:hover {
    text-decoration: underline;
  }
  .back .icon {
    width: 1.25rem;
    height: 1.25rem;
  }
`;
