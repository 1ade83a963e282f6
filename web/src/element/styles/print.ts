// SPDX-License-Identifier: Apache-2.0
// The result on one sheet of paper.
import { css } from 'lit';

export const print = css`
  .paper-only {
    display: none;
  }

  @media print {
    :host {
      container-type: normal;
      font-size: 9pt;
      line-height: 1.35;
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
      grid-template-columns: 1fr 42mm;
      gap: 10mm;
      padding-block: 3mm 2mm;
    }
    .sentence {
      font-size: 16pt;
      line-height: 1.2;
    }
    .hero .lead {
      font-size: 9.5pt;
      margin: 2mm 0 0;
    }
    .marks svg {
      max-width: 42mm;
    }
    figcaption {
      margin-top: 1.5mm;
    }
    .disc,
    .disc-key,
    .up,
    .down,
    .track,
    .bar .full,
    .outcomes .full {
      print-color-adjust: exact;
    }
    figcaption,
    table,
    .outcomes caption,
    thead th,
    .notice,
    .note,
    .contribution,
    .effect,
    .flag,
    .question {
      font-size: 8pt;
      line-height: 1.35;
      white-space: normal;
    }
    :host(:lang(zh)) .notice {
      line-height: 1.5;
    }
    .flag .icon {
      width: 2.4mm;
      height: 2.4mm;
    }
    .notice > .icon {
      width: 4mm;
      height: 4mm;
    }
    .notice h2 {
      font-size: 8.5pt;
    }
    .sections {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 0 8mm;
    }
    .notices,
    .foot {
      grid-column: 1 / -1;
      padding-top: 0;
    }
    .notices {
      gap: 1.5mm;
      max-width: none;
      margin: 0 0 1mm;
    }
    .notice {
      gap: 2mm;
      padding: 1.5mm 2.5mm;
      border: 0.75pt solid #000;
    }
    .result-section {
      display: block;
      padding-block: 1.5mm;
      border: 0;
      break-inside: avoid;
    }
    .result-section > h2 {
      font-size: 10pt;
      margin-bottom: 1mm;
    }
    .answers {
      order: -1;
    }
    .notices {
      order: -2;
    }
    th,
    td {
      padding-block: 0.5mm;
      line-height: 1.35;
    }
    .contribution {
      grid-template-columns: minmax(0, 1fr) 14mm 24mm;
      gap: 2mm;
      align-items: center;
      margin-bottom: 0.8mm;
    }
    .contribution svg {
      grid-column: 2;
      grid-row: 1;
      height: 2.4mm;
      margin: 0;
    }
    .contribution .effect {
      grid-column: 3;
    }
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
      padding: 0;
      margin-top: 1mm;
      gap: 2mm;
    }
    .tick input {
      width: 3mm;
      height: 3mm;
      border-radius: 0.5mm;
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
