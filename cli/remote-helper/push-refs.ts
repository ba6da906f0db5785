import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { PushedRef, Rejection } from '../../shared/api/depot-push-contract.ts';
import { asShoalError } from '../../shared/errors.ts';
import { type Oid, oidSchema } from '../../shared/ids.ts';
import type { NodeClient } from '../node-client.ts';
import type { MeantCopy } from './meant-copy.ts';

/** What git asks for with one line: `push <source>:<target>`, with a `+` before it to force it. */
export interface PushLine {
  /** Null: the target goes. */
  readonly source: string | null;
  readonly target: string;
  readonly forced: boolean;
}

export interface PushOptions {
  readonly isAtomic: boolean;
  readonly isDryRun: boolean;
}

export function parsePushLine(line: string): PushLine {
  const [, force = '', source = '', target = ''] = /^push (\+?)([^:]*):(.+)$/.exec(line) ?? [];
  return { source: source === '' ? null : source, target, forced: force !== '' };
}

/**
 * Pushes to a depot, and answers with a line for each ref (gitremote-helpers(7)).
 * @param seen where the refs were when git asked for them
 */
export async function pushRefs(
  node: NodeClient,
  copy: MeantCopy,
  gitDir: string,
  lines: readonly PushLine[],
  seen: ReadonlyMap<string, Oid>,
  options: PushOptions,
): Promise<string[]> {
  try {
    const wanted = await Promise.all(
      lines.map(async ({ source, target: ref, forced }) => ({
        ...{ ref, forced, seen: seen.get(ref) ?? null },
        new: source === null ? null : await resolve(source),
      })),
    );
    const { refs } = await node.call('depot.push', { ...copy, ...options, gitDir, wanted });
    return refs.map(answerTo);
  } catch (cause) {
    // git tells a refusal for each ref; what it is not told of, it takes for pushed.
    const why = oneLine(asShoalError(cause).message);
    return lines.map(({ target }) => `error ${target} ${why}`);
  }
}

function answerTo(pushed: PushedRef): string {
  const { ref, status } = pushed;
  if (status === 'moved') return `ok ${ref}`;
  return `error ${ref} ${status === 'same' ? 'up to date' : wordsFor(pushed.why)}`;
}

/** git knows the first of them, and says them in its own way. */
const WORDS: Readonly<Record<Exclude<Rejection['code'], 'not-allowed'>, string>> = {
  'fetch-first': 'fetch first',
  'non-fast-forward': 'non-fast forward',
  stale: 'stale info',
  'already-exists': 'already exists',
  atomic: 'atomic push failed',
};

function wordsFor(why: Rejection): string {
  return why.code === 'not-allowed' ? oneLine(why.sentence) : WORDS[why.code];
}

function oneLine(sentence: string): string {
  return sentence.replace(/\s*\n\s*/g, ' ');
}

/** The object that git means: git says it by a ref's name, or by an id. */
async function resolve(source: string): Promise<Oid> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', source];
  const { stdout } = await promisify(execFile)('git', args);
  // Before git 2.30 it repeats the option.
  return oidSchema.parse(stdout.trim().split('\n').at(-1));
}
