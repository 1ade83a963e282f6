// SPDX-License-Identifier: Apache-2.0
// Progress, and the parts of the form.
import { css } from 'lit';

export const form = css`
  .progress {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    margin-bottom: 0.75rem;
    font-size: 0.9375rem;
    color: var(--ink2);
  }
  .progress circle {
    fill: none;
    stroke: var(--near);
    stroke-width: 1.9;
  }
  .progress .full,
  .progress path {
    fill: var(--near);
  }
  .lead {
    color: var(--ink2);
    margin-top: 0.75rem;
  }
  .side .hint {
    margin-top: 0.5rem;
  }
  .part + .part {
    margin-top: 2rem;
    padding-top: 2rem;
    border-top: 1px solid var(--line);
  }
  .fields {
    margin-top: 1.25rem;
  }
`;
