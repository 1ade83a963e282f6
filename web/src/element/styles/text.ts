// SPDX-License-Identifier: Apache-2.0
// Headings, the column that text stands in, small print.
import { css } from 'lit';

export const text = css`
  h1,
  h2 {
    font-weight: 600;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }
  h1 {
    font-size: 1.875rem;
    line-height: 1.2;
  }
  h2 {
    font-size: 1.3125rem;
    line-height: 1.286;
  }
  h1:focus {
    outline: none;
  }
  :host(:lang(zh)) h1,
  :host(:lang(zh)) h2 {
    letter-spacing: 0;
    line-height: 1.4;
  }
  /* Only a heading that says where it may break: any other would leave its last sign on a line of its own. */
  :host(:lang(zh)) h1:has(wbr),
  :host(:lang(zh)) h2:has(wbr) {
    word-break: keep-all;
    overflow-wrap: anywhere;
  }
  p {
    text-wrap: pretty;
  }
  .frame {
    max-width: 61rem;
    margin: 0 auto;
    padding: 0 1.25rem;
    box-sizing: content-box;
  }
  .small {
    font-size: 0.9375rem;
    color: var(--ink2);
  }
  .micro {
    font-size: 0.8125rem;
    line-height: 1.46;
    color: var(--ink2);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
