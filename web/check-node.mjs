// SPDX-License-Identifier: Apache-2.0
// Ends with one sentence where this Node is older than package.json's "engines" names. Runs on any Node since 12, which
// the tools it guards do not.
import { readFileSync } from 'fs';

const needed = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')).engines.node;

/** Whether `version` ("22.12.0") fits `range`, whose alternatives are "^20.19.0" or ">=22.12.0". */
export function fits(version, range) {
  const numbers = (text) => text.split('.').map(Number);
  const [major, minor] = numbers(version);
  return range.split('||').some((alternative) => {
    const [, sign, from] = /^\s*(\^|>=)(\d+\.\d+\.0)\s*$/.exec(alternative);
    const [fromMajor, fromMinor] = numbers(from);
    return (major === fromMajor && minor >= fromMinor) || (sign === '>=' && major > fromMajor);
  });
}

if (!fits(process.versions.node, needed)) {
  console.error(`Node ${needed.replace('||', 'or')} is needed, and this is ${process.versions.node}. ./setup.sh brings one that ./run.sh and ./test.sh use.`);
  process.exit(1);
}
