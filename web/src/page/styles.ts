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
  @media (forced-colors: active) {
    .icon,
    .mark circle {
      stroke: CanvasText;
    }
    .mark {
      fill: CanvasText;
    }
  }
  .failed {
    padding-block: 1.25rem;
  }
  .failed p + p {
    margin-top: 1rem;
  }
  /* What the calculator scrolls to keeps the header and the way back in sight. */
  nearside-calculator {
    scroll-margin-top: 7rem;
  }
  @media print {
    .quiet,
    nav,
    nearside-privacy-panel {
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
