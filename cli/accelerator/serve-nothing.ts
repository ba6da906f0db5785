import { execFileSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Git } from './git.ts';

/**
 * For a remote without an address. A repository whose other remotes are accelerated has one called `origin`, which
 * nobody made: fetching from all remotes passes it by, as what is there already comes from it. Who meant another remote
 * is told.
 * @param name what git calls it
 */
export async function serveNothing(name: string, { stdin, stdout, stderr }: Git): Promise<number> {
  let isAsked = false;
  let isQuiet = false;
  for await (const line of createInterface({ input: stdin })) {
    if (line === 'capabilities') stdout.write('fetch\npush\noption\n\n');
    else if (line.startsWith('option')) {
      isQuiet ||= line === 'option verbosity 0';
      stdout.write('unsupported\n');
    } else if (line.startsWith('list')) {
      if (!isQuiet) stderr.write(`${nothingThere(name)}\n`);
      stdout.write(`${headLine()}\n`);
    } else if (line !== '') isAsked = true;
    else if (!isAsked) return 0;
    else {
      isAsked = false;
      stdout.write('\n');
    }
  }
  return 0;
}

function headLine(): string {
  const head = git('rev-parse', '--verify', 'HEAD^0');
  return head === '' ? '' : `${head} HEAD\n`;
}

function nothingThere(name: string): string {
  const others = git('remote').split('\n');
  const [other = 'NAME'] = others.filter((each) => each !== name && each !== '');
  return `Shoal: there is no remote called “${name}” here. “git fetch ${other}” asks another one.`;
}

/** What git prints; empty where it fails. */
function git(...args: readonly string[]): string {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('git', args, { stdio }).toString().trim();
  } catch {
    return '';
  }
}
