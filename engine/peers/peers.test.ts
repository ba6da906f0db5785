import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { base32nopad } from '@scure/base';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PeerId } from '../../shared/ids.ts';
import { Listener } from '../gtp/listener.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { DataFolder } from '../store/data-folder.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { LastManifests } from './last-manifests.ts';
import { PeerRecords } from './peer-records.ts';
import { Peers } from './peers.ts';
import { POPULATION_BOUNDS } from './population/surplus.ts';

/** A made-up one for each number. */
function stranger(index: number): PeerId {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt32BE(index);
  return base32nopad.encode(bytes).toLowerCase() as PeerId;
}

let folder: string;
let identity: Identity;
let records: PeerRecords;
let changed: PeerId[];
let peers: Peers;

beforeEach(async () => {
  folder = temporaryFolder();
  identity = await loadIdentity(folder);
  await open();
});
afterEach(() => {
  peers[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<void> {
  records = await PeerRecords.open(new DataFolder(folder, () => {}));
  const isTrusted = (id: PeerId) => records.isTrusted(id);
  const lastManifests = await LastManifests.open(join(folder, 'manifests'), isTrusted);
  changed = [];
  const relays = { dial: () => Promise.reject(new Error('there is no relay')) };
  const port = () => 0;
  const isKept = () => false;
  const handle = () => {};
  const punching = { isUp: false, dial: relays.dial };
  const ways = { relays, punching };
  peers = new Peers({ identity, records, lastManifests, handle, port, ...ways, isKept });
  peers.events.on('changed', (id) => changed.push(id));
}

/** As after a restart. */
async function reopen(): Promise<void> {
  peers[Symbol.dispose]();
  await open();
}

const { heardOf } = POPULATION_BOUNDS;
const hear = (index: number, name = 'Somebody') =>
  peers.seen({ peer: stranger(index), name, seq: 0, endpoints: [] });
/** Who is too many goes in a moment of its own. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

async function fill(): Promise<void> {
  for (let index = 0; index < heardOf; index += 1) hear(index);
  await settled();
  expect(peers.all).toHaveLength(heardOf);
}

test('of those whom anyone can make up, the one heard of longest ago makes room for the next', async () => {
  await fill();
  hear(0, 'Renamed');
  hear(heardOf);
  await settled();
  expect(peers.all).toHaveLength(heardOf);
  expect(peers.find(stranger(heardOf))).not.toBeNull();
  expect(peers.nameOf(stranger(0))).toBe('Renamed');
  expect(peers.find(stranger(1))).toBeNull();
  expect(changed).toContain(stranger(1));
});

test('ten thousand made-up ones push out nobody who is trusted or was met before', async () => {
  const [anna, carl] = [stranger(100_000), stranger(100_001)];
  await records.sawManifest(anna, { name: 'Anna', seq: 1 });
  await peers.setTrusted(anna, true);
  await records.sawManifest(carl, { name: 'Carl', seq: 1 });
  await reopen();
  hear(100_001, 'Carl');
  await peers.setTrusted(anna, true);
  for (let index = 0; index < 10_000; index += 1) hear(index);
  await settled();
  expect(peers.all.length).toBeLessThanOrEqual(heardOf + 1);
  expect(peers.toState(anna)).toMatchObject({ name: 'Anna', trust: 'trusted' });
  expect(peers.toState(carl)).toMatchObject({ name: 'Carl', trust: 'known' });
});

test('somebody whom the user asks for is there, however many there are', async () => {
  const bob = await loadIdentity(join(folder, 'bob'));
  await using listener = await Listener.open(
    { host: '127.0.0.1', port: 0 },
    bob,
    () => {},
    () => {},
  );
  await fill();
  const { signal } = new AbortController();
  expect(await peers.connect({ host: '127.0.0.1', port: listener.port }, signal)).toBe(bob.id);
  for (let index = 0; index < 2 * heardOf; index += 1) hear(index);
  await settled();
  expect(peers.linkTo(bob.id)).not.toBeNull();
  peers[Symbol.dispose]();
});

test('a stranger whose name only looks like that of somebody trusted is marked', async () => {
  const anna = stranger(0);
  await records.sawManifest(anna, { name: 'Anna', seq: 1 });
  await peers.setTrusted(anna, true);
  // The first letter is Cyrillic.
  hear(1, 'Аnna');
  hear(2, 'Anne');
  expect(peers.toState(stranger(1))?.trust).toBe('changed');
  expect(peers.toState(stranger(2))?.trust).toBe('new');
});
