import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Oid } from '../../shared/ids.ts';
import { buildRepository, randomFrom } from '../testing/build-repository.ts';
import { DepotRoom } from '../testing/depot-room.ts';
import { fsck, git, refs } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import type { PushesToMake } from './support/pushing-process.ts';

const MOMENTS = 20;
const ENTRY = join(import.meta.dirname, 'support', 'pushing-process.ts');
const random = randomFrom(20_081_206);

let home: string;
/** What the process works in; only one of the states that it was in stands there at a time. */
let folder: string;
let source: string;
let commits: Oid[];

beforeAll(() => {
  home = temporaryFolder();
  folder = join(home, 'room');
  source = join(home, 'source');
  buildRepository(source, { commits: MOMENTS + 6, files: 5 });
  commits = git(source, ['rev-list', '--first-parent', '--reverse', 'main']).split('\n') as Oid[];
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const stateOf = (n: number) => join(home, `state-${n}`);

/** Halts the process, with every git that it has started, and keeps a copy of what is on disk then. */
function keepState(child: ChildProcess, n: number): void {
  const group = -(child.pid ?? 0);
  process.kill(group, 'SIGSTOP');
  cpSync(folder, stateOf(n), { recursive: true });
  process.kill(group, 'SIGCONT');
}

test('a push killed at any moment was not there, or is there, and the next one goes on from it', async () => {
  const child = fork(ENTRY, [], { execArgv: ['--import', 'tsx'], detached: true });
  const pushed = commits.slice(-MOMENTS - 2);
  const states: { n: number; before: Oid; pushing: Oid }[] = [];
  let took = 60;
  let began = 0;
  let striking: Promise<void> = Promise.resolve();
  child.on('message', (message: { begun?: Oid; done?: Oid }) => {
    const { begun, done } = message;
    if (done !== undefined) {
      took = performance.now() - began;
      // On a busy machine, the moment may come when the push is over.
      void striking.then(() => child.send('go on'));
    }
    if (begun === undefined) return;
    began = performance.now();
    const index = pushed.indexOf(begun);
    // The first one tells how long one takes.
    if (index === 0 || index > MOMENTS) return;
    const before = pushed[index - 1] as Oid;
    // One moment after the other, and each at another part of the way.
    const share = (index - 1 + random()) / MOMENTS;
    striking = sleep(share * took).then(() => {
      states.push({ n: index, before, pushing: begun });
      keepState(child, index);
    });
  });
  child.send({ folder, source, commits: pushed } satisfies PushesToMake);
  await once(child, 'exit');
  await striking;
  expect(states).toHaveLength(MOMENTS);

  const outcomes = new Set<string>();
  for (const { n, before, pushing } of states) {
    rmSync(folder, { recursive: true });
    cpSync(stateOf(n), folder, { recursive: true });
    const room = await DepotRoom.open(source, folder);
    const path = room.target.path;
    const main = git(path, ['rev-parse', 'main']) as Oid;
    expect([before, pushing]).toContain(main);
    outcomes.add(main === before ? 'before' : 'after');
    const pushes = await room.pushes.find(room.target.record.id);
    expect([...(pushes?.chain.refs ?? [])]).toEqual([['refs/heads/main', main]]);
    expect(refs(path, 'refs/heads', 'refs/tags')).toEqual([`${main} refs/heads/main`]);
    expect(fsck(path)).toBe('');
    const anna = await room.pusher('Anna');
    await anna.chains.vet(anna.copy(), new AbortController().signal);
    const later = [{ ref: 'refs/heads/main', new: commits.at(-1) ?? null, forced: false }];
    const { refs: moved } = await anna.push(source, later);
    expect(moved).toMatchObject([{ status: 'moved', old: main }]);
    expect(readdirSync(path)).not.toContain('shoal');
    await room.end();
  }
  // Otherwise all moments were too early, or too late.
  expect([...outcomes].sort()).toEqual(['after', 'before']);
});

test('a pusher who is gone at any moment leaves the depot as it was, or with the push', async () => {
  rmSync(folder, { recursive: true });
  const room = await DepotRoom.open(source, folder);
  const path = room.target.path;
  const first = await room.pusher('Anna');
  await first.push(source, [{ ref: 'refs/heads/main', new: commits[0] as Oid, forced: false }]);
  let main = commits[0] as Oid;
  for (const [index, to] of commits.slice(1, MOMENTS + 1).entries()) {
    const anna = await room.pusher('Anna');
    const wanted = [{ ref: 'refs/heads/main', new: to, forced: false }];
    const pushing = anna.push(source, wanted).then(
      () => true,
      () => false,
    );
    await sleep((index / MOMENTS) * 120);
    anna.link[Symbol.dispose]();
    await pushing;
    const again = await room.pusher('Anna');
    // Whatever is under way for the one who is gone comes to its end first.
    await room.target.exclusively(async () => {});
    await again.chains.vet(again.copy(), new AbortController().signal);
    const now = git(path, ['rev-parse', 'main']) as Oid;
    expect([main, to]).toContain(now);
    main = now;
    again.link[Symbol.dispose]();
  }
  const last = await room.pusher('Anna');
  const { refs: moved } = await last.push(source, [
    { ref: 'refs/heads/main', new: commits.at(-1) ?? null, forced: false },
  ]);
  expect(moved).toMatchObject([{ status: 'moved', old: main }]);
  expect(fsck(path)).toBe('');
  await room.end();
});
