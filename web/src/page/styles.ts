// SPDX-License-Identifier: Apache-2.0
import { css } from 'lit';

export const styles = css`
  :host {
    min-height: 100vh;
  }
  header {
    border-bottom: 1px solid var(--line);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 1.25rem;
    min-height: 3.75rem;
  }
  .broad {
    max-width: 74rem;
  }
  .brand {
    display: inline-flex;
    align-items: center;
    gap: 0.625rem;
    margin-inline-end: auto;
    font-weight: 600;
    letter-spacing: -0.015em;
  }
  nav a {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    min-height: 2.75rem;
    margin-inline-start: -0.25rem;
    font-size: 0.9375rem;
    text-decoration: none;
  }
  nav a:hover {
    text-decoration: underline;
  }
  nav .icon {
    width: 1.25rem;
    height: 1.25rem;
  }
  .quiet {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-height: 2.75rem;
    padding: 0;
    border: 0;
    background: none;
    font-size: 0.9375rem;
  }
  .quiet:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .quiet .icon {
    width: 1.125rem;
    height: 1.125rem;
  }
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
    .icon,
    .mark circle {
      stroke: CanvasText;
    }
    .mark {
      fill: CanvasText;
    }
  }
  /* What the calculator scrolls to keeps the header in sight. */
  nearside-calculator {
    scroll-margin-top: 5rem;
  }
  @media print {
    .quiet,
    nav,
    dialog {
      display: none;
    }
    :host {
      min-height: 0;
    }
    header {
      border: 0;
    }
    .bar {
      min-height: 0;
      padding-inline: 0;
    }
    .frame {
      max-width: none;
    }
  }
`;
