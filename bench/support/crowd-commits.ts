import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../../engine/testing/git.ts';
import { headsOf } from './heads.ts';
import { packedBytes } from './packed-bytes.ts';
import type { Scope } from './scope.ts';

const EVERY_MS = 2_000;
/** Of text that compresses little, in each commit. */
const COMMIT_BYTES = 10_000;

/** Someone who goes on working while others clone from them. */
export interface Commits {
  /** A copy of the project that the commits are made in. */
  readonly repository: string;
  start(): void;
  stop(): { readonly count: number; readonly newBytes: number };
}

export async function commitsMeanwhile(
  scope: Scope,
  original: string,
  scratch: string,
): Promise<Commits> {
  const repository = join(scratch, 'worked-on.git');
  cpSync(original, repository, { recursive: true });
  const branch = git(repository, ['symbolic-ref', 'HEAD']);
  const before = headsOf(repository);
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  scope.onEnd(() => clearInterval(timer));
  return {
    repository,
    start() {
      timer = setInterval(() => {
        count += 1;
        commit(repository, branch, count);
      }, EVERY_MS);
    },
    stop() {
      clearInterval(timer);
      return { count, newBytes: packedBytes(repository, headsOf(repository), before) };
    },
  };
}

/** Needs no working tree. */
function commit(repository: string, branch: string, index: number): void {
  const time = Math.floor(Date.now() / 1_000);
  const content = randomText(COMMIT_BYTES);
  const lines = [
    ...[`commit ${branch}`, `committer Anna Example <anna@example.invalid> ${time} +0100`],
    ...['data 4', 'Work', `from ${branch}^0`, `M 100644 inline notes/${index}.txt`],
    ...[`data ${content.length}`, content, ''],
  ];
  git(repository, ['fast-import', '--quiet'], lines.join('\n'));
}

function randomText(length: number): string {
  let text = '';
  while (text.length < length) text += `${Math.random().toString(36)}\n`;
  return text.slice(0, length);
}
