// SPDX-License-Identifier: Apache-2.0
// Where the keyboard is; and no movement for those who want none.
import { css } from 'lit';

export const focus = css`
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 3px;
    box-shadow: 0 0 0 3px var(--focus-gap);
    border-radius: 0.25rem;
  }
  .main:focus-visible,
  .second:focus-visible,
  .number:focus-visible {
    border-radius: 0.5rem;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
    }
  }
`;
