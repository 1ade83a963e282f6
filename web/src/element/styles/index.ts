// SPDX-License-Identifier: Apache-2.0
// The look, in the order in which later rules win over earlier ones.
import type { CSSResultGroup } from 'lit';
import { actions } from './actions.js';
import { buttons } from './buttons.js';
import { card } from './card.js';
import { choice } from './choice.js';
import { contributions } from './contributions.js';
import { field } from './field.js';
import { focus } from './focus.js';
import { forcedColors } from './forced-colors.js';
import { form } from './form.js';
import { hero } from './hero.js';
import { host } from './host.js';
import { icons } from './icons.js';
import { notice } from './notice.js';
import { print } from './print.js';
import { refusal } from './refusal.js';
import { result } from './result.js';
import { screen } from './screen.js';
import { share } from './share.js';
import { switches } from './switch.js';
import { table } from './table.js';
import { text } from './text.js';
import { wide } from './wide.js';

/** For the page around the calculator, too. */
export const base: CSSResultGroup = [host, text, icons, buttons, focus];

export const styles: CSSResultGroup = [
  screen,
  actions,
  form,
  field,
  choice,
  switches,
  notice,
  hero,
  share,
  table,
  contributions,
  result,
  refusal,
  card,
  wide,
  forcedColors,
  print,
];
