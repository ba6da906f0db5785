import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after, setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Manifest } from '../../shared/gtp/manifest.ts';
import type { PeerId } from '../../shared/ids.ts';
import { NoAccessError } from '../errors/data-folder.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { signManifest } from '../identity/signing.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { withoutRights } from '../testing/without-rights.ts';
import { deferred } from '../waiting/deferred.ts';
import { lastKnownOf } from './last-known.ts';
import { LastManifests } from './last-manifests.ts';

/** When a file is whole, who wrote it hears of it once this is settled. */
const disk = vi.hoisted(() => ({ hold: null as Promise<void> | null, held: 0 }));
vi.mock('write-file-atomic', async (importOriginal) => {
  const { default: write } = await importOriginal<{
    default: typeof import('write-file-atomic');
  }>();
  const held: typeof write = Object.assign(async (...args: Parameters<typeof write>) => {
    const { hold } = disk;
    await write(...args);
    if (hold === null) return;
    disk.held += 1;
    await hold;
  }, write);
  return { default: held };
});

let directory: string;
let bob: Identity;
const HOUR = 3_600_000;
let trusted: PeerId | null;
const isTrusted = (peer: PeerId) => peer === trusted;

beforeEach(async () => {
  directory = temporaryFolder();
  trusted = null;
  bob = await loadIdentity(temporaryFolder());
});

function made(audience: Manifest['audience'], seq: number, names: string[], expires = HOUR) {
  const manifest: Manifest = {
    type: 'gtp-manifest',
    v: 2,
    peer: bob.id,
    name: 'Bob',
    audience,
    seq,
    expires: Math.floor((Date.now() + expires) / 1000),
    repositories: names.map((name) => ({
      ...PROJECT,
      name,
      id: idOf(name),
      open: name === 'open',
    })),
  };
  return { manifest, signed: signManifest(manifest, bob) };
}

const PROJECT = { objectFormat: 'sha1', roots: [], heads: [], origins: [] } as never as Omit<
  Manifest['repositories'][number],
  'name' | 'id' | 'open'
>;
const idOf = (name: string) => name.padEnd(16, 'a') as Manifest['repositories'][number]['id'];
const empty = (audience: Manifest['audience'], seq: number) => made(audience, seq, []);

test('what is kept is there after a restart', async () => {
  const kept = await LastManifests.open(directory, isTrusted);
  await kept.keep(empty('receiver', 1));
  await kept.keep(empty('receiver', 2));
  await kept.keep(empty('everyone', 3));
  const again = await LastManifests.open(directory, isTrusted);
  expect(again.all.map(({ manifest }) => manifest.seq)).toEqual([2, 3]);
  await again.forget(bob.id);
  expect(readdirSync(directory)).toEqual([]);
});

test('its end waits for what is being written', async () => {
  const kept = await LastManifests.open(directory, isTrusted);
  void kept.keep(empty('receiver', 1));
  void kept.keep(empty('everyone', 2));
  await kept[Symbol.asyncDispose]();
  expect((await LastManifests.open(directory, isTrusted)).all).toHaveLength(2);
});

test('who keeps one waits for that, not for all that comes meanwhile', async () => {
  const kept = await LastManifests.open(directory, isTrusted);
  const first = empty('receiver', 1);
  bob = await loadIdentity(temporaryFolder());
  const others = [empty('receiver', 2), empty('everyone', 2)];
  let isKept = false;
  const keeping = kept.keep(first).then(() => {
    isKept = true;
  });
  for (let round = 0; round < 50_000 && !isKept; round += 1) {
    for (const other of others) void kept.keep(other);
    await nextTurn();
  }
  expect(isKept).toBe(true);
  await keeping;
  await kept[Symbol.asyncDispose]();
});

test('one that comes in the moment in which the last one is written is written, too', async () => {
  for (let moment = 0; moment < 20; moment += 1) {
    const kept = await LastManifests.open(temporaryFolder(), isTrusted);
    const { promise, resolve } = deferred<void>();
    disk.hold = promise;
    disk.held = 0;
    const first = kept.keep(empty('receiver', 1));
    disk.hold = null;
    await vi.waitFor(() => expect(disk.held).toBe(1), { interval: 1 });
    resolve();
    for (let step = 0; step < moment; step += 1) await null;
    const second = kept.keep(empty('everyone', 2)).then(() => 'written');
    expect(await Promise.race([second, after(5_000, `lost in moment ${moment}`)])).toBe('written');
    await first;
  }
});

test('a file that was tampered with is not believed', async () => {
  const kept = await LastManifests.open(directory, isTrusted);
  await kept.keep(empty('everyone', 3));
  const file = join(directory, readdirSync(directory)[0] ?? '');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"seq":3', '"seq":4'));
  expect((await LastManifests.open(directory, isTrusted)).all).toEqual([]);
  // Nor one under another name: a manifest for me is not passed on because its file was renamed.
  await kept.keep(empty('receiver', 3));
  const personal = readFileSync(join(directory, `${bob.id}.receiver.json`), 'utf8');
  writeFileSync(join(directory, `${bob.id}.everyone.json`), personal);
  const audiences = (await LastManifests.open(directory, isTrusted)).all.map(
    (each) => each.manifest.audience,
  );
  expect(audiences).toEqual(['receiver']);
});

test('one that may not be read is not thrown away', async () => {
  const kept = await LastManifests.open(directory, isTrusted);
  await kept.keep(empty('everyone', 3));
  const [file = ''] = readdirSync(directory);
  chmodSync(join(directory, file), 0o000);
  await withoutRights(directory, () =>
    expect(LastManifests.open(directory, isTrusted)).rejects.toBeInstanceOf(NoAccessError),
  );
  expect(readdirSync(directory)).toEqual([file]);
});

test('beyond the bounds, what came longest ago gives way', async () => {
  const kept = await LastManifests.open(directory, isTrusted);
  const makers = await keepLarge(kept, 20);
  const files = readdirSync(directory);
  expect(files.length).toBeGreaterThan(5);
  const bytes = files.map((file) => statSync(join(directory, file)).size);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(16 * 1024 * 1024);
  expect(kept.find(makers[0]?.id ?? bob.id, 'everyone')).toBeNull();
  expect(kept.find(bob.id, 'everyone')).not.toBeNull();
});

test('lists of strangers push out only each other, whoever is trusted when', async () => {
  const kept = await LastManifests.open(directory, isTrusted);
  await kept.keep(empty('receiver', 1));
  const { id } = bob;
  trusted = id;
  await kept.sort(id);
  await keepLarge(kept, 20);
  expect(kept.find(id, 'receiver')).not.toBeNull();
  expect(readdirSync(directory)).toContain(`${id}.receiver.json`);
  const again = await LastManifests.open(directory, isTrusted);
  await keepLarge(again, 20);
  expect(again.find(id, 'receiver')).not.toBeNull();
  trusted = null;
  await again.sort(id);
  await keepLarge(again, 20);
  expect(again.find(id, 'receiver')).toBeNull();
  expect(readdirSync(directory)).not.toContain(`${id}.receiver.json`);
});

/** Some megabytes of each of so many new peers. */
async function keepLarge(kept: LastManifests, count: number): Promise<Identity[]> {
  const heads = Array.from({ length: 5_000 }, (_, index) => ({
    ref: `refs/heads/${index}-${'é'.repeat(100)}`,
    oid: 'a'.repeat(40),
  }));
  const makers = await Promise.all(
    Array.from({ length: count }, () => loadIdentity(temporaryFolder())),
  );
  for (const identity of makers) {
    bob = identity;
    const { manifest } = made('everyone', 1, ['open']);
    Object.assign(manifest.repositories[0] ?? {}, { heads });
    await kept.keep({ manifest, signed: signManifest(manifest, identity) });
  }
  return makers;
}

test('a newer list for everyone leaves what only I may see as it was, an older one changes nothing', async () => {
  const kept = await LastManifests.open(directory, isTrusted);
  const names = () => lastKnownOf(kept, bob.id, Date.now())?.repositories.map(({ name }) => name);
  await kept.keep(made('receiver', 5, ['open', 'closed']));
  await kept.keep(made('everyone', 4, []));
  expect(names()).toEqual(['open', 'closed']);
  await kept.keep(made('everyone', 6, []));
  expect(names()).toEqual(['closed']);
});

test('what has expired is known to be old', async () => {
  const kept = await LastManifests.open(directory, isTrusted);
  await kept.keep(empty('receiver', 5));
  expect(lastKnownOf(kept, bob.id, Date.now())?.isExpired).toBe(false);
  expect(lastKnownOf(kept, bob.id, Date.now() + 2 * HOUR)?.isExpired).toBe(true);
});
