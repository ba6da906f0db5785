import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest, SignedManifest } from '../../shared/gtp/manifest.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { Oid, RepositoryId } from '../../shared/ids.ts';
import type { Identity } from '../identity/identity.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
import { signManifest, verifyManifest } from '../identity/signing.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { cloneAt, git } from '../testing/git.ts';
import { hostilePeer } from './support/hostile-peer.ts';
import { type Answer, Stranger } from './support/stranger.ts';
import { TestEngine } from './support/test-engine.ts';

/**
 * What a peer of today does with one of a later version that is still GTP/2: it passes over what it does
 * not know. docs/GTP2.md, “Versions”.
 */
let anna: TestEngine;
let source: string;
let repository: RepositoryId;
let main: Oid;

beforeAll(async () => {
  anna = await TestEngine.start('Anna');
  source = join(anna.directory, 'source');
  buildRepository(source, { commits: 60 });
  main = git(source, ['rev-parse', 'main']) as Oid;
  repository = (await anna.share(source)).id;
});
afterAll(() => anna[Symbol.asyncDispose]());

const later = { later: { version: ['of', 'GTP/2'] } };

describe('a request of a newer peer', () => {
  let newer: Stranger;
  beforeAll(async () => {
    newer = await Stranger.connect(anna);
  });
  afterAll(() => newer[Symbol.dispose]());

  test('is answered as if it held no fields but those that are known', async () => {
    const path = ROUTES.reels(repository);
    const today = { wants: [main], haves: [], layout: { stripes: 2, windows: 1 } };
    const asked = await newer.post(path, today);
    const newerOne = { ...today, ...later, layout: { ...today.layout, ...later } };
    expect(await newer.post(path, newerOne)).toEqual(asked);
    expect(asked.status).toBe(200);

    const reel = ROUTES.produced(repository, await newer.reelName(asked.body));
    const block = { strip: 0, from: 0, to: 1 };
    const next = await newer.post(ROUTES.next(reel), {
      blocks: [{ ...block, ...later }],
      ...later,
    });
    expect(next).toEqual(await newer.get(ROUTES.block(reel, block)));
    expect(next.status).toBe(200);

    const objects = { wants: [main], objects: [main] };
    const single = await newer.post(ROUTES.objects(repository), { ...objects, ...later });
    expect(single).toMatchObject({ status: 200, body: expect.stringMatching(/^PACK/) });
    const overview = await newer.post(ROUTES.overview(repository), { head: main, ...later });
    expect(overview).toEqual(await newer.post(ROUTES.overview(repository), { head: main }));
    expect(overview.status).toBe(200);
  });

  const reel = (name: string) => `${ROUTES.reels(repository)}/${'0'.repeat(64)}/${name}`;
  const unknown: [method: 'get' | 'post', path: () => string][] = [
    ['get', () => '/'],
    ['get', () => '/gtp'],
    ['get', () => '/gtp/3/manifest'],
    ['get', () => '/gtp/2'],
    ['get', () => '/gtp/2/'],
    ['get', () => '/gtp/2/later'],
    ['get', () => '/gtp/2/manifest/'],
    ['get', () => '/gtp/2/manifest?later=1'],
    ['post', () => '/gtp/2/manifest'],
    ['post', () => '/gtp/2/events'],
    ['get', () => `/gtp/2/peers/${anna.id}`],
    ['get', () => `/gtp/2/peers/${anna.id}/later`],
    ['post', () => ROUTES.publicManifest(anna.id)],
    ['get', () => '/gtp/2/repositories'],
    ['get', () => ROUTES.reels(repository)],
    ['get', () => ROUTES.objects(repository)],
    ['post', () => `/gtp/2/repositories/${repository}/later`],
    ['post', () => `${ROUTES.reels(repository)}/later`],
    ['get', () => reel('later')],
    ['post', () => reel('plan')],
    ['get', () => reel('next')],
    ['post', () => reel('blocks/0.0-1')],
    ['get', () => reel('blocks/0.0-1/later')],
    ['get', () => reel('blocks/0.1-1')],
    ['get', () => `/gtp/2/reels/${'0'.repeat(64)}/plan`],
  ];
  test.each(unknown)('with %s for something unknown gets the one answer', async (method, path) => {
    const answer: Answer = { status: 404, body: 'not found' };
    expect(await (method === 'get' ? newer.get(path()) : newer.post(path(), {}))).toEqual(answer);
  });
});

describe('a manifest of a newer peer', () => {
  /** Shows to everyone what it shows to anyone, with fields of a later version wherever one can be. */
  function manifestOf(identity: Identity, audience: Manifest['audience']): Manifest {
    const root = 'a'.repeat(40) as Oid;
    const head = { ref: 'refs/heads/main', oid: 'b'.repeat(40) as Oid };
    const tip = { time: 1, author: 'Nora', subject: 'newer', ...later };
    const shared = {
      id: 'nnnnnnnnnnnnnnnn' as RepositoryId,
      swarm: swarmIdOf('sha1', root),
      name: 'newer',
      objectFormat: 'sha1' as const,
      roots: [root],
      heads: [{ ...head, tip, ...later }],
      origins: [],
      ...later,
    };
    const about = { type: 'gtp-manifest' as const, v: 2 as const, peer: identity.id, name: 'Nora' };
    const expires = Math.floor(Date.now() / 1000) + 3600;
    const vouches = [{ peer: anna.id, name: 'Anna', ...later }];
    const rest = { audience, seq: 7, expires, repositories: [shared], vouches };
    return { ...about, ...rest, ...later } as Manifest;
  }

  function newerPeer(identity: Identity, change: object = {}) {
    return (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
      stream.on('error', () => {});
      stream.respond({ ':status': 200 });
      const path = headers[':path'];
      if (path !== ROUTES.events) {
        const audience = path === ROUTES.manifest ? 'receiver' : 'everyone';
        const manifest = { ...manifestOf(identity, audience), ...change } as Manifest;
        stream.end(JSON.stringify({ ...signManifest(manifest, identity), ...later }));
        return;
      }
      // What cannot be understood of it says nothing, and keeps nothing else from being heard.
      const events = [
        { type: 'later', ...later },
        { type: 'blocks', reel: 'of a later form' },
        { type: 'manifest', seq: 7, ...later },
      ];
      stream.write(`\n${events.map((event) => `${JSON.stringify(event)}\n`).join('')}`);
    };
  }

  test('is understood, and passed on word for word', async () => {
    const nora = await Stranger.connect(anna, newerPeer);
    await anna.untilAlternatives(1);
    expect(anna.state.peers[nora.id]).toMatchObject({ name: 'Nora', problem: null });
    await anna.call('peers.trust', { peer: nora.id });
    const other = await Stranger.connect(anna);
    let answer = await other.get(ROUTES.publicManifest(nora.id));
    for (let tries = 0; answer.status === 404 && tries < 200; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      answer = await other.get(ROUTES.publicManifest(nora.id));
    }
    const signed = JSON.parse(answer.body) as SignedManifest;
    const { expires } = signed.manifest;
    expect(signed.manifest).toEqual({ ...manifestOf(nora.identity, 'everyone'), expires });
    const choice = { peer: nora.id, audience: 'everyone' } as const;
    expect(verifyManifest(signed, choice, Date.now()).name).toBe('Nora');
    other[Symbol.dispose]();
    nora[Symbol.dispose]();
    await anna.call('peers.forget', { peer: nora.id });
  });

  test.each([
    ['a later version', { v: 3 }],
    ['a type that is unknown', { type: 'gtp-later' }],
    ['an audience that is unknown', { audience: 'friends' }],
  ])('is refused as a whole if it is of %s', async (_what, change) => {
    const nora = await Stranger.connect(anna, (identity) => newerPeer(identity, change));
    await anna.until(({ peers }) => peers[nora.id]?.problem != null, 'it is refused');
    expect(anna.state.peers[nora.id]?.problem).toMatch(/^Its list of repositories was refused: /);
    nora[Symbol.dispose]();
  });
});

test('answers of a newer peer are understood: a fetch from it brings its heads', async () => {
  const clone = join(anna.directory, 'clone');
  cloneAt(source, 'main~20', clone);
  const { handler } = hostilePeer(source, {
    signed: (signed) => ({ ...signed, ...later }),
    offer: ({ reel, ...rest }) => ({ ...rest, ...later, reel: { ...reel, ...later } }),
    plan: ({ blocks, ...rest }) => ({
      ...rest,
      ...later,
      blocks: blocks.map((block) => ({ ...block, ...later })),
    }),
    blockHeaders: () => ({ 'gtp-later': '1' }),
  });
  const newer = await Stranger.connect(anna, handler);
  await anna.until(
    ({ peers }) =>
      peers[newer.id]?.presence.state === 'connected' && peers[newer.id]?.name === 'Mallory',
    'it is there',
  );
  await anna.fetch(clone);
  expect(git(clone, ['rev-parse', 'refs/remotes/mallory/main'])).toBe(main);
  newer[Symbol.dispose]();
});
