// SPDX-License-Identifier: Apache-2.0
// A number in one unit or another. No markup, no words.
import type { Predictor, Range, Unit } from 'nearside';
import type { Language } from '../i18n/index.js';

/** The units that people of a language find on their laboratory's letter. */
const usual: Readonly<Record<Language, readonly string[]>> = { en: [], zh: ['mmol/L', 'umol/L'] };

export function firstUnit(predictor: Predictor, language: Language): string {
  const known = predictor.units.map(({ ucum }) => ucum);
  return known.find((ucum) => usual[language].includes(ucum)) ?? known[0] ?? '';
}

export function unitOf(predictor: Predictor, ucum: string): Unit | undefined {
  return predictor.units.find((unit) => unit.ucum === ucum);
}

export function inUnit(valueInModelUnit: number, unit: Unit | undefined): number {
  return unit === undefined ? valueInModelUnit : (valueInModelUnit - unit.offset) / unit.factor;
}

export function inModelUnit(value: number, unit: Unit): number {
  return unit.factor * value + unit.offset;
}

/** The limits as told in a unit: rounded inwards to three digits, so that each limit that is shown is taken. */
export function rangeIn(range: Range, unit: Unit | undefined): Range {
  if (unit === undefined || (unit.factor === 1 && unit.offset === 0)) return range;
  return { low: rounded(inUnit(range.low, unit), Math.ceil), high: rounded(inUnit(range.high, unit), Math.floor) };
}

function rounded(value: number, towards: (x: number) => number): number {
  if (value === 0) return 0;
  const decimals = 2 - Math.floor(Math.log10(Math.abs(value)));
  const scale = 10 ** Math.abs(decimals);
  const [up, down] = decimals >= 0 ? [value * scale, (x: number) => x / scale] : [value / scale, (x: number) => x * scale];
  // 1e-9: 0.1 cm comes out of 1 mm / 10 mm a last bit off, and is no reason to round on.
  const near = Math.round(up);
  return down(Math.abs(up - near) < 1e-9 * Math.abs(up) ? near : towards(up));
}

/** Four significant digits, never with an exponent. */
export function plainFigures(value: number): string {
  const rounded = Number(value.toPrecision(4));
  return new Intl.NumberFormat('en', { useGrouping: false, maximumSignificantDigits: 4 }).format(rounded);
}
