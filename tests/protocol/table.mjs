// SPDX-License-Identifier: Apache-2.0
// One column of a CSV file, read apart from the program.
import { readFileSync } from 'node:fs';

/** The texts of a column, row by row, trimmed. */
export function columnOf(file, name) {
  const text = readFileSync(file, 'utf8');
  const [header] = recordsOf(text.slice(0, text.indexOf('\n') + 1));
  const place = header.indexOf(name);
  if (place < 0) throw new Error(`${file} has no column "${name}"`);
  const records = text.includes('"') ? recordsOf(text) : text.trimEnd().split(/\r?\n/).map((line) => line.split(','));
  return records.slice(1).map((record) => record[place].trim());
}

/** Records of a text with quoted fields (RFC 4180). */
function recordsOf(text) {
  const records = [];
  let record = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === '' && record.length === 0 && (quoted ?? plain) === '') break;
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}
