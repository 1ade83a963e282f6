// SPDX-License-Identifier: Apache-2.0
// What every screen has: the strip that says who decides, and room around the content.
import { css } from 'lit';

export const screen = css`
  :host {
    container-type: inline-size;
  }
  .strip {
    border-bottom: 1px solid var(--line);
    background: var(--ground);
  }
  .strip p {
    padding-block: 0.5625rem;
  }
  main {
    display: block;
  }
  form,
  .plain,
  .card {
    padding-block: 1.5rem 3rem;
  }
  .late {
    animation: appear 1ms 400ms both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
`;
