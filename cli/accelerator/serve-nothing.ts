import { execFileSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Git } from './git.ts';

/**
 * For a remote without an address. A repository whose other remotes are accelerated has one called `origin`, which
 * nobody made: fetching from all remotes passes it by, as what is there already comes from it.
 */
export async function serveNothing({ stdin, stdout }: Git): Promise<number> {
  let isAsked = false;
  for await (const line of createInterface({ input: stdin })) {
    if (line === 'capabilities') stdout.write('fetch\npush\noption\n\n');
    else if (line.startsWith('option')) stdout.write('unsupported\n');
    else if (line.startsWith('list')) stdout.write(`${headLine()}\n`);
    else if (line !== '') isAsked = true;
    else if (!isAsked) return 0;
    else {
      isAsked = false;
      stdout.write('\n');
    }
  }
  return 0;
}

function headLine(): string {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    const head = execFileSync('git', ['rev-parse', '--verify', 'HEAD^0'], { stdio });
    return `${head.toString().trim()} HEAD\n`;
  } catch {
    return '';
  }
}
