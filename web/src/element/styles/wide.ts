// SPDX-License-Identifier: Apache-2.0
// What changes where the element has room.
import { css } from 'lit';

export const wide = css`
  @container (min-width: 50rem) {
    form,
    .plain,
    .card {
      padding-block: 2.5rem 4rem;
    }
    .part,
    .result-section {
      display: grid;
      grid-template-columns: 15rem minmax(0, 42.5rem);
      column-gap: 3.5rem;
    }
    .fields {
      margin-top: 0.375rem;
    }
    .side-empty,
    .notices,
    .summary {
      margin-inline-start: 18.5rem;
      max-width: 42.5rem;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
    }
    .actions .micro {
      flex-basis: 100%;
    }
    .choices {
      max-width: 32rem;
    }
    .sentence {
      font-size: 2.5rem;
      line-height: 1.125;
    }
    .hero-frame {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 20.5rem;
      gap: 3.5rem;
      padding-block: 2.5rem;
    }
    .hero-words {
      max-width: 33rem;
    }
    .hero .lead {
      font-size: 1.0625rem;
    }
    .hero-chart {
      margin-top: 0.25rem;
    }
    .result-section > h2 {
      margin: 0;
    }
    .narrow {
      max-width: 42.5rem;
    }
    .card-rows > div {
      display: grid;
      grid-template-columns: 11rem minmax(0, 1fr);
      gap: 1.5rem;
    }
  }

  @container (min-width: 60rem) {
    .contribution {
      grid-template-columns: 14rem minmax(0, 1fr) 9.5rem;
      align-items: center;
      margin-bottom: 0.5rem;
    }
    .contribution svg {
      grid-column: 2;
      grid-row: 1;
      margin: 0;
    }
    .contribution .effect {
      grid-column: 3;
    }
    .contribution-axis {
      margin-inline: 14.75rem 10.25rem;
    }
  }
`;
