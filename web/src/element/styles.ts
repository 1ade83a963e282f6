// SPDX-License-Identifier: Apache-2.0
// The look: tokens first (shared/page/page.md), each to be overridden from outside as --nearside-….
import { css } from 'lit';

const light = css`
  --ground: var(--nearside-ground, #f3f6f5);
  --paper: var(--nearside-paper, #fff);
  --tint: var(--nearside-tint, #e8f1f0);
  --ink: var(--nearside-ink, #13252b);
  --ink2: var(--nearside-ink2, #475a61);
  --line: var(--nearside-line, #d3dcdb);
  --edge: var(--nearside-edge, #6b7e84);
  --near: var(--nearside-near, #005b63);
  --press: var(--nearside-press, #00434a);
  --on-near: var(--nearside-on-near, #fff);
  --link: var(--nearside-link, #00616b);
  --up: var(--nearside-up, #a44b0b);
  --down: var(--nearside-down, #2a66a8);
  --care: var(--nearside-care, #7a4f00);
  --care-line: var(--nearside-care-line, #a8720a);
  --care-fill: var(--nearside-care-fill, #fff5da);
  --stop: var(--nearside-stop, #a02323);
  --stop-fill: var(--nearside-stop-fill, #fceeec);
  --ok: var(--nearside-ok, #1d6a41);
  --focus: var(--nearside-focus, #13252b);
  --focus-gap: var(--nearside-focus-gap, #ffd24a);
`;

const dark = css`
  --ground: var(--nearside-ground, #0c1518);
  --paper: var(--nearside-paper, #131f23);
  --tint: var(--nearside-tint, #16302f);
  --ink: var(--nearside-ink, #e9f0ef);
  --ink2: var(--nearside-ink2, #a8b9bb);
  --line: var(--nearside-line, #2a3a3f);
  --edge: var(--nearside-edge, #7e9195);
  --near: var(--nearside-near, #63c6c6);
  --press: var(--nearside-press, #8ad8d6);
  --on-near: var(--nearside-on-near, #06201f);
  --link: var(--nearside-link, #7ad0d0);
  --up: var(--nearside-up, #f0a264);
  --down: var(--nearside-down, #84b9f0);
  --care: var(--nearside-care, #f2c55c);
  --care-line: var(--nearside-care-line, #b98a22);
  --care-fill: var(--nearside-care-fill, #2b2412);
  --stop: var(--nearside-stop, #ff9e92);
  --stop-fill: var(--nearside-stop-fill, #331b1a);
  --ok: var(--nearside-ok, #7bcb9c);
  --focus: var(--nearside-focus, #ffd24a);
  --focus-gap: var(--nearside-focus-gap, transparent);
`;

const paper = css`
  --ground: #fff;
  --paper: #fff;
  --tint: #fff;
  --ink: #000;
  --ink2: #222;
  --line: #999;
  --edge: #333;
  --near: #000;
  --link: #000;
  --up: #000;
  --down: #666;
  --care: #000;
  --care-fill: #fff;
  --stop: #000;
  --stop-fill: #fff;
`;

/** Tokens, type, links, buttons: for the page around the calculator, too. */
export const base = css`
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
    word-break: keep-all;
    overflow-wrap: anywhere;
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
  .icon {
    flex: none;
    width: 1.375rem;
    height: 1.375rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.7;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .mark {
    flex: none;
    width: 1.5rem;
    height: 1.5rem;
    fill: var(--near);
  }
  .mark circle {
    fill: none;
    stroke: var(--near);
    stroke-width: 1.9;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  a,
  .link {
    color: var(--link);
    text-decoration: underline;
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    font-size: inherit;
    line-height: inherit;
    min-height: 1.5rem;
  }
  .main,
  .second {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-height: 3.25rem;
    padding: 0.5rem 1.5rem;
    border: 1.5px solid var(--near);
    border-radius: 0.5rem;
    font-size: 1rem;
    font-weight: 600;
    line-height: 1.4;
    text-align: center;
    transition:
      background-color 150ms ease-out,
      border-color 150ms ease-out;
  }
  .main {
    color: var(--on-near);
    background: var(--near);
  }
  .main:hover,
  .main:active {
    background: var(--press);
    border-color: var(--press);
  }
  .second {
    color: var(--near);
    background: var(--paper);
    border-color: var(--edge);
  }
  .second:hover,
  .second:active {
    border-color: var(--press);
    color: var(--press);
  }
  .small.second {
    min-height: 2.75rem;
    padding: 0.375rem 1rem;
    font-size: 0.9375rem;
    color: var(--near);
  }
  button:disabled {
    color: var(--ink2);
    background: var(--ground);
    border-color: var(--line);
    cursor: default;
  }
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 3px;
    box-shadow: 0 0 0 3px var(--focus-gap);
    border-radius: 0.25rem;
  }
  .main:focus-visible,
  .second:focus-visible,
  .number:focus-visible {
    border-radius: 0.5rem;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
    }
  }
`;

export const styles = css`
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

  /* Buttons in a row or a column */
  .actions {
    display: grid;
    gap: 0.75rem;
    margin-top: 1.25rem;
  }
  .actions .main {
    min-width: 11rem;
  }
  .back {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    margin: 0 0 0.75rem -0.25rem;
    min-height: 1.75rem;
    font-size: 0.9375rem;
    text-decoration: none;
  }
  .back:hover {
    text-decoration: underline;
  }
  .back .icon {
    width: 1.25rem;
    height: 1.25rem;
  }

  /* Form */
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
  .part + .part {
    margin-top: 2rem;
    padding-top: 2rem;
    border-top: 1px solid var(--line);
  }
  .fields {
    margin-top: 1.25rem;
  }
  .field {
    padding-block: 1.25rem;
    border-bottom: 1px solid var(--line);
  }
  .fields > .field:first-child {
    padding-top: 0;
  }
  .fields > .field:last-child {
    border-bottom: 0;
    padding-bottom: 0.25rem;
  }
  .notice + .field {
    padding-top: 1.5rem;
  }
  .label {
    display: block;
    padding: 0;
    font-weight: 600;
    font-size: 1rem;
    line-height: 1.45;
  }
  /* Floated, or a legend ignores the padding above it. */
  legend.label {
    float: inline-start;
    width: 100%;
  }
  legend.label + * {
    clear: both;
  }
  legend.label + .choices {
    margin-top: 0;
    padding-top: 0.5rem;
  }
  .hint {
    font-size: 0.9375rem;
    line-height: 1.5;
    color: var(--ink2);
  }
  :host(:lang(zh)) .hint,
  :host(:lang(zh)) .label {
    line-height: 1.65;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.625rem;
    margin-top: 0.5rem;
  }
  .number {
    width: 7.375rem;
    height: 3.25rem;
    padding: 0 1rem;
    border: 1.5px solid var(--edge);
    border-radius: 0.5rem;
    color: var(--ink);
    background: var(--paper);
    font: inherit;
    font-size: 1.1875rem;
    letter-spacing: 0.02em;
  }
  .number.wrong {
    border: 2px solid var(--stop);
  }
  .number.careful {
    border: 2px solid var(--care-line);
  }
  .unit {
    font-size: 0.9375rem;
    color: var(--ink2);
  }
  .fault,
  .caution {
    display: flex;
    gap: 0.5rem;
    margin-top: 0.375rem;
    font-size: 0.9375rem;
    line-height: 1.5;
  }
  .fault {
    color: var(--stop);
    font-weight: 600;
  }
  .caution {
    color: var(--care);
  }
  .fault .icon,
  .caution .icon {
    width: 1.125rem;
    height: 1.125rem;
    margin-top: 0.125rem;
  }
  .mends {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-top: 0.625rem;
  }
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
    gap: 0.625rem;
    margin-top: 0.5rem;
  }
  .choice,
  .tick {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    cursor: pointer;
    line-height: 1.4;
  }
  .choice {
    min-height: 3.25rem;
    padding: 0.5rem 0.875rem;
    border: 1.5px solid var(--edge);
    border-radius: 0.5rem;
    font-size: 1rem;
  }
  .choice:has(:checked) {
    border: 2.5px solid var(--near);
    padding: calc(0.5rem - 1px) calc(0.875rem - 1px);
    background: var(--tint);
  }
  .choice.wrong:not(:has(:checked)) {
    border: 2px solid var(--stop);
  }
  .choice:has(:focus-visible),
  .switch label:has(:focus-visible) {
    outline: 3px solid var(--focus);
    outline-offset: 3px;
    box-shadow: 0 0 0 3px var(--focus-gap);
  }
  .choice :focus-visible {
    outline: none;
    box-shadow: none;
  }
  .choice input,
  .tick input {
    flex: none;
    appearance: none;
    width: 1.375rem;
    height: 1.375rem;
    margin: 0;
    border: 1.5px solid var(--edge);
    background: var(--paper);
    cursor: pointer;
  }
  .choice input {
    border-radius: 50%;
  }
  .choice input:checked {
    border: 2px solid var(--near);
    background: radial-gradient(circle, var(--near) 0 46%, var(--paper) 52%);
  }
  .tick {
    width: fit-content;
    min-height: 2.75rem;
    margin-top: 0.5rem;
    font-size: 0.9375rem;
  }
  .tick input {
    width: 1.5rem;
    height: 1.5rem;
    border-radius: 5px;
  }
  .tick input:checked {
    display: grid;
    place-content: center;
    border-color: var(--near);
    background: var(--near);
  }
  .tick input:checked::before {
    content: '';
    width: 0.4rem;
    height: 0.75rem;
    margin-top: -0.15rem;
    border: solid var(--on-near);
    border-width: 0 2px 2px 0;
    transform: rotate(45deg);
  }
  .switch {
    display: inline-flex;
    max-width: 100%;
    border: 1.5px solid var(--edge);
    border-radius: 0.5rem;
  }
  .switch label {
    display: grid;
    place-items: center;
    min-width: 4.25rem;
    min-height: 2.875rem;
    padding: 0.25rem 0.875rem;
    font-size: 0.9375rem;
    line-height: 1.3;
    text-align: center;
    cursor: pointer;
  }
  .controls .switch label {
    min-height: 3.0625rem;
  }
  .switch label + label {
    border-inline-start: 1px solid var(--edge);
  }
  .switch label:first-of-type {
    border-start-start-radius: 0.375rem;
    border-end-start-radius: 0.375rem;
  }
  .switch label:last-of-type {
    border-start-end-radius: 0.375rem;
    border-end-end-radius: 0.375rem;
  }
  .switch label:has(:checked) {
    color: var(--on-near);
    background: var(--near);
    font-weight: 600;
  }
  .switch label:has(:focus-visible) {
    z-index: 1;
    border-radius: 0.375rem;
  }
  .switch input {
    position: absolute;
    opacity: 0;
    width: 1px;
    height: 1px;
    margin: 0;
  }

  /* Notices */
  .notice {
    display: flex;
    gap: 0.875rem;
    padding: 1rem;
    border-radius: 0.5rem;
    font-size: 0.9375rem;
    line-height: 1.53;
    background: var(--ground);
  }
  :host(:lang(zh)) .notice {
    line-height: 1.7;
  }
  .notice h2 {
    font-size: 1rem;
    letter-spacing: 0;
    line-height: 1.4;
  }
  .notice.care {
    background: var(--care-fill);
  }
  .notice.care > .icon {
    color: var(--care);
  }
  .notice.stop {
    background: var(--stop-fill);
  }
  .notice.stop > .icon {
    color: var(--stop);
  }
  .notice .line {
    display: block;
  }
  .summary {
    margin-bottom: 1.25rem;
  }
  .summary ul {
    list-style: none;
  }
  .summary li {
    margin-top: 0.5rem;
  }
  .rings {
    list-style: none;
  }
  .rings li {
    position: relative;
    padding-inline-start: 1.625rem;
    margin-top: 0.625rem;
  }
  .rings li::before {
    content: '';
    position: absolute;
    inset: 0.45em auto auto 0.125rem;
    width: 0.75rem;
    height: 0.75rem;
    border: 2px solid var(--near);
    border-radius: 50%;
  }

  /* Result */
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
  .marks svg {
    display: block;
    width: 100%;
    max-width: 22.5rem;
  }
  .marks .thousand {
    max-width: 34rem;
  }
  .disc {
    fill: var(--near);
    stroke: var(--near);
    stroke-width: 1.5;
  }
  .ring {
    fill: none;
    stroke: var(--edge);
    stroke-width: 1.5;
  }
  .thousand path {
    stroke-width: 0.6;
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    margin-top: 0.625rem;
    font-size: 0.9375rem;
  }
  .key {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
  }
  .disc-key,
  .ring-key {
    width: 0.8125rem;
    height: 0.8125rem;
    border: 1.5px solid var(--edge);
    border-radius: 50%;
  }
  .disc-key {
    border-color: var(--near);
    background: var(--near);
  }
  .bar-head,
  .bar-scale {
    display: flex;
    justify-content: space-between;
    gap: 0.5rem;
    font-size: 0.9375rem;
  }
  .bar svg {
    display: block;
    margin-block: 0.25rem;
  }
  .bar .full {
    fill: var(--near);
  }
  .track {
    fill: var(--line);
  }
  .bar-scale {
    color: var(--ink2);
    font-size: 0.8125rem;
  }
  .in-words p + p {
    margin-top: 0.5rem;
  }
  .twin {
    margin-top: 0.75rem;
    font-size: 0.9375rem;
  }
  .twin summary {
    width: fit-content;
    min-height: 1.5rem;
    color: var(--link);
    cursor: pointer;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.9375rem;
  }
  th,
  td {
    padding: 0.5rem 0;
    border-bottom: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
    font-weight: 400;
    line-height: 1.5;
  }
  thead th {
    color: var(--ink2);
    font-size: 0.8125rem;
  }
  td + td,
  th + td,
  th + th {
    padding-inline-start: 0.75rem;
  }
  .figure {
    text-align: end;
    white-space: nowrap;
  }
  td.figure:has(.flag) {
    white-space: normal;
  }
  .answers-used tr:first-child > * {
    padding-top: 0;
  }
  .flag {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    margin-inline-end: 0.25rem;
    color: var(--care);
    font-size: 0.8125rem;
    white-space: nowrap;
  }
  .flag .icon {
    width: 0.9375rem;
    height: 0.9375rem;
  }
  .together {
    white-space: nowrap;
  }
  .notices {
    display: grid;
    gap: 0.75rem;
    padding-top: 1.5rem;
  }
  .result-section,
  .ruled {
    padding-block: 2rem;
    border-bottom: 1px solid var(--line);
  }
  .result-section > h2,
  .ruled > h2 {
    margin-bottom: 0.875rem;
  }
  .ruled .notice {
    margin-top: 1.25rem;
  }
  .contribution {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 0.75rem;
    align-items: end;
    margin-bottom: 0.625rem;
    line-height: 1.4;
    font-size: 1rem;
  }
  .contribution svg {
    grid-column: 1 / -1;
    margin-top: 0.25rem;
    display: block;
  }
  .effect {
    color: var(--ink2);
    font-size: 0.9375rem;
    text-align: end;
  }
  .contribution-axis svg {
    display: block;
    overflow: visible;
  }
  .contribution-axis text {
    fill: var(--ink2);
    font-size: 0.8125rem;
  }
  .axis-line {
    fill: var(--line);
  }
  .zero {
    fill: var(--edge);
  }
  .up {
    fill: var(--up);
  }
  .down {
    fill: var(--down);
  }
  .note {
    margin-top: 0.75rem;
    color: var(--ink2);
    font-size: 0.9375rem;
  }
  p.note:first-child {
    margin-top: 0;
  }
  .question {
    width: auto;
    margin-top: 0;
    font-size: 1rem;
  }
  .question + .notice,
  .blank-lines + .notice {
    margin-top: 1rem;
  }
  .facts div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
    padding-block: 0.1875rem;
    font-size: 0.9375rem;
  }
  .facts dt {
    color: var(--ink2);
  }
  .facts dd {
    overflow-wrap: anywhere;
    text-align: end;
  }
  .facts + p {
    margin-top: 0.75rem;
    font-size: 0.9375rem;
  }
  .sections > .actions {
    padding-block: 0.5rem 3rem;
  }
  .narrow > .notice {
    margin-top: 1rem;
  }
  .narrow > .notice + .ruled {
    margin-top: 1rem;
    border-bottom: 0;
  }

  /* Model card */
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

  .paper-only {
    display: none;
  }

  @media (forced-colors: active) {
    .disc,
    .bar .full,
    .up,
    .down,
    .progress path,
    .progress .full {
      fill: CanvasText;
      stroke: CanvasText;
    }
    .ring,
    .progress circle,
    .track {
      stroke: CanvasText;
    }
    .track {
      fill: Canvas;
    }
    .icon,
    .mark circle {
      stroke: CanvasText;
    }
    .notice {
      border: 1px solid CanvasText;
    }
    .choice:has(:checked),
    .switch label:has(:checked) {
      outline: 3px solid Highlight;
      outline-offset: -3px;
    }
    .choice input,
    .tick input {
      appearance: auto;
    }
    .disc-key {
      forced-color-adjust: none;
      background: CanvasText;
      border-color: CanvasText;
    }
  }

  @media print {
    @page {
      size: auto;
      margin: 12mm 14mm;
    }
    :host {
      container-type: normal;
      font-size: 9.5pt;
      line-height: 1.4;
    }
    .frame {
      max-width: none;
      padding-inline: 0;
    }
    .strip {
      border-bottom: 1.5pt solid #000;
    }
    .strip p {
      font-weight: 600;
      color: #000;
      padding-block: 2pt 4pt;
    }
    .back,
    .switch,
    .twin,
    .actions,
    .link,
    .hero-chart .bar,
    .hero-chart .in-words,
    .result-section.worked-out,
    .questions .notice {
      display: none;
    }
    .paper-only {
      display: block;
    }
    .hero-frame {
      display: grid;
      grid-template-columns: 1fr 46mm;
      gap: 10mm;
      padding-block: 5mm 3mm;
    }
    .sentence {
      font-size: 17pt;
      line-height: 1.2;
    }
    .hero .lead {
      font-size: 10pt;
    }
    .marks svg {
      max-width: 46mm;
    }
    .disc,
    .disc-key,
    .up,
    .down,
    .track,
    .bar .full {
      print-color-adjust: exact;
    }
    figcaption,
    table,
    .notice,
    .note,
    .contribution,
    .effect,
    .flag,
    .question {
      font-size: 9pt;
      white-space: normal;
    }
    .effect {
      flex: none;
    }
    .sections {
      columns: 2;
      column-gap: 8mm;
    }
    .notices,
    .foot {
      column-span: all;
      padding-top: 0;
    }
    .notices {
      margin-bottom: 2mm;
    }
    .notice {
      padding: 2mm 3mm;
      border: 0.75pt solid #000;
    }
    .result-section {
      display: block;
      padding-block: 2mm;
      border: 0;
      break-inside: avoid;
    }
    .result-section > h2 {
      font-size: 11pt;
      margin-bottom: 1mm;
    }
    th,
    td {
      padding-block: 0.8mm;
    }
    .contribution {
      display: flex;
      justify-content: space-between;
      margin-bottom: 1mm;
    }
    .contribution svg,
    .contribution-axis {
      display: none;
    }
    .rings li {
      margin-top: 1mm;
      padding-inline-start: 5mm;
    }
    .rings li::before {
      width: 2.4mm;
      height: 2.4mm;
    }
    .question {
      min-height: 0;
      margin-top: 1.5mm;
      gap: 2mm;
    }
    .tick input {
      width: 3.5mm;
      height: 3.5mm;
    }
    .blank-lines {
      height: 14mm;
      border-bottom: 0.75pt solid #333;
      background: linear-gradient(#333, #333) 0 7mm / 100% 0.75pt no-repeat;
      print-color-adjust: exact;
    }
    .foot {
      margin-top: 3mm;
      padding-top: 2mm;
      border-top: 1pt solid #000;
      font-size: 8pt;
    }
    .foot .mark {
      width: 3mm;
      height: 3mm;
      vertical-align: -0.4mm;
    }
  }
`;
