import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { Oid } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import { RolledBackError } from '../errors/pushing.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { DepotRoom, type Pusher } from '../testing/depot-room.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const { signal } = new AbortController();
const HIDES = 'Depot hides pushes to this project: it shows 0 signed entries';

let room: DepotRoom;
let anna: Pusher;

/** Anna owns a project in a depot, and has pushed to it. */
beforeEach(async () => {
  const folder = temporaryFolder();
  const hers = join(folder, 'hers');
  buildRepository(hers, { commits: 3 });
  room = await DepotRoom.open(hers, folder);
  anna = await room.pusher('Anna');
  const main = git(hers, ['rev-parse', 'main']) as Oid;
  await anna.push(hers, [{ ref: 'refs/heads/main', new: main, forced: false }]);
  await anna.chains.vet(anna.copy(), signal);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await room[Symbol.asyncDispose]();
});

/** What the depot shows to this one is changed on the way. */
function shownTo(who: Pusher, change: (shared: SharedRepository) => SharedRepository): RemoteCopy {
  const copy = who.copy();
  const shared = change(copy.shared);
  vi.spyOn(room, 'shown').mockReturnValue(shared);
  return Object.assign(copy, { shared });
}

function withoutPushes({ pushes: _pushes, ...shared }: SharedRepository): SharedRepository {
  return shared;
}

test('one that does not say how far its chain is, though it shows it when it is asked, is found out', async () => {
  const copy = shownTo(anna, ({ pushes, ...shared }) => {
    const { head: _head, statement: _statement, ...silent } = pushes ?? {};
    return { ...shared, pushes: silent as typeof pushes, heads: [] };
  });
  // Right after a push that may be what it showed before.
  const { at = 0 } = anna.seen.ofDepot(copy.peer.id, room.target.record.swarm)[0] ?? {};
  const clock = vi.spyOn(Date, 'now').mockReturnValue(at + 59_000);
  await anna.chains.vet(copy, signal);
  expect(anna.chains.lateFor(copy)).toBe(1_000);
  clock.mockReturnValue(at + 61_000);
  await expect(anna.chains.vet(copy, signal)).rejects.toBeInstanceOf(RolledBackError);
  expect(anna.chains.lateFor(copy)).toBe(0);
});

test('one that shows the same copy as if nobody could push to it is found out by who has pushed', async () => {
  const copy = shownTo(anna, withoutPushes);
  await expect(anna.chains.vet(copy, signal)).rejects.toThrow(HIDES);
  await expect(anna.chains.look(copy, signal)).rejects.toThrow(HIDES);
  expect(anna.chains.ofDepots([copy])).toEqual([copy]);
});

test('who never met it is told by who has, where everyone would see it', async () => {
  const carol = await room.pusher('Carol');
  const plain = shownTo(carol, withoutPushes);
  await carol.chains.vet(plain, signal);
  expect(carol.chains.ofDepots([plain])).toEqual([]);
  carol.witnesses = [anna.told];
  // It might be a copy of its own, and the one that takes pushes for some only.
  await carol.chains.vet(plain, signal);
  const mirror = shownTo(carol, (shared) => ({
    ...withoutPushes(shared),
    mirror: { of: room.owner },
  }));
  await expect(carol.chains.vet(mirror, signal)).rejects.toThrow(`${HIDES} here, and has shown`);
  expect(carol.chains.ofDepots([mirror])).toEqual([mirror]);
  await carol.chains.accept(mirror, signal);
  await carol.chains.vet(mirror, signal);
});
