// SPDX-License-Identifier: Apache-2.0
// Narrow screens of text: no number, or no model.
import { css } from 'lit';

export const refusal = css`
  .narrow > .notice,
  .narrow > .care-now {
    margin-top: 1rem;
  }
  .narrow > .notice + .ruled {
    margin-top: 1rem;
    border-bottom: 0;
  }
`;
