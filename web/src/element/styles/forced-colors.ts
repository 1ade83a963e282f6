// SPDX-License-Identifier: Apache-2.0
// The person's own few colours: shapes must still tell what colour told.
import { css } from 'lit';

export const forcedColors = css`
  @media (forced-colors: active) {
    .disc,
    .bar .full,
    .outcomes .full,
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
`;
