import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A home for a git of its own. @param settings lines of its `.gitconfig` */
export function gitHome(home: string, settings: readonly string[] = []): NodeJS.ProcessEnv {
  mkdirSync(home);
  const user = ['[user]', 'name = Bob', 'email = bob@example.invalid'];
  writeFileSync(join(home, '.gitconfig'), [...user, ...settings, ''].join('\n'));
  return {
    ...{ PATH: process.env.PATH, HOME: home, GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' },
    LC_ALL: 'C',
  };
}
