import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Manifest } from '../../shared/gtp/manifest.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { Oid, PeerId, RepositoryId } from '../../shared/ids.ts';
import type { StreamHandler } from '../gtp/router.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
import { signManifest } from '../identity/signing.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { Stranger } from './support/stranger.ts';
import { TestEngine } from './support/test-engine.ts';

const BOUND = 500;

/** Leaves in a data folder what a trusted peer stated to everyone. @returns whose it is */
async function keep(folder: string, isUseful: boolean, receivedAt: number): Promise<PeerId> {
  const identity = await loadIdentity(temporaryFolder());
  const root = '1'.repeat(40) as Oid;
  const manifest: Manifest = {
    ...{ type: 'gtp-manifest', v: 2, peer: identity.id, name: 'Teammate' },
    ...{ audience: 'everyone', seq: 1, expires: Math.floor(Date.now() / 1000) + 3_600 },
    repositories: isUseful
      ? [
          {
            id: 'rrrrrrrrrrrrrrrr' as RepositoryId,
            ...{ swarm: swarmIdOf('sha1', root), name: 'project', objectFormat: 'sha1' },
            ...{ roots: [root], heads: [{ ref: 'refs/heads/main', oid: root }], origins: [] },
          },
        ]
      : [],
  };
  const signed = signManifest(manifest, identity);
  const file = join(folder, 'manifests', `${identity.id}.everyone.json`);
  writeFileSync(file, JSON.stringify({ receivedAt, signed }));
  return identity.id;
}

test('of more lists than are passed on, the most useful are, and the user is told', async () => {
  const directory = temporaryFolder();
  const folder = join(directory, 'data');
  mkdirSync(join(folder, 'manifests'), { recursive: true });
  const begun = Date.now() - 1_000_000;
  const useful: PeerId[] = [];
  for (let n = 0; n < BOUND; n += 1) useful.push(await keep(folder, true, begun + n));
  // They came last, and say that there is nothing.
  const empty = [await keep(folder, false, begun + BOUND), await keep(folder, false, begun + 501)];
  const peers = [...useful, ...empty].map((id) => ({
    id,
    name: 'Teammate',
    trusted: true,
    seq: 1,
  }));
  writeFileSync(join(folder, 'peers.json'), JSON.stringify(peers));

  const bob = await TestEngine.start('Bob', directory);
  try {
    using stranger = await Stranger.connect(bob);
    const statusOf = async (peer: PeerId) =>
      (await stranger.get(ROUTES.publicManifest(peer))).status;
    expect(
      await Promise.all([useful[0], useful[1], useful.at(-1)].map((id) => statusOf(id as PeerId))),
    ).toEqual([200, 200, 200]);
    expect(await Promise.all(empty.map(statusOf))).toEqual([404, 404]);
    const told = () => Object.values(bob.state.problems).map(({ sentence }) => sentence);
    expect(told()).toEqual([
      'You trust more teammates than can be passed on: what 2 of them shared is not told to others while they are away.',
    ]);
    await bob.call('peers.untrust', { peer: useful[0] as PeerId });
    await bob.call('peers.untrust', { peer: useful[1] as PeerId });
    await bob.until(() => told().length === 0, 'there is room for all');
    expect(await Promise.all(empty.map(statusOf))).toEqual([200, 200]);
  } finally {
    await bob[Symbol.asyncDispose]();
  }
});

/** What a peer answers that passes on what `author` stated, or never gives it. */
function passingOn(author: PeerId, answer: string | null) {
  return (identity: Identity): StreamHandler =>
    (stream, headers) => {
      stream.on('error', () => {});
      const path = headers[':path'] ?? '';
      if (path === ROUTES.publicManifest(author) && answer === null) return;
      stream.respond({ ':status': 200 });
      if (path === ROUTES.events) {
        const events = [
          { type: 'manifest', seq: 1 },
          { type: 'relayed', peer: author, seq: 9 },
        ];
        stream.write(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
      } else if (path === ROUTES.publicManifest(author)) stream.end(answer);
      else {
        const audience = path === ROUTES.manifest ? 'receiver' : 'everyone';
        const own = { ...emptyManifest(identity.id), audience } as const;
        stream.end(JSON.stringify(signManifest(own, identity)));
      }
    };
}

function emptyManifest(peer: PeerId): Manifest {
  return {
    ...{ type: 'gtp-manifest', v: 2, peer, name: 'Somebody', audience: 'everyone', seq: 9 },
    ...{ expires: Math.floor(Date.now() / 1000) + 3_600, repositories: [] },
  };
}

test('strangers who promise lists and never give them keep out nobody who is trusted', async () => {
  const directory = temporaryFolder();
  const [author, cleo] = [
    await loadIdentity(temporaryFolder()),
    await loadIdentity(temporaryFolder()),
  ];
  mkdirSync(join(directory, 'data'), { recursive: true });
  const known = [author, cleo].map(({ id }) => ({ id, name: 'Teammate', trusted: true, seq: 1 }));
  writeFileSync(join(directory, 'data', 'peers.json'), JSON.stringify(known));
  await using bob = await TestEngine.start('Bob', directory);
  const strangers: Stranger[] = [];
  for (let count = 0; count < 12; count += 1) {
    strangers.push(await Stranger.connect(bob, passingOn(author.id, null)));
  }
  const areHere = () =>
    strangers.every(({ id }) => bob.state.peers[id]?.presence.state === 'connected');
  await bob.until(areHere, 'the strangers are here');
  const begun = performance.now();
  const signed = JSON.stringify(signManifest(emptyManifest(author.id), author));
  using _ = await Stranger.connect(bob, passingOn(author.id, signed), cleo);
  await bob.until(({ peers }) => peers[author.id]?.lastKnown != null, 'the list has come');
  expect(performance.now() - begun).toBeLessThan(10_000);
  for (const stranger of strangers) stranger[Symbol.dispose]();
});
