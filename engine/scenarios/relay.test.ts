import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Manifest, SignedManifest } from '../../shared/gtp/manifest.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { Oid, PeerId } from '../../shared/ids.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { signManifest } from '../identity/signing.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { cloneAt, fsck, git, refs, trackingRefsOf } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { endAll, startPair } from './support/pair.ts';
import { Stranger } from './support/stranger.ts';
import { TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
let cleo: TestEngine;
/** Bob's repository, Anna's clone and Cleo's older clone of it. */
let source: string;
let annas: string;
let cleos: string;

beforeEach(async () => {
  ({ anna, bob } = await startPair());
  cleo = await TestEngine.start('Cleo');
  source = join(bob.directory, 'project');
  annas = join(anna.directory, 'project');
  cleos = join(cleo.directory, 'project');
  buildRepository(source, { commits: 200 });
  cloneAt(source, 'main~50', annas);
  cloneAt(source, 'main~100', cleos);
  await bob.share(source);
  await anna.share(annas);
  await cleo.share(cleos);
  await anna.connect(bob);
  await cleo.connect(bob);
  await Promise.all([anna.untilAlternatives(1), cleo.untilAlternatives(1)]);
  await anna.call('peers.trust', { peer: bob.id });
});

afterEach(() => endAll(anna, bob, cleo));

function stateOf(engine: TestEngine, peer: PeerId) {
  return engine.state.peers[peer];
}

/** Bob stops, and the others have noticed; Cleo then meets Anna. */
async function bobLeaves(): Promise<void> {
  await bob.engine[Symbol.asyncDispose]();
  const isAway = ({ peers }: TestEngine['state']) => peers[bob.id]?.presence.state === 'left';
  await Promise.all([anna.until(isAway, 'Bob has left'), cleo.until(isAway, 'Bob has left')]);
  await cleo.connect(anna);
  await cleo.until(({ peers }) => peers[anna.id]?.presence.state === 'connected', 'Anna is here');
  await cleo.untilAlternatives(2);
}

test('the last heads of a teammate who left are fetched from another one', async () => {
  await anna.fetch(annas, { peers: [bob] });
  await bobLeaves();
  expect(stateOf(cleo, bob.id)?.lastKnown?.isExpired).toBe(false);
  const result = await cleo.fetch(cleos, { peers: [bob] });
  expect(refs(cleos, 'refs/remotes').sort()).toEqual(trackingRefsOf(source, 'bob'));
  expect(result.peers.map(({ id }) => id)).toEqual([anna.id]);
  expect(fsck(cleos)).toBe('');
});

test('a remote’s HEAD, set by hand, does not keep the heads from being passed on', async () => {
  await anna.fetch(annas, { peers: [bob] });
  git(annas, ['remote', 'set-head', 'bob', 'main']);
  await bobLeaves();
  await cleo.fetch(cleos, { peers: [bob] });
  expect(refs(cleos, 'refs/remotes').sort()).toEqual(trackingRefsOf(source, 'bob'));
});

test('news of a teammate who is away reach those who were away at the time', async () => {
  await cleo.engine[Symbol.asyncDispose]();
  git(source, ['commit', '--quiet', '--allow-empty', '-m', 'while Cleo was away']);
  const news = git(source, ['rev-parse', 'main']) as Oid;
  await bob.call('repositories.add', { path: source });
  await anna.until(showsHead(news), 'the new head is known');
  await anna.fetch(annas, { peers: [bob] });
  await bob.engine[Symbol.asyncDispose]();
  cleo = await TestEngine.start('Cleo', cleo.directory);
  await cleo.connect(anna);
  await cleo.until(showsHead(news), 'the head that Anna passes on is known');
  await cleo.fetch(cleos, { peers: [bob] });
  expect(git(cleos, ['rev-parse', 'refs/remotes/bob/main'])).toBe(news);
});

test('nobody who has them: said so, and nothing changes', async () => {
  await bobLeaves();
  await expect(cleo.fetch(cleos, { peers: [bob] })).rejects.toMatchObject({ code: 'absent-heads' });
  expect(refs(cleos, 'refs/remotes')).toEqual([]);
});

test('a commit of mine that a teammate names as its head is not passed on', async () => {
  // Anna's own, on a branch that she does not share; Bob has got hold of it, and shows it to everyone.
  git(annas, ['checkout', '--quiet', '-b', 'private/plan']);
  git(annas, ['commit', '--quiet', '--allow-empty', '-m', 'not for everyone']);
  const { id } = await anna.call('repositories.add', { path: annas });
  await anna.call('repositories.setHeads', { repository: id, only: [], except: ['private/**'] });
  git(source, ['fetch', '--quiet', annas, 'private/plan:stolen']);
  const stolen = git(source, ['rev-parse', 'stolen']) as Oid;
  await bob.call('repositories.add', { path: source });
  await anna.until(showsHead(stolen), 'the stolen head is known');
  await anna.fetch(annas, { peers: [bob] });
  expect(git(annas, ['rev-parse', 'refs/remotes/bob/stolen'])).toBe(stolen);

  const stranger = await Stranger.connect(anna);
  const ask = async (oid: string) =>
    (await stranger.post(ROUTES.reels(id), { wants: [oid], haves: [] })).status;
  const main = git(source, ['rev-parse', 'main']);
  expect(await ask(main)).toBe(200);
  expect(await ask(stolen)).toBe(404);
  const single = { wants: [stolen], objects: [stolen] };
  expect((await stranger.post(ROUTES.objects(id), single)).status).toBe(404);
  // It is not passed on from the reflog either, once the branch is gone.
  git(annas, ['checkout', '--quiet', 'main']);
  git(annas, ['branch', '-D', 'private/plan']);
  expect(await ask(stolen)).toBe(404);
  // And not for a teammate whom I trust no longer.
  await anna.call('peers.untrust', { peer: bob.id });
  expect(await ask(main)).toBe(404);
  stranger[Symbol.dispose]();
});

test('what a teammate shows to some only is neither told nor given to others', async () => {
  const secret = join(bob.directory, 'secret');
  buildRepository(secret, { commits: 5, seed: 9 });
  const oid = git(secret, ['rev-parse', 'main']) as Oid;
  await bob.share(secret, { to: 'peers', peers: [anna.id] });
  const copy = join(anna.directory, 'secret');
  cloneAt(secret, 'main~2', copy);
  const { id } = await anna.share(copy);
  await anna.until(showsHead(oid), 'Anna sees it');
  await anna.fetch(copy, { peers: [bob] });
  expect(git(copy, ['rev-parse', 'refs/remotes/bob/main'])).toBe(oid);

  const stranger = await Stranger.connect(anna);
  const relayed = await stranger.get(ROUTES.publicManifest(bob.id));
  expect(relayed.status).toBe(200);
  expect(relayed.body).not.toContain(oid);
  expect(JSON.parse(relayed.body).manifest.repositories).toHaveLength(1);
  const answer = await stranger.post(ROUTES.reels(id), { wants: [oid], haves: [] });
  expect(answer.status).toBe(404);
  // Her own head is served: the refusal above is about what is Bob's.
  const own = git(copy, ['rev-parse', 'main']);
  expect((await stranger.post(ROUTES.reels(id), { wants: [own], haves: [] })).status).toBe(200);
  stranger[Symbol.dispose]();
});

test('the peers that my configuration names as maintainers are marked', async () => {
  const isOwn = ({ swarms }: TestEngine['state']) =>
    Object.values(swarms).some(({ alternatives }) => alternatives.some((copy) => copy.isOwn));
  expect(isOwn(cleo.state)).toBe(false);
  // A maintainer is who the user names, by the whole id and nothing else.
  git(cleos, ['config', '--add', 'shoal.maintainer', 'bob']);
  git(cleos, ['config', '--add', 'shoal.maintainer', bob.id]);
  await cleo.call('repositories.add', { path: cleos });
  await cleo.until(isOwn, 'Bob is marked');
});

test('only what trusted peers show is passed on', async () => {
  const stranger = await Stranger.connect(anna);
  expect((await stranger.get(ROUTES.publicManifest(bob.id))).status).toBe(200);
  expect((await stranger.get(ROUTES.publicManifest(cleo.id))).status).toBe(404);
  await anna.call('peers.untrust', { peer: bob.id });
  expect((await stranger.get(ROUTES.publicManifest(bob.id))).status).toBe(404);
  stranger[Symbol.dispose]();
});

/** What Mallory passes on as Bob's, and what Cleo says of it. */
const lies: [what: string, make: (parts: Lie) => unknown, reason: RegExp][] = [
  ['forged', ({ honest, mallory }) => signManifest(honest, mallory), /another key/],
  [
    'changed',
    ({ sign, honest }) => ({ ...sign(honest), manifest: { ...honest, name: 'Bobby' } }),
    /signature is wrong/,
  ],
  ['expired', ({ sign, honest }) => sign({ ...honest, expires: 1_000 }), /expired/],
  ['rolled-back', ({ sign, honest }) => sign({ ...honest, seq: honest.seq - 2 }), /older/],
  ['replayed', ({ sign, honest }) => sign({ ...honest, seq: honest.seq - 1 }), /older/],
  [
    'personal',
    ({ sign, honest }) => sign({ ...honest, audience: 'receiver' }),
    /meant for somebody else/,
  ],
  ['malformed', () => ({ manifest: 1 }), /./],
];

interface Lie {
  readonly honest: Manifest;
  readonly mallory: Identity;
  sign(manifest: Manifest): SignedManifest;
}

test.each(lies)('a %s manifest that is passed on is refused, by name', async (_, make, reason) => {
  await bob.engine[Symbol.asyncDispose]();
  await cleo.until(({ peers }) => peers[bob.id]?.presence.state === 'left', 'Bob has left');
  const before = JSON.stringify(cleo.state.swarms);
  const bobs = await loadIdentity(join(bob.directory, 'data'));
  const mallory = await loadIdentity(temporaryFolder());
  const { seq } = await lastManifest(bob.id);
  const honest: Manifest = {
    ...(await lastManifest(bob.id)),
    audience: 'everyone',
    repositories: [],
    seq: seq + 1,
  };
  const passedOn = make({ honest, mallory, sign: (manifest) => signManifest(manifest, bobs) });
  const relayer = await Stranger.connect(cleo, () => relaying(bob.id, seq + 1, passedOn), mallory);
  await cleo.until(({ peers }) => peers[mallory.id]?.problem != null, 'Mallory is blamed');
  expect(stateOf(cleo, mallory.id)?.problem).toMatch(/^It passed on a list of Bob’s projects/);
  expect(stateOf(cleo, mallory.id)?.problem).toMatch(reason);
  expect(JSON.stringify(cleo.state.swarms)).toBe(before);
  relayer[Symbol.dispose]();
});

test('the highest number is known after a restart, and an older list is refused', async () => {
  await bob.engine[Symbol.asyncDispose]();
  const bobs = await loadIdentity(join(bob.directory, 'data'));
  const last = await lastManifest(bob.id);
  await cleo.call('peers.trust', { peer: bob.id });
  cleo = await cleo.restarted();
  await cleo.until(({ peers }) => peers[bob.id]?.lastKnown != null, 'Bob is remembered');
  await cleo.untilAlternatives(1);
  const older: Manifest = { ...last, audience: 'everyone', repositories: [] };
  const mallory = await loadIdentity(temporaryFolder());
  const pass = (seq: number, signed: unknown) =>
    Stranger.connect(cleo, () => relaying(bob.id, seq, signed), mallory);
  const first = await pass(last.seq + 1, signManifest({ ...older, seq: last.seq - 1 }, bobs));
  await cleo.until(({ peers }) => peers[mallory.id]?.problem != null, 'Mallory is blamed');
  first[Symbol.dispose]();
  await cleo.untilAlternatives(1);
  // A newer one is taken: it was the number that was wrong.
  const second = await pass(last.seq + 1, signManifest({ ...older, seq: last.seq + 1 }, bobs));
  await cleo.until(
    ({ swarms }) => Object.values(swarms).every(({ alternatives }) => alternatives.length === 0),
    'Bob’s newer list is known',
  );
  second[Symbol.dispose]();
});

/** A peer that passes on one manifest, whatever it is. */
function relaying(author: PeerId, seq: number, signed: unknown) {
  return (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    stream.on('error', () => {});
    const path = headers[':path'];
    if (path === ROUTES.events) {
      stream.respond({ ':status': 200 });
      stream.write(`${JSON.stringify({ type: 'relayed', peer: author, seq })}\n`);
      return;
    }
    stream.respond({ ':status': path === ROUTES.publicManifest(author) ? 200 : 404 });
    stream.end(JSON.stringify(signed));
  };
}

/** What Anna keeps of a peer. */
async function lastManifest(peer: PeerId): Promise<Manifest> {
  const stranger = await Stranger.connect(anna);
  const { body } = await stranger.get(ROUTES.publicManifest(peer));
  stranger[Symbol.dispose]();
  return JSON.parse(body).manifest as Manifest;
}

function showsHead(oid: Oid) {
  return ({ swarms }: TestEngine['state']) =>
    Object.values(swarms).some(({ alternatives }) =>
      alternatives.some(({ heads }) => heads.some((head) => head.oid === oid)),
    );
}
