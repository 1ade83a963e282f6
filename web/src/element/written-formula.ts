// SPDX-License-Identifier: Apache-2.0
// A formula's program as people write it, with as few brackets as its meaning allows: the text of `nearside inspect`
// (tools/explain/written_formula.cpp), sign by sign.
import type { Formula } from 'nearside';

/**
 * How strongly the outermost sign of a text binds; a text inside one that binds more strongly needs brackets: or, and,
 * not, comparison, sum, product, sign, power, whole.
 */
const [comparison, sum, product, sign, power, whole] = [3, 4, 5, 6, 7, 8];

const infixes: Readonly<Record<string, readonly [text: string, strength: number]>> = {
  or: [' or ', 0],
  and: [' and ', 1],
  less: [' < ', comparison],
  less_or_equal: [' <= ', comparison],
  greater: [' > ', comparison],
  greater_or_equal: [' >= ', comparison],
  equal: [' == ', comparison],
  not_equal: [' != ', comparison],
  add: [' + ', sum],
  subtract: [' - ', sum],
  multiply: [' * ', product],
  divide: [' / ', product],
  power: [' ^ ', power],
};

const binary = new Set([...Object.keys(infixes), 'min', 'max', 'first_known']);

interface Part {
  readonly text: string;
  readonly strength: number;
  /** It is just this column. */
  readonly input?: number;
  /** It is just this number. */
  readonly number?: number;
}

/**
 * `words` has one text a column of the formula: its name, or a value in its place. `answers` has the answers of each of
 * these columns, empty for a number: an index that one is compared with is written as 'the answer'.
 */
export function written(formula: Formula, words: readonly string[], answers: readonly (readonly string[])[]): string {
  const stack: Part[] = [];
  let inputs = 0;
  let numbers = 0;
  for (const operation of formula.operations) {
    if (operation === 'number') {
      const number = formula.numbers[numbers++]!;
      stack.push({ ...word(numberText(number)), number });
    } else if (operation === 'column') {
      const input = formula.inputs[inputs++]!;
      stack.push({ ...word(words[input]!), input });
    } else if (operation === 'if') {
      const [condition, then, otherwise] = stack.splice(-3);
      stack.push({ text: `if(${condition!.text}, ${then!.text}, ${otherwise!.text})`, strength: whole });
    } else if (binary.has(operation)) {
      const [left, right] = stack.splice(-2) as [Part, Part];
      const levels = left.input === undefined ? [] : (answers[left.input] ?? []);
      const named = right.number !== undefined && levels.length > 0;
      stack.push(joined(operation, left, named ? word(`'${levels[right.number!]}'`) : right));
    } else {
      stack.push(applied(operation, stack.pop()!));
    }
  }
  return stack.at(-1)?.text ?? '';
}

const word = (text: string): Part => ({ text, strength: text.startsWith('-') ? sign : whole });

const inside = (part: Part, least: number): string => (part.strength < least ? `(${part.text})` : part.text);

function joined(operation: string, a: Part, b: Part): Part {
  const infix = infixes[operation];
  if (infix === undefined) return { text: `${operation}(${a.text}, ${b.text})`, strength: whole };
  const [text, strength] = infix;
  // Comparisons are never chained; powers bind from the right, the others from the left.
  const fromRight = operation === 'power';
  const left = fromRight || strength === comparison ? strength + 1 : strength;
  return { text: inside(a, left) + text + inside(b, fromRight ? strength : strength + 1), strength };
}

function applied(operation: string, a: Part): Part {
  if (operation === 'negate') return { text: `-${inside(a, sign)}`, strength: sign };
  if (operation === 'not') return { text: `not ${inside(a, 2)}`, strength: 2 };
  return { text: `${operation}(${a.text})`, strength: whole };
}

/** The shortest of %.15g, %.16g and %.17g that reads back as the same number, as the engine writes numbers. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const digits = [15, 16].find((count) => Number(value.toPrecision(count)) === value) ?? 17;
  const [figures, tail] = value.toExponential(digits - 1).split('e') as [string, string];
  const exponent = Number(tail);
  const stripped = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
  if (exponent >= -4 && exponent < digits) return stripped(value.toFixed(Math.max(0, Math.min(100, digits - 1 - exponent))));
  return `${stripped(figures)}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
