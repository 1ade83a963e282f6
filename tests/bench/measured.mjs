// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';

/** Wall seconds and peak megabytes of one run of a command. Needs Debian's time. */
function run(command, environment = {}) {
  const options = { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, ...environment } };
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%e %M', ...command], options);
  if (status !== 0) throw new Error(`${command.join(' ')}\n${stderr}`);
  const [seconds, kilobytes] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { seconds, megabytes: kilobytes / 1024 };
}

/** Wall seconds and peak megabytes of a command, the best of some runs. */
export function measured(times, ...command) {
  const runs = Array.from({ length: times }, () => run(command));
  return runs.reduce((best, one) => (one.seconds < best.seconds ? one : best));
}

const median = (values) => values.sort((a, b) => a - b)[(values.length - 1) / 2];

/** The same of several commands, each in one thread and by turns, so that a slow minute meets all of them: medians of an odd number of runs. */
export function medians(times, ...commands) {
  const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const rounds = Array.from({ length: times }, () => commands.map((command) => run(command, oneThread)));
  return commands.map((_, c) => ({
    seconds: median(rounds.map((round) => round[c].seconds)),
    megabytes: median(rounds.map((round) => round[c].megabytes)),
  }));
}
