import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRepository } from '../git/open.ts';
import { Quarantine } from '../quarantine/quarantine.ts';
import { receivePack } from '../quarantine/receive-pack.ts';
import { git } from '../testing/git.ts';
import { deltaBomb } from './support/bombs.ts';
import { packList } from './support/hostile-peer.ts';
import { HostileRoom } from './support/hostile-room.ts';

/** What an unknown peer sent outside of blocks, or for what is here, is bounded like any block. */

let room: HostileRoom;
beforeAll(async () => {
  room = await HostileRoom.open();
});
afterAll(() => room[Symbol.asyncDispose]());

test('a single object that was missing may be a bomb, too', async () => {
  const fresh = ['rev-list', '--objects', '--no-object-names', 'main', '^main~20'];
  const isBlob = (oid: string) => git(room.source, ['cat-file', '-t', oid]) === 'blob';
  const blob = git(room.source, fresh).split('\n').findLast(isBlob) ?? '';
  const begun = performance.now();
  let isAskedFor = false;
  const error = await room.failedFetch({
    plansItsLies: true,
    block: () => without(blob),
    objects: () => {
      isAskedFor = true;
      return deltaBomb(1, 200);
    },
  });
  expect(isAskedFor).toBe(true);
  expect(error.code).toBe('objects-missing');
  expect(performance.now() - begun).toBeLessThan(8_000);
});

/** The whole project as one pack, but for an object. */
function without(missing: string): Buffer {
  const listed = git(room.source, ['rev-list', '--objects', '--no-object-names', '--all']);
  return packList(
    room.source,
    listed.split('\n').filter((oid) => oid !== missing),
  );
}

test('a pack that builds on what is here is bounded like any other', async () => {
  const repository = await openRepository(room.clone);
  await using quarantine = await Quarantine.open(repository, room.bob.engine.self.id, 'test');
  const file = join(quarantine.scratchDirectory, 'block.part');
  writeFileSync(file, deltaBomb(1, 200));
  const received = { file, sender: 'Mallory', objects: null, isThin: true };
  const { signal } = new AbortController();
  await expect(receivePack(quarantine, 'sha1', received, signal)).rejects.toMatchObject({
    code: 'costly-block',
  });
});
