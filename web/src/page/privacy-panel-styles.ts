// SPDX-License-Identifier: Apache-2.0
import { css } from 'lit';

export const styles = css`
  dialog {
    width: min(34rem, calc(100vw - 2rem));
    max-height: calc(100vh - 2rem);
    padding: 1.5rem;
    border: 1px solid var(--line);
    border-radius: 0.625rem;
    color: var(--ink);
    background: var(--paper);
    font-size: 0.9375rem;
    overflow: auto;
  }
  dialog::backdrop {
    background: rgb(19 37 43 / 50%);
  }
  dialog p,
  dialog ul {
    margin-top: 0.5rem;
  }
  h3 {
    margin: 1rem 0 0;
    font-size: 0.9375rem;
    font-weight: 600;
  }
  dl {
    margin-top: 1rem;
    border-top: 1px solid var(--line);
  }
  dl div {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
    padding-block: 0.5rem;
    border-bottom: 1px solid var(--line);
  }
  dd {
    font-weight: 600;
  }
  ul {
    padding-inline-start: 1.25rem;
  }
  .receipt {
    display: flex;
    gap: 0.75rem;
    margin-top: 1rem;
    padding: 0.875rem;
    border-radius: 0.5rem;
    background: var(--tint);
  }
  .receipt .icon {
    color: var(--ok);
  }
  .receipt.bad .icon {
    color: var(--stop);
  }
  .receipt strong,
  .receipt code {
    display: block;
    overflow-wrap: anywhere;
  }
  code {
    font-family: ui-monospace, 'SF Mono', Consolas, monospace;
    font-size: 0.8125rem;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
    margin-top: 1.25rem;
  }
  .row button {
    flex: 1 1 9rem;
    padding-inline: 1rem;
  }
  @media (forced-colors: active) {
    .icon {
      stroke: CanvasText;
    }
  }
`;
