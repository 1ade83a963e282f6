// SPDX-License-Identifier: Apache-2.0
// What stood in for an answer that is not known: its value, where it comes from, and how sure it is.
import type { Issue, Predictor } from 'nearside';
import { isDate, isNumber } from './answers.js';
import { inUnit, unitOf } from './units.js';
import type { Scene } from './scene.js';

/** "We used 90 (about 75 to 105), worked out from your other answers. …" */
export function fillText(scene: Scene, predictor: Predictor, ucum: string, issue: Issue): string {
  const { speech, model } = scene;
  const { words } = speech;
  const source = model.filledBy[model.schema.predictors.indexOf(predictor)] ?? '';
  const share = shareOf(predictor, issue);
  if (share !== null) return words.weUsedShare(speech.number(share, 2), words.shareSources[source] ?? '');
  const value = filledText(scene, predictor, ucum, issue);
  const range = rangeOf(scene, predictor, ucum, issue);
  const used = words.weUsed(value, range, words.fillSources[source] ?? '');
  return range === '' ? used : used + speech.gap + words.fillRange;
}

/** The value alone, in the unit that the person chose; the core speaks in the model's unit. */
export function filledText({ speech }: Scene, predictor: Predictor, ucum: string, issue: Issue): string {
  const value = issue.limit;
  if (value === null) return '';
  if (isDate(predictor)) return speech.day(Math.round(value));
  const share = shareOf(predictor, issue);
  if (share !== null) return speech.words.between(speech.number(share, 2));
  if (!isNumber(predictor)) {
    const level = predictor.levels[value];
    const plain = predictor.kind === 'boolean' ? { yes: speech.words.yes, no: speech.words.no }[level?.id ?? ''] : undefined;
    return plain ?? speech.text(level?.label);
  }
  const unit = unitOf(predictor, ucum);
  return speech.quantity(inUnit(value, unit), unit, issue.seen === null ? undefined : 3);
}

/** How far from no to yes a truth value was filled; null for anything else, and where it is one of the two. */
function shareOf(predictor: Predictor, { limit }: Issue): number | null {
  if (predictor.kind !== 'boolean' || limit === null || predictor.levels[limit] !== undefined) return null;
  return predictor.levels[0]?.id === 'yes' ? 1 - limit : limit;
}

/** Where 95 in 100 would lie, inside what the model takes; empty where the model does not know. */
function rangeOf({ speech }: Scene, predictor: Predictor, ucum: string, { seen, limit }: Issue): string {
  if (seen === null || limit === null || !isNumber(predictor)) return '';
  const unit = unitOf(predictor, ucum);
  const shown = (value: number): string => {
    const inside = Math.min(Math.max(value, predictor.hard?.low ?? -Infinity), predictor.hard?.high ?? Infinity);
    return speech.number(inUnit(inside, unit), 2);
  };
  return speech.words.fromTo(shown(limit - 1.96 * seen), shown(limit + 1.96 * seen));
}
