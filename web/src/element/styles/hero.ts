// SPDX-License-Identifier: Apache-2.0
// The number: sentence, what it leaves open, and room for its picture.
import { css } from 'lit';

export const hero = css`
  .hero {
    background: var(--tint);
  }
  .hero-frame {
    padding-block: 1.5rem 2rem;
  }
  .hero .second,
  .hero .switch {
    background: var(--paper);
  }
  .hero .switch label:has(:checked) {
    background: var(--near);
  }
  .sentence {
    font-size: 2rem;
    line-height: 1.19;
  }
  .near {
    color: var(--near);
  }
  .hero .lead {
    color: var(--ink);
    font-size: 0.9375rem;
    margin: 0.75rem 0 1rem;
  }
  .hero-chart {
    margin-top: 1.25rem;
  }
`;
