import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { LocalRepository } from '../../shared/api/state.ts';
import type { Visibility } from '../../shared/domain/visibility.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type Manifest,
  type SharedRepository,
  type SignedManifest,
  signedManifestSchema,
  type Vouch,
} from '../../shared/gtp/manifest.ts';
import type { Oid, PeerId, RepositoryId } from '../../shared/ids.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
import { verifyManifest } from '../identity/signing.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { DataFolder } from '../store/data-folder.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { OwnManifest } from './own-manifest.ts';

let directory: string;
let identity: Identity;

beforeAll(async () => {
  directory = temporaryFolder();
  identity = await loadIdentity(directory);
});
afterEach(() => vi.useRealTimers());
afterAll(() => rmSync(directory, { recursive: true }));

const oid = (n: number) => n.toString(16).padStart(40, '0') as Oid;
const idOf = (n: number) => 'abcdefghijklmnop'.charAt(n).repeat(16) as RepositoryId;
const peerOf = (n: number) =>
  n
    .toString(8)
    .padStart(52, '0')
    .replace(/\d/g, (digit) => 'abcdefgh'.charAt(Number(digit))) as PeerId;
const bob = peerOf(7);

interface Shared {
  readonly entry: SharedRepository;
  readonly visibility: Visibility;
}

/** Repositories that say this of themselves. */
function repositories(list: readonly Shared[]): Repositories {
  const all = () =>
    list.map(({ entry, visibility }) => ({
      record: { id: entry.id, visibility },
      manifestEntry: () => entry,
    }));
  return {
    get all() {
      return all();
    },
  } as unknown as Repositories;
}

async function open(list: readonly Shared[], vouches: Vouch[] = [], name = 'Anna') {
  writeFileSync(join(directory, 'self.json'), JSON.stringify({ name, seq: 41 }));
  const folder = new DataFolder(directory, () => {});
  const own = await OwnManifest.open(folder, identity, repositories(list), () => vouches, 'Anna');
  await own.refresh();
  return own;
}

/** As a receiver reads it: from its bytes. */
function received(signed: SignedManifest, audience: Manifest['audience']): Manifest {
  const bytes = Buffer.from(JSON.stringify(signed));
  expect(bytes.length).toBeLessThanOrEqual(LIMITS.manifestBytes);
  const parsed = signedManifestSchema.parse(JSON.parse(bytes.toString()));
  return verifyManifest(parsed, { peer: identity.id, audience }, Date.now());
}

function entry(n: number, heads: SharedRepository['heads']): SharedRepository {
  return {
    ...{ id: idOf(n), swarm: swarmIdOf('sha1', oid(1)), name: `project ${n}` },
    ...{ objectFormat: 'sha1', roots: [oid(1)], heads, origins: [] },
  };
}

const many = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    ref: `refs/heads/topic/${n}`,
    oid: oid(n + 1),
    tip: { time: n, author: 'Anna', subject: 'x'.repeat(200) },
  }));

test('whoever may see more gets a list of its own, and each fits', async () => {
  const own = await open([
    { entry: entry(1, many(12_000)), visibility: { to: 'everyone' } },
    { entry: entry(2, many(20_000)), visibility: { to: 'peers', peers: [bob] } },
    { entry: entry(3, many(25_500)), visibility: { to: 'trusted' } },
    { entry: entry(4, many(9)), visibility: { to: 'nobody' } },
  ]);
  const seen = (trusted: boolean) =>
    received(own.for({ peer: bob, trusted }), 'receiver').repositories;
  const everyone = received(own.forEveryone(), 'everyone').repositories;
  expect(everyone.map(({ id, heads, open }) => [id, heads.length, open])).toEqual([
    [idOf(1), 12_000, true],
  ]);
  expect(seen(false).map(({ id, heads }) => [id, heads.length])).toEqual([
    [idOf(1), 12_000],
    [idOf(2), 20_000],
  ]);
  // What others have no room for because of it tells nothing of what they may not see.
  expect(everyone[0]?.heads.every(({ tip }) => tip !== undefined)).toBe(true);
  expect(seen(true)[2]).toMatchObject({ id: idOf(3), leftOut: { heads: 500 } });
  expect(seen(true).map(({ heads }) => heads.length)).toEqual([12_000, 20_000, 25_000]);
  const state = { id: idOf(3), status: { state: 'ready', heads: 25_500, tags: 0 } };
  expect(own.withLeftOut(state as unknown as LocalRepository)).toMatchObject({
    leftOut: [{ reason: 'no-room', count: 500 }, { reason: 'no-room-for-tips' }],
    status: { heads: 25_000, tags: 0 },
  });
});

test('a manifest is signed once for all who may see the same, until something changes or time passes', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  const everyone = { to: 'everyone' } as const;
  const listed = [{ entry: entry(1, many(3)), visibility: everyone as Visibility }];
  const vouches: Vouch[] = [];
  const own = await open(listed, vouches);
  const before = own.for({ peer: bob, trusted: false });
  vi.advanceTimersByTime(60_000);
  expect(own.for({ peer: peerOf(9), trusted: true })).toBe(before);
  expect(JSON.parse(before.json)).toEqual({ ...before });
  expect(own.forEveryone()).not.toBe(before);

  vi.advanceTimersByTime(10 * 60_000);
  const later = own.for({ peer: bob, trusted: false });
  const expiry = ({ manifest }: SignedManifest) => Number(manifest.expires);
  expect(expiry(later) - expiry(before)).toBe(11 * 60);

  const seen = () => received(own.for({ peer: bob, trusted: false }), 'receiver');
  vouches.push({ peer: bob, name: 'Bob' });
  expect(seen().vouches).toEqual(vouches);
  await own.rename('Annabel');
  await own.refresh();
  expect(seen()).toMatchObject({ name: 'Annabel', seq: own.seq });
  listed[0] = { entry: entry(1, many(3)), visibility: { to: 'peers', peers: [peerOf(9)] } };
  expect(seen().repositories).toEqual([]);
  listed[0] = { entry: entry(1, many(4)), visibility: everyone };
  expect(seen().repositories[0]?.heads).toHaveLength(4);
});

test('of too many vouches the latest are told, and how many are not', async () => {
  const vouches = Array.from({ length: 503 }, (_, n) => ({ peer: peerOf(n), name: `Peer ${n}` }));
  const own = await open([], [...vouches, { peer: bob, name: '' }]);
  const manifest = received(own.forEveryone(), 'everyone');
  expect(manifest.vouches).toEqual(vouches.slice(3));
  expect(manifest.leftOut).toEqual({ vouches: 3 });
  expect(own.vouchesLeftOut).toBe(3);
});

test('a name that nobody would take is not told', async () => {
  for (const name of ['', ' \u202e ', '\ud83d']) {
    expect(received((await open([], [], name)).forEveryone(), 'everyone').name).toBe('Anna');
  }
});

test('whatever is shared under whatever name, the list passes its reader', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 400 });
  const head = fc.record({
    ref: text.map((name) => `refs/heads/${name}`),
    oid: fc.nat(99).map(oid),
    tip: fc.record({ time: fc.double(), author: text, subject: text }),
  });
  const shared = fc.record({
    entry: fc
      .tuple(fc.nat(15), fc.array(head, { maxLength: 5 }), text, text)
      .map(([n, heads, name, description]) => ({ ...entry(n, heads), name, description })),
    visibility: fc.constantFrom<Visibility>({ to: 'everyone' }, { to: 'trusted' }),
  });
  const vouch = fc.record({ peer: fc.nat(600).map(peerOf), name: text });
  await fc.assert(
    fc.asyncProperty(fc.array(shared, { maxLength: 4 }), fc.array(vouch), text, async (...all) => {
      const own = await open(...all);
      received(own.forEveryone(), 'everyone');
      received(own.for({ peer: bob, trusted: true }), 'receiver');
    }),
    { numRuns: 50 },
  );
});
