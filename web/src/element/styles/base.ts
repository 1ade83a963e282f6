// SPDX-License-Identifier: Apache-2.0
// What the page, the catalogue and the calculator share.
import type { CSSResultGroup } from 'lit';
import { buttons } from './buttons.js';
import { focus } from './focus.js';
import { host } from './host.js';
import { icons } from './icons.js';
import { text } from './text.js';

export const base: CSSResultGroup = [host, text, icons, buttons, focus];
