// SPDX-License-Identifier: Apache-2.0
// The languages of the page, and how each writes numbers, units and dates.
import type { Localised, Unit } from 'nearside';
import type { en } from './en.js';

export type Language = 'en' | 'zh';
export type Words = typeof en;

const dictionaries: Partial<Record<Language, Words>> = {};
const locales: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-Hans' };

/** A language's words with its way of writing. */
export interface Speech {
  readonly language: Language;
  readonly locale: string;
  readonly words: Words;
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

/** Fetches a language's words, once. Until they are there, nothing can be said in it. */
export async function learn(language: Language): Promise<void> {
  dictionaries[language] ??= language === 'zh' ? (await import('./zh.js')).zh : (await import('./en.js')).en;
}

export const isLearnt = (language: Language): boolean => language in dictionaries;

/** `zh`, `zh-CN`, `zh-Hans` … are Chinese, everything else English. */
export function languageOf(tag: string): Language {
  return /^zh\b/i.test(tag) ? 'zh' : 'en';
}

/** The `lang` of a text in this language. */
export const localeOf = (language: Language): string => locales[language];

/** A language that was learnt. */
export function speech(language: Language): Speech {
  const locale = locales[language];
  const words = dictionaries[language];
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
