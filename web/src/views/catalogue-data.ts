// SPDX-License-Identifier: Apache-2.0
// The models that a page offers: how the list is read, put in order and searched. No markup, no words.

export type Obtained = 'asked' | 'measured_at_home' | 'laboratory' | 'clinician';

/** One model, in one language, as build.mjs writes it from models/index.json. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly topics: readonly string[];
  readonly audience: 'patient' | 'clinician';
  readonly demonstration: boolean;
  readonly unconfirmed: boolean;
  /** The id of the newer model; empty: none. */
  readonly replacedBy: string;
  /** What is asked for, by where a person finds it. */
  readonly inputs: Readonly<Partial<Record<Obtained, readonly string[]>>>;
  /** More words to search by: outcomes and search words. */
  readonly search: string;
}

export interface Wish {
  readonly query: string;
  readonly topic: string;
  readonly audience: Entry['audience'];
  readonly unconfirmed: boolean;
}

export const topicOrder = ['heart', 'diabetes', 'kidney', 'liver', 'mind', 'acute'] as const;
export type Topic = (typeof topicOrder)[number];

/** By topic, the newest equation first where its id names the year; then those that a newer one replaced; demonstrations last. */
export function inOrder(entries: readonly Entry[]): readonly Entry[] {
  const place = ({ topics, replacedBy, demonstration }: Entry): number => {
    const topic = topicOrder.findIndex((one) => topics.includes(one));
    return (topic < 0 ? topicOrder.length : topic) + (replacedBy === '' ? 0 : 10) + (demonstration ? 20 : 0);
  };
  const year = ({ id }: Entry): number => Number(/-(\d{4})$/.exec(id)?.[1] ?? 0);
  return [...entries].sort((a, b) => place(a) - place(b) || year(b) - year(a));
}

export function found(entries: readonly Entry[], wish: Wish): readonly Entry[] {
  return entries.filter(
    (entry) =>
      entry.audience === wish.audience &&
      (wish.unconfirmed || !entry.unconfirmed) &&
      (wish.topic === '' || entry.topics.includes(wish.topic)) &&
      matches(entry, wish.query),
  );
}

export function matches(entry: Entry, query: string): boolean {
  const words = folded(query).split(/[\s,，、。.?？]+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = folded([entry.title, entry.summary, entry.search, ...Object.values(entry.inputs).flat()].join(' '));
  // Short words ("my", "a") only count where there are no others.
  const telling = words.filter((word) => word.length > 3 || /[^a-z]/.test(word));
  return (telling.length > 0 ? telling : words).every((word) => holds(text, word));
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

function holds(text: string, word: string): boolean {
  if (text.includes(word)) return true;
  // "diabetic" finds "diabetes".
  if (/^[a-z]{6,}$/.test(word)) return text.includes(word.slice(0, 5));
  // Chinese is written without spaces: half of the pairs of characters are enough.
  const pairs = /^\p{Script=Han}{3,}$/u.test(word) ? [...word].slice(1).map((second, index) => word[index]! + second) : [];
  return pairs.length > 0 && pairs.filter((pair) => text.includes(pair)).length * 2 >= pairs.length;
}

/** A quarter of a minute a question. */
export function minutes({ inputs }: Entry): number {
  return Math.max(1, Math.round(Object.values(inputs).flat().length / 4));
}
