import type { Readable } from 'node:stream';
import { asShoalError } from '../../../shared/errors.ts';
import { endHelper } from '../../end-helper.ts';
import type { Git } from '../git.ts';
import { HelperLines } from '../helper-lines.ts';
import type { BringNearby } from '../protocol/conversation.ts';
import { relay } from '../relay.ts';
import { bundleHeads, isBundle, unbundle } from './bundle.ts';
import { mayUse, notAllowed, readSettings } from './git-settings.ts';
import { type Direct, openConnection } from './open-connection.ts';
import { unquoted } from './unquoted.ts';

/** As git's own programs end when they cannot go on. */
const DIED = 128;

/**
 * Speaks with git as a helper for addresses that git needs none for: it connects git to what git itself would
 * have connected to.
 * @returns the exit status
 */
export async function serveDirect(route: Direct, git: Git, bring: BringNearby): Promise<number> {
  const settings = readSettings();
  if (!mayUse(route.scheme, settings)) {
    await endHelper(notAllowed(route.scheme), git);
    return DIED;
  }
  if (route.kind === 'path' && isBundle(route.path)) return serveBundle(route.path, git);
  let command: string | null = null;
  for await (const line of linesOf(git.stdin)) {
    const [word = '', ...rest] = line.split(' ');
    if (line === '') return 0;
    if (line === 'capabilities') git.stdout.write('connect\noption\n\n');
    else if (word === 'option') {
      const isPath = rest[0] === 'servpath';
      if (isPath) command = unquoted(rest.slice(1).join(' '));
      git.stdout.write(isPath ? 'ok\n' : 'unsupported\n');
    } else if (word === 'connect') {
      const service = rest.join(' ');
      try {
        const program = await openConnection(route, service, command ?? service, settings);
        const lines = new HelperLines(bring);
        await lines.hearGit(Buffer.from(`${line}\n`));
        for (const piece of lines.hearProgram(Buffer.from('\n'))) git.stdout.write(piece);
        return await relay(git, program, lines);
      } catch (cause) {
        git.stderr.write(`fatal: ${asShoalError(cause).message}\n`);
        return DIED;
      }
    } else throw new RangeError(`git asks for ${word}, which was not offered`);
  }
  return 0;
}

async function serveBundle(path: string, { stdin, stdout }: Git): Promise<number> {
  let isFetching = false;
  for await (const line of linesOf(stdin)) {
    const [word = ''] = line.split(' ');
    if (line === 'capabilities') stdout.write('fetch\noption\n\n');
    else if (word === 'option') stdout.write('unsupported\n');
    else if (word === 'list') stdout.write(`${[...bundleHeads(path), ''].join('\n')}\n`);
    else if (word === 'fetch') isFetching = true;
    else if (!isFetching) return 0;
    else {
      // All of them are in it.
      if (!unbundle(path)) return DIED;
      isFetching = false;
      stdout.write('\n');
    }
  }
  return 0;
}

/** Reads no further than git has spoken: what comes after `connect` is not ours. */
async function* linesOf(stdin: Readable): AsyncGenerator<string> {
  let rest = '';
  for (;;) {
    const end = rest.indexOf('\n');
    if (end !== -1) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      yield line;
      continue;
    }
    const chunk = await nextChunk(stdin);
    if (chunk === null) return;
    rest += chunk.toString('utf8');
  }
}

async function nextChunk(stdin: Readable): Promise<Buffer | null> {
  for (;;) {
    const chunk = stdin.read() as Buffer | null;
    if (chunk !== null) return chunk;
    if (stdin.readableEnded || stdin.destroyed) return null;
    await new Promise<void>((resolve) => {
      const settle = () => {
        for (const event of EVENTS) stdin.off(event, settle);
        resolve();
      };
      for (const event of EVENTS) stdin.once(event, settle);
    });
  }
}

const EVENTS = ['readable', 'end', 'close', 'error'] as const;
