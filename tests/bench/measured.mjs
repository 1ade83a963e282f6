// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';

/** Wall seconds and peak megabytes of a command, the best of some runs. Needs Debian's time. */
export function measured(times, ...command) {
  const runs = Array.from({ length: times }, () => {
    const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%e %M', ...command], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (status !== 0) throw new Error(`${command.join(' ')}\n${stderr}`);
    const [seconds, kilobytes] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
    return { seconds, megabytes: kilobytes / 1024 };
  });
  return runs.reduce((best, run) => (run.seconds < best.seconds ? run : best));
}
