// SPDX-License-Identifier: Apache-2.0
// The look, in the order in which later rules win over earlier ones.
import type { CSSResultGroup } from 'lit';
import { actions } from './actions.js';
import { buttons } from './buttons.js';
import { choice } from './choice.js';
import { field } from './field.js';
import { focus } from './focus.js';
import { forcedColors } from './forced-colors.js';
import { form } from './form.js';
import { host } from './host.js';
import { icons } from './icons.js';
import { notice } from './notice.js';
import { screen } from './screen.js';
import { switches } from './switch.js';
import { text } from './text.js';
import { wide } from './wide.js';

/** For the page around the calculator, too. */
export const base: CSSResultGroup = [host, text, icons, buttons, focus];

export const styles: CSSResultGroup = [screen, actions, form, field, choice, switches, notice];

/** After those of ../later.ts, but for paper, which has the last word. */
export const overrides: CSSResultGroup = [wide, forcedColors];
