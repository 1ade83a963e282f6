// SPDX-License-Identifier: Apache-2.0
// A made-up checkout in a folder with a space and other letters than ASCII, and programs that stand in for the machine's.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

/** What setup.sh reads, copied to a folder that is removed after the test `t`. Everything from Debian counts as installed. */
export function checkout(t) {
  const around = mkdtempSync(join(tmpdir(), 'nearside-setup-'));
  t.after(() => rmSync(around, { recursive: true }));
  const folder = join(around, 'Nähe Seite');
  for (const file of ['setup.sh', 'web/check-node.mjs', 'web/package.json', 'web/package-lock.json', 'tools/node/path.sh', 'tools/node/package.json', 'tools/node/package-lock.json']) {
    cpSync(join(repository, file), join(folder, file), { recursive: true });
  }
  const programs = join(around, 'bin');
  mkdirSync(programs);
  const made = {
    folder,
    at: (file) => join(folder, file),
    write(file, content) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    },
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    /** A shell script that is found before the machine's program of this name. */
    program(name, script) {
      writeFileSync(join(programs, name), `#!/bin/bash\n${script}\n`);
      chmodSync(join(programs, name), 0o755);
    },
    /** A Node that says it is of this version, and is the real one in all else. */
    node(version) {
      const hook = join(around, 'version.cjs');
      writeFileSync(hook, `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`);
      made.program('node', `case \${1:-} in --version) echo v${version} ;; *) exec "${process.execPath}" --require "${hook}" "$@" ;; esac`);
    },
    /** Runs a command in a process group of its own, as a terminal does: `kill -INT 0` in it is a Ctrl-C. */
    run(command, ...args) {
      const env = { ...process.env, PATH: `${programs}:${process.env.PATH}` };
      const { status, stdout, stderr } = spawnSync('setsid', ['--wait', command, ...args], { cwd: folder, env, encoding: 'utf8' });
      return { status, stdout, stderr };
    },
  };
  made.program('dpkg-query', `[[ "$*" == *Version* ]] && echo 153.0esr || echo installed`);
  made.program('apt-cache', 'echo "release l=Debian-Security"');
  made.program('npm', 'mkdir -p node_modules/one && basename "$PWD" >node_modules/one/made-in && cp package-lock.json node_modules/one/lock.json');
  return made;
}
