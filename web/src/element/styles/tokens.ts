// SPDX-License-Identifier: Apache-2.0
// The colours by their use: on light, on dark, on paper. A page of others sets them as --nearside-….
import { css } from 'lit';

export const light = css`
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

export const dark = css`
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

export const paper = css`
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
