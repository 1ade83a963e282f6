// SPDX-License-Identifier: Apache-2.0
// The calculator's look, in the order in which later rules win over earlier ones; it stands on base.ts.
import type { CSSResultGroup } from 'lit';
import { actions } from './actions.js';
import { choice } from './choice.js';
import { field } from './field.js';
import { forcedColors } from './forced-colors.js';
import { form } from './form.js';
import { notice } from './notice.js';
import { screen } from './screen.js';
import { switches } from './switch.js';
import { wide } from './wide.js';

export const styles: CSSResultGroup = [screen, actions, form, field, choice, switches, notice];

/** After those of ../later.ts, but for paper, which has the last word. */
export const overrides: CSSResultGroup = [wide, forcedColors];
