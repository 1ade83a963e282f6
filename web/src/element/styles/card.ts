// SPDX-License-Identifier: Apache-2.0
// The model card.
import { css } from 'lit';

export const card = css`
  .card-rows {
    margin-top: 1.25rem;
    border-top: 1px solid var(--line);
  }
  .card-rows > div {
    padding-block: 0.875rem;
    border-bottom: 1px solid var(--line);
    font-size: 0.9375rem;
  }
  .card-rows dt {
    font-weight: 600;
  }
  .card-rows dd p + p {
    margin-top: 0.5rem;
  }
  .card-rows dd {
    overflow-wrap: anywhere;
  }
  .card .notice {
    margin-top: 1rem;
  }
  .ok {
    display: inline-flex;
    gap: 0.375rem;
    color: var(--ok);
  }
  .ok .icon {
    width: 1.125rem;
    height: 1.125rem;
    margin-top: 0.125rem;
  }
  code {
    font-family: ui-monospace, 'SF Mono', Consolas, monospace;
    font-size: 0.8125rem;
  }
`;
