import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Oid, SwarmId } from '../../shared/ids.ts';
import { Upkeep } from '../mirroring/upkeep.ts';
import { keepNote } from '../quarantine/pack-locks.ts';
import { fsck, git } from '../testing/git.ts';
import {
  type DepotRoom,
  repositoryIn,
  startDepot,
  startDepotRoom,
  untilKept,
} from './support/depot-room.ts';
import { endAll } from './support/pair.ts';
import type { TestEngine } from './support/test-engine.ts';

/** Somebody who was pushing when the depot was killed, and never came back. */
const GONE = 'abcdefgh';

let room: DepotRoom;
let depot: TestEngine;
let kept: string;

beforeEach(async () => {
  room = await startDepotRoom();
  depot = await startDepot(['*']);
  await room.anna.share(room.annas);
  await room.anna.connect(depot);
  kept = repositoryIn(depot.directory, await untilKept(depot, room.anna));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await endAll(room.anna, room.bob, depot);
});

/** As a kill leaves it: objects in quarantine, packs that moved in and are locked, and locks of refs. */
function leave(): void {
  const quarantine = join(kept, 'shoal', GONE);
  const objects = join(quarantine, 'objects', 'pack');
  mkdirSync(objects, { recursive: true });
  const packs = join(kept, 'objects', 'pack');
  const [pack = ''] = readdirSync(packs).filter((name) => name.endsWith('.pack'));
  cpSync(join(packs, pack), join(objects, pack));
  writeFileSync(join(objects, 'tmp_pack_AbCdEf'), 'half of it');
  writeFileSync(join(packs, pack.replace('.pack', '.keep')), keepNote(quarantine));
  for (const name of ['packed-refs', join('refs', 'heads', 'main'), 'config']) {
    writeFileSync(join(kept, `${name}.lock`), '');
  }
}

async function push(revision = 'main', forced = false): Promise<unknown> {
  const { anna, annas } = room;
  const value = git(annas, ['rev-parse', revision]) as Oid;
  const swarm = Object.keys(anna.state.swarms)[0] as SwarmId;
  const wanted = [{ ref: 'refs/heads/main', new: value, forced }];
  const gitDir = join(annas, '.git');
  return anna.call('depot.push', { swarm, peer: depot.id, gitDir, wanted });
}

test.each([
  ['the first one of a project', false],
  ['a later one', true],
])('what a push that was killed left is gone after a start: %s', async (_what, isBegun) => {
  const { anna, annas } = room;
  if (isBegun) await push();
  const { directory } = depot;
  await depot.engine[Symbol.asyncDispose]();
  leave();
  depot = await startDepot(['*'], directory);
  const packs = () => readdirSync(join(kept, 'objects', 'pack'));
  await vi.waitFor(() => expect(existsSync(join(kept, 'shoal', GONE))).toBe(false));
  expect(packs().filter((name) => name.endsWith('.keep'))).toEqual([]);
  expect(
    readdirSync(kept, { recursive: true }).filter((name) => `${name}`.endsWith('.lock')),
  ).toEqual([]);
  await anna.connect(depot);
  await untilKept(depot, anna);
  git(annas, ['commit', '--quiet', '--allow-empty', '-m', 'after the kill']);
  expect(await push()).toMatchObject({ refs: [{ status: 'moved' }] });
  expect(git(kept, ['rev-parse', 'main'])).toBe(git(annas, ['rev-parse', 'main']));
  expect(fsck(kept)).toBe('');
});

test('a depot into which nothing comes but pushes is tidied up, too', async () => {
  await push();
  const changed = vi.spyOn(Upkeep.prototype, 'changed');
  await untilKept(depot, room.anna);
  changed.mockClear();
  // What she shares stays as it is.
  await push('main~1', true);
  expect(changed.mock.calls.map(([{ repository }]) => repository.path)).toEqual([kept]);
});
