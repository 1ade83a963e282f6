// SPDX-License-Identifier: Apache-2.0
// A risk as people of a hundred or, near the ends, of a thousand. Sentence, marks, bar and words all use this one.
import type { Words } from '../i18n/index.js';

export interface Share {
  /** About how many of 100; below 1 and above 99 no number is said. */
  readonly said: 'fewer' | 'about' | 'more';
  readonly of100: number;
  /** The marks: so many discs of so many. */
  readonly discs: number;
  readonly marks: 100 | 1000;
  readonly risk: number;
}

export function shareOf(risk: number): Share {
  const said = risk < 0.01 ? 'fewer' : risk > 0.99 ? 'more' : 'about';
  const marks = said === 'about' ? 100 : 1000;
  return { said, of100: Math.round(risk * 100), discs: Math.round(risk * marks), marks, risk };
}

/** "about 15 in 100" */
export function shareText(share: Share, words: Words): string {
  if (share.said === 'fewer') return words.fewerIn100;
  return share.said === 'more' ? words.moreIn100 : words.aboutIn100(String(share.of100));
}

/** "About 85 in 100 do not." */
export function restText(share: Share, words: Words): string {
  if (share.said === 'fewer') return words.moreNot;
  return share.said === 'more' ? words.fewerNot : words.aboutNot(String(100 - share.of100));
}
