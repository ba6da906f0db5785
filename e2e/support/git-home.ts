import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** As for the tests' own git (`engine/testing/git.ts`). */
const NO_MAINTENANCE = ['[maintenance]', 'auto = false'];

/** A home for a git of its own. @param settings lines of its `.gitconfig` */
export function gitHome(home: string, settings: readonly string[] = []): NodeJS.ProcessEnv {
  mkdirSync(home);
  const user = ['[user]', 'name = Bob', 'email = bob@example.invalid'];
  writeFileSync(join(home, '.gitconfig'), [...user, ...NO_MAINTENANCE, ...settings, ''].join('\n'));
  return {
    ...{ PATH: process.env.PATH, HOME: home, GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' },
    LC_ALL: 'C',
  };
}
