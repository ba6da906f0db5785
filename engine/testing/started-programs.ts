import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A git to be found first by PATH, which writes down what it is asked for and does it. */
export interface LoggedGit {
  /** What `PATH` has to be. */
  readonly path: string;
  /** The commands that were started since this was asked last, sorted. */
  readonly started: () => string[];
}

/** @param commands of git's, all that are written down */
export function loggedGit(folder: string, commands: readonly string[]): LoggedGit {
  const [bin, log] = [join(folder, 'bin'), join(folder, 'log')];
  const real = execFileSync('sh', ['-c', 'command -v git']).toString().trim();
  mkdirSync(bin);
  // What it is asked for stands behind the settings.
  const script = `for word in "$@"; do case $word in ${commands.join('|')})`;
  const lines = ['#!/bin/sh', `${script} echo $word >> ${log}; break;; esac; done`];
  writeFileSync(join(bin, 'git'), [...lines, `exec ${real} "$@"`, ''].join('\n'));
  chmodSync(join(bin, 'git'), 0o755);
  return {
    path: `${bin}${delimiter}${process.env.PATH}`,
    started: () => {
      if (!existsSync(log)) return [];
      const words = readFileSync(log, 'utf8').trim().split('\n').sort();
      rmSync(log);
      return words;
    },
  };
}
