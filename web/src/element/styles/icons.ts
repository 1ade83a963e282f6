// SPDX-License-Identifier: Apache-2.0
// Icons, and Nearside's mark.
import { css } from 'lit';

export const icons = css`
  .icon {
    flex: none;
    width: 1.375rem;
    height: 1.375rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.7;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .mark {
    flex: none;
    width: 1.5rem;
    height: 1.5rem;
    fill: var(--near);
  }
  .mark circle {
    fill: none;
    stroke: var(--near);
    stroke-width: 1.9;
  }
`;
