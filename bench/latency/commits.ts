import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { git } from '../../engine/testing/git.ts';

/** Between two commits, and how often it is looked whether one has come, in milliseconds. */
const PAUSE = 700;
const LOOK = 5;
const LIMIT = 20_000;

/** One more commit in a repository. @returns its id, and when `git commit` ended, as `performance.now` */
export function commitIn(source: string, round: number): { oid: string; at: number } {
  writeFileSync(join(source, 'work.txt'), `round ${round}\n`);
  git(source, ['add', 'work.txt']);
  git(source, ['commit', '--quiet', '-m', `round ${round}`]);
  const at = performance.now();
  return { oid: git(source, ['rev-parse', 'HEAD']), at };
}

/** What a person does between two commits. */
export async function pause(): Promise<void> {
  await sleep(PAUSE * (0.5 + Math.random()));
}

/** Commits again and again where another one follows. @returns seconds from the end of each `git commit` until it is there */
export async function followedCommits(
  source: string,
  target: string,
  rounds: number,
): Promise<number[]> {
  const seconds: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const { oid, at } = commitIn(source, round);
    const took = await untilAt(target, oid, at);
    // The first one is the start of following.
    if (round > 0) seconds.push(took);
    await pause();
  }
  return seconds;
}

/** @returns seconds since the commit */
async function untilAt(repository: string, oid: string, committed: number): Promise<number> {
  while (trackedIn(repository) !== oid) {
    if (performance.now() - committed > LIMIT) throw new Error('the commit did not come');
    await sleep(LOOK);
  }
  return secondsSince(committed);
}

/** Where the main branch of the one called `writer` is, as a repository tracks it; null if it does not. */
export function trackedIn(repository: string): string | null {
  const ref = join(repository, '.git', 'refs', 'remotes', 'writer', 'main');
  return existsSync(ref) ? readFileSync(ref, 'utf8').trim() : null;
}

export function secondsSince(begun: number): number {
  return Number(((performance.now() - begun) / 1_000).toFixed(3));
}
