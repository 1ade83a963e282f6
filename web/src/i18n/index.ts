// SPDX-License-Identifier: Apache-2.0
// The languages of the page, and how each writes numbers, units and dates.
import type { Localised, Unit } from 'nearside';
import { fetchedPart } from '../fetched-part.js';
import type { enLater } from './en-later.js';
import type { en } from './en.js';

export type Language = 'en' | 'zh';
/** What the page says until the first field is answered. */
export type FirstWords = typeof en;
/** What it says after that. */
export type LaterWords = typeof enLater;
export type Words = FirstWords & LaterWords;

const first: Partial<Record<Language, FirstWords>> = {};
const whole: Partial<Record<Language, Words>> = {};
const locales: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-Hans' };

/** A language's words with its way of writing. */
export interface Speech<W extends FirstWords = Words> {
  readonly language: Language;
  readonly locale: string;
  readonly words: W;
  /** The text of a model file in this language; English where it has none. */
  text(localised: Localised | undefined): string;
  /** A number, to at most `digits` significant digits, without separators between thousands. */
  number(value: number, digits?: number): string;
  /** A number and its unit, kept on one line. */
  quantity(value: number, unit: Unit | undefined, digits?: number): string;
  /** A unit as people write it; empty for none. */
  unit(unit: Unit | undefined): string;
  /** In words, of a day counted from 1970-01-01. */
  day(day: number): string;
  /** "a, b and c" */
  list(texts: readonly string[]): string;
  /** "a, b or c" */
  or(texts: readonly string[]): string;
  /** With so many decimals. */
  fixed(value: number, decimals: number): string;
  /** Stands between two sentences. */
  readonly gap: string;
}

export type FirstSpeech = Speech<FirstWords>;

/** Fetches a language's first words, once. Until they are there, nothing can be said in it. */
export async function learn(language: Language): Promise<void> {
  first[language] ??= language === 'zh' ? (await import('./zh.js')).zh : (await import('./en.js')).en;
}

/** Fetches the others, too; `attempt` counts from 1. */
export async function learnWhole(language: Language, attempt = 1): Promise<void> {
  if (isWhollyLearnt(language)) return;
  const later =
    language === 'zh'
      ? fetchedPart(() => import('./zh-later.js'), attempt).then(({ zhLater }) => zhLater)
      : fetchedPart(() => import('./en-later.js'), attempt).then(({ enLater }) => enLater);
  await Promise.all([learn(language), later]);
  whole[language] = { ...first[language]!, ...(await later) };
}

export const isLearnt = (language: Language): boolean => language in first;
export const isWhollyLearnt = (language: Language): boolean => language in whole;

/** `zh`, `zh-CN`, `zh-Hans` … are Chinese, everything else English. */
export function languageOf(tag: string): Language {
  return /^zh\b/i.test(tag) ? 'zh' : 'en';
}

/** The `lang` of a text in this language. */
export const localeOf = (language: Language): string => locales[language];

/** A language whose first words were learnt. */
export const firstSpeech = (language: Language): FirstSpeech => spoken(language, first[language]);

/** A language that was wholly learnt. */
export const speech = (language: Language): Speech => spoken(language, whole[language]);

function spoken<W extends FirstWords>(language: Language, words: W | undefined): Speech<W> {
  const locale = locales[language];
  if (words === undefined) throw new Error(`"${language}" was not learnt yet`);
  const number = (value: number, digits = 4): string =>
    new Intl.NumberFormat(locale, { maximumSignificantDigits: digits, useGrouping: false }).format(value);
  const unit = (of: Unit | undefined): string => (of === undefined ? '' : unitText(of.ucum, language));
  return {
    language,
    locale,
    words,
    text: (localised) => (localised === undefined ? '' : (language === 'zh' && localised.zh) || localised.en),
    number,
    unit,
    quantity: (value, of, digits) => (of === undefined ? number(value, digits) : `${number(value, digits)}\u00a0${unit(of)}`),
    list: (texts) => new Intl.ListFormat(locale).format(texts),
    or: (texts) => new Intl.ListFormat(locale, { type: 'disjunction' }).format(texts),
    fixed: (value, decimals) =>
      new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: false })
        .format(value)
        .replace('-', '\u2212'),
    gap: language === 'zh' ? '' : ' ',
    day: (day) => {
      const style = { dateStyle: 'long', timeZone: 'UTC' } as const;
      const text = new Intl.DateTimeFormat(language === 'zh' ? locale : 'en-GB', style).format(day * 86_400_000);
      return language === 'zh' ? text.replace(/(\d+)(\D)/g, '$1\u00a0$2 ').trim() : text;
    },
  };
}

const times: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { a: 'years', mo: 'months', wk: 'weeks', d: 'days', h: 'hours', min: 'minutes', '{score}': 'points' },
  zh: { a: '岁', mo: '个月', wk: '周', d: '天', h: '小时', min: '分钟', '{score}': '分' },
};

/** UCUM as people write it: mm[Hg] is mmHg, u[IU]/mL is µIU/mL, mL/min/{1.73_m2} is mL/min/1.73 m². */
export function unitText(ucum: string, language: Language): string {
  return (
    times[language][ucum] ??
    ucum
      .replace(/[[\]{}]/g, '')
      .replace(/_/g, '\u00a0')
      .replace(/(?<![A-Za-z])u(?=[A-Za-z])/g, 'µ')
      .replace(/(?<=m)2(?!\d)/g, '²')
      .replace(/(?<=m)3(?!\d)/g, '³')
      .replace(/10\*(\d+)/g, '10^$1')
  );
}
