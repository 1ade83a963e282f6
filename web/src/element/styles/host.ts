// SPDX-License-Identifier: Apache-2.0
// The element itself: colours, typeface, light and dark. And what browsers add to plain tags, taken away.
import { css } from 'lit';
import { dark, light, paper } from './tokens.js';

export const host = css`
  :host {
    ${light}
    display: block;
    color: var(--ink);
    background: var(--paper);
    font-family: var(
      --nearside-font,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      Inter,
      'PingFang SC',
      'HarmonyOS Sans SC',
      'Microsoft YaHei',
      'Noto Sans CJK SC',
      sans-serif
    );
    font-size: 1.0625rem;
    line-height: 1.53;
    font-variant-numeric: tabular-nums lining-nums;
    text-size-adjust: 100%;
    color-scheme: light dark;
  }
  @media (prefers-color-scheme: dark) {
    :host {
      ${dark}
    }
  }
  @media print {
    :host {
      ${paper}
      color-scheme: light;
    }
  }
  :host(:lang(zh)) {
    line-height: 1.7;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  p,
  ul,
  dl,
  dd,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
`;
