import { basename } from 'node:path';

/** Those of git's own options that take the next word as their value. */
const WITH_VALUE = new Set(['-C', '-c']);

/** What was started: `git index-pack`, or the name of another program. */
export function programName([command = '', ...args]: readonly string[]): string {
  const name = basename(command);
  if (name !== 'git') return name;
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (WITH_VALUE.has(word)) at += 1;
    else if (!word.startsWith('-')) return `git ${word}`;
  }
  return name;
}
