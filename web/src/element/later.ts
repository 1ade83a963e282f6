// SPDX-License-Identifier: Apache-2.0
// What nobody needs before the first answer: faults, result, refusal and model card, with their styles. Fetched by itself, after
// the form is there.
import type { CSSResultGroup } from 'lit';
import { card } from './styles/card.js';
import { contributions } from './styles/contributions.js';
import { hero } from './styles/hero.js';
import { print as paper } from './styles/print.js';
import { refusal } from './styles/refusal.js';
import { result } from './styles/result.js';
import { share } from './styles/share.js';
import { table } from './styles/table.js';

export { cardView } from './card.js';
export { faultViews } from './faults.js';
export { refusalView } from './refusal.js';
export { resultView } from './result.js';

export const styles: CSSResultGroup = [hero, share, table, contributions, result, refusal, card];
export const print: CSSResultGroup = paper;
