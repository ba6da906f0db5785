import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Oid } from '../../shared/ids.ts';
import { ProtocolError } from '../errors/peer-failures.ts';
import {
  OtherStoryError,
  RolledBackError,
  UnprovenChainError,
  UnprovenRefError,
} from '../errors/pushing.ts';
import { signAndSend } from '../pushing/push-to-depot.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { DepotRoom, type Pusher } from '../testing/depot-room.ts';
import { cloneAt, git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

// A depot that lies is found out.

let room: DepotRoom;
let anna: Pusher;
let bob: Pusher;
let hers: string;
const { signal } = new AbortController();

/** Anna owns a project in a depot; Bob maintains `main` there. */
beforeAll(async () => {
  const folder = temporaryFolder();
  hers = join(folder, 'hers');
  buildRepository(hers, { commits: 12, files: 4 });
  // What comes later, the depot has not.
  const older = join(folder, 'older');
  cloneAt(hers, 'main~3', older);
  room = await DepotRoom.open(older, folder);
  anna = await room.pusher('Anna');
  bob = await room.pusher('Bob');
  await anna.push(hers, [main(oid('main~3'))]);
  const role = { role: 'maintainer', patterns: [{ refs: 'refs/heads/main' }] } as const;
  const grant = { act: 'grant', to: bob.identity.id, role } as const;
  await signAndSend(anna.task(), await anna.chains.look(anna.copy(), signal), grant);
});
afterAll(() => room[Symbol.asyncDispose]());

const oid = (revision: string) => git(hers, ['rev-parse', revision]) as Oid;
const main = (to: Oid) => ({ ref: 'refs/heads/main', new: to, forced: false });

/** The depot as it is, to put it back later. */
function saved(): () => Promise<void> {
  const copies = [room.target.path, room.target.chainFolder].map((path) => [path, `${path}-old`]);
  for (const [path, old] of copies) {
    rmSync(old as string, { recursive: true, force: true });
    cpSync(path as string, old as string, { recursive: true });
  }
  return async () => {
    for (const [path, old] of copies) {
      rmSync(path as string, { recursive: true });
      cpSync(old as string, path as string, { recursive: true });
    }
    await room.restart();
  };
}

test('one that hides a push, and one that takes another instead', async () => {
  const putBack = saved();
  await bob.push(hers, [main(oid('main~2'))]);
  await putBack();
  await expect(bob.chains.look(bob.copy(), signal)).rejects.toBeInstanceOf(RolledBackError);
  await expect(bob.chains.vet(bob.copy(), signal)).rejects.toThrow('Depot hides pushes');
  await expect(bob.push(hers, [main(oid('main~1'))])).rejects.toBeInstanceOf(RolledBackError);
  // Anna, who had not seen it, pushes in its place.
  await anna.push(hers, [main(oid('main~1'))]);
  await expect(bob.chains.vet(bob.copy(), signal)).rejects.toBeInstanceOf(OtherStoryError);
  await expect(bob.chains.look(bob.copy(), signal)).rejects.toThrow('another story');
  // Also after a start, when nothing is known but how far it was.
  const again = await room.pusher('Bob');
  await expect(again.chains.look(again.copy(), signal)).rejects.toBeInstanceOf(OtherStoryError);
  await again.chains.accept(again.copy(), signal);
  await again.chains.vet(again.copy(), signal);
  bob = again;
});

test('one that shows a branch elsewhere, or leaves one out', async () => {
  const honest = bob.copy();
  const shows = (heads: typeof honest.shared.heads) => {
    const copy = bob.copy();
    return Object.assign(copy, { shared: { ...copy.shared, heads } });
  };
  const [head] = honest.shared.heads;
  if (head === undefined) throw new Error('there is no head');
  await bob.chains.vet(honest, signal);
  for (const heads of [
    [{ ...head, oid: oid('main~6') }],
    [],
    [head, { ...head, ref: 'refs/heads/x' }],
  ]) {
    await expect(bob.chains.vet(shows(heads), signal)).rejects.toBeInstanceOf(UnprovenRefError);
  }
});

test('one whose chain does not hold, and one that does not show all of it', async () => {
  const carol = await room.pusher('Carol');
  room.tamper = (page) => ({ ...page, entries: page.entries.toSpliced(1, 1) });
  await expect(carol.chains.look(carol.copy(), signal)).rejects.toBeInstanceOf(UnprovenChainError);
  room.tamper = (page) => ({ ...page, entries: page.entries.slice(0, 1) });
  await expect(carol.chains.look(carol.copy(), signal)).rejects.toBeInstanceOf(ProtocolError);
  room.tamper = (page) => ({
    ...page,
    entries: page.entries.map((each) => ({ ...each, entry: { ...each.entry, time: 5 } })),
  });
  await expect(carol.chains.look(carol.copy(), signal)).rejects.toThrow('did not sign it');
  room.tamper = null;
  await carol.chains.look(carol.copy(), signal);
});

test('one whose own file was changed shows nothing of it', async () => {
  const whole = readFileSync(room.chainFile, 'utf8');
  writeFileSync(room.chainFile, whole.replace('refs/heads/main', 'refs/heads/evil'));
  const quiet = console.error;
  console.error = () => {};
  await room.restart();
  await expect(bob.chains.look(bob.copy(), signal)).rejects.toThrow();
  console.error = quiet;
  writeFileSync(room.chainFile, whole);
  await room.restart();
  await bob.chains.vet(bob.copy(), signal);
});
