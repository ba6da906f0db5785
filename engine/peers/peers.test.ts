import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { base32nopad } from '@scure/base';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PeerId } from '../../shared/ids.ts';
import { TooManyPeersError } from '../errors/peers.ts';
import { Listener } from '../gtp/listener.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { DataFolder } from '../store/data-folder.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { LastManifests } from './last-manifests.ts';
import { PeerRecords } from './peer-records.ts';
import { MAX_PEERS, Peers } from './peers.ts';

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
  records = await PeerRecords.open(new DataFolder(folder, () => {}));
  const lastManifests = await LastManifests.open(join(folder, 'manifests'));
  changed = [];
  peers = new Peers({ identity, records, lastManifests, handle: () => {} });
  peers.events.on('changed', (id) => changed.push(id));
});
afterEach(() => {
  peers[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

function fill(): void {
  for (let index = 0; index < MAX_PEERS; index += 1) {
    peers.seen({ peer: stranger(index), name: 'Somebody', seq: 0, endpoints: [] });
  }
  expect(peers.all).toHaveLength(MAX_PEERS);
}

test('beyond the bound nobody new is taken on, and nobody known is lost', () => {
  fill();
  const late = stranger(MAX_PEERS);
  peers.seen({ peer: late, name: 'Late', seq: 0, endpoints: [] });
  expect(peers.find(late)).toBeNull();
  expect(peers.find(stranger(0))).not.toBeNull();
  peers.seen({ peer: stranger(0), name: 'Renamed', seq: 0, endpoints: [] });
  expect(peers.nameOf(stranger(0))).toBe('Renamed');
});

test('somebody met before can be trusted there, too', async () => {
  const anna = stranger(MAX_PEERS);
  await records.sawManifest(anna, 'Anna', 1);
  fill();
  await peers.setTrusted(anna, true);
  expect(peers.isTrusted(anna)).toBe(true);
  expect(changed).toContain(anna);
  expect(peers.toState(anna)).toBeNull();
});

test('whoever is connected to there is told why that does not work', async () => {
  const bob = await loadIdentity(join(folder, 'bob'));
  const listener = await Listener.open(
    { host: '127.0.0.1', port: 0 },
    bob,
    () => {},
    () => {},
  );
  const endpoint = { host: '127.0.0.1', port: listener.port };
  const { signal } = new AbortController();
  fill();
  await expect(peers.connect(endpoint, signal)).rejects.toBeInstanceOf(TooManyPeersError);
  expect(peers.find(bob.id)).toBeNull();
  await peers.forget(stranger(7));
  expect(await peers.connect(endpoint, signal)).toBe(bob.id);
  peers[Symbol.dispose]();
  await listener[Symbol.asyncDispose]();
});
