import type { ServerHttp2Stream } from 'node:http2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Oid, PeerId, SwarmId } from '../../shared/ids.ts';
import { git } from '../testing/git.ts';
import { commit, rev, write } from './support/head-room.ts';
import { hostilePeer } from './support/hostile-peer.ts';
import { endAll, type Pair, shareWithin, startPair } from './support/pair.ts';
import { Stranger } from './support/stranger.ts';
import { TestEngine } from './support/test-engine.ts';

// A head of a project that Bob has no copy of: all of it is told by those who have one.

/** How many steps back the latest commits are shown. */
const LATEST = 20;

let pair: Pair;
let swarm: SwarmId;
let hidden: Oid;

const source = () => pair.source;
const at = (ref: string) => ({ swarm, peer: pair.anna.id, ref: `refs/heads/${ref}` });

beforeAll(async () => {
  pair = await startPair({ commits: 60 });
  const { anna, bob } = pair;
  git(source(), ['branch', 'old', 'main~3']);
  git(source(), ['checkout', '--quiet', '-b', 'private/plan']);
  write(source(), 'secret.txt', 'secret\n');
  hidden = commit(source(), 'A secret plan');
  git(source(), ['checkout', '--quiet', '-b', 'topic', 'main~2']);
  const lines = Array.from({ length: 12_345 }, (_, index) => `line ${index}\n`).join('');
  write(source(), 'long.txt', lines);
  commit(source(), 'Many lines');
  write(source(), 'new.txt', 'new\n');
  commit(source(), 'The newest');
  git(source(), ['checkout', '--quiet', 'main']);
  const { id } = await anna.call('repositories.add', { path: source() });
  await anna.call('repositories.setHeads', { repository: id, only: [], except: ['private/**'] });
  await shareWithin(pair);
  [swarm] = Object.keys(bob.state.swarms) as [SwarmId];
  expect(bob.state.repositories).toEqual({});
});
afterAll(() => endAll(pair.bob, pair.anna));

/** Bob sees a copy of this one's. */
const untilShares = (peer: PeerId) =>
  pair.bob.until(
    ({ swarms }) =>
      Object.values(swarms).some(({ alternatives }) => alternatives.some((a) => a.peer === peer)),
    'he sees a copy',
  );

describe('without a copy', () => {
  test('a branch is shown as what it has beyond their default branch', async () => {
    const look = await pair.bob.call('head.lookOffered', at('topic'));
    expect(look).toMatchObject({
      ...{ oid: rev(source(), 'topic'), current: rev(source(), 'topic'), isHere: false },
      ...{ toldBy: pair.anna.id, mine: null, conflicts: null, offered: { branch: 'main' } },
      comparison: { base: rev(source(), 'main~2'), commitCount: 2, fileCount: 2, added: 12_346 },
      checkOut: { isPossible: false, code: 'no-copy' },
      merge: { isPossible: false, code: 'no-copy' },
    });
    const subjects = look.comparison.commits.map(({ subject }) => subject);
    expect(subjects).toEqual(['The newest', 'Many lines']);
  });

  test('a file of it comes page by page', async () => {
    const diff = async (path: string, from?: number) => {
      const told = await pair.bob.call('head.diffOffered', { ...at('topic'), path, from });
      if (told.kind !== 'text') throw new Error(told.kind);
      return told.hunks.flatMap(({ lines }) => lines);
    };
    expect(await diff('new.txt')).toEqual(['+new']);
    const first = await diff('long.txt');
    expect(first).toHaveLength(LIMITS.linesPerPage);
    expect((await diff('long.txt', first.length)).at(-1)).toBe('+line 12344');
    await expect(diff('no-such-file')).rejects.toMatchObject({ code: 'file-unchanged' });
  });

  test.each(['main', 'old'])(
    'of %s, in which nothing is beyond it, the latest commits are',
    async (name) => {
      const { offered, comparison } = await pair.bob.call('head.lookOffered', at(name));
      expect(offered).toEqual({ branch: null });
      const base = rev(source(), `${name}~${LATEST}`);
      const known = git(source(), ['rev-list', '--count', `${base}..${name}`]);
      expect(comparison).toMatchObject({ base, commitCount: Number(known) });
      const [file] = comparison.files;
      if (file === undefined) throw new Error('no file differs');
      const diff = await pair.bob.call('head.diffOffered', { ...at(name), path: file.path });
      expect(diff.kind).toMatch(/text|binary/);
    },
  );

  test('what is not shared is not known, and neither is another project', async () => {
    const looking = pair.bob.call('head.lookOffered', at('private/plan'));
    await expect(looking).rejects.toMatchObject({ code: 'unknown-head' });
    const byId = pair.bob.call('head.lookOffered', { ...at('topic'), oid: hidden });
    await expect(byId).rejects.toMatchObject({ code: 'not-served' });
    const elsewhere = { ...at('topic'), swarm: swarm.replace(/^./, 'z') as SwarmId };
    await expect(pair.bob.call('head.lookOffered', elsewhere)).rejects.toMatchObject({
      code: 'unknown-head',
    });
  });
});

describe('a peer that tells of it', () => {
  const json = (value: unknown) => (stream: ServerHttp2Stream) => stream.end(JSON.stringify(value));
  const commitOf = (oid: string) => ({
    ...{ oid, author: 'A', authoredAt: 1, committedAt: 1, subject: 's', body: '', isCut: false },
  });
  const honest = () => ({
    ...{ head: hidden, base: rev(source(), 'main'), commits: [commitOf(hidden)], commitCount: 1 },
    ...{ files: [], fileCount: 0, added: 0, removed: 0 },
  });
  const overview = (parents: readonly string[]) => ({
    ...{ head: hidden, readme: null, license: null, files: 0, bytes: 0, languages: [] },
    ...{ entries: [], isCut: false },
    commits: [{ oid: hidden, parents, author: 'A', time: 1, subject: 's' }],
  });
  let mallory: Stranger;
  let answers: Record<string, (stream: ServerHttp2Stream) => unknown> = {};

  beforeAll(async () => {
    const peer = hostilePeer(source(), { manifest: (list) => ({ ...list, name: 'Mallory' }) });
    mallory = await Stranger.connect(pair.bob, (identity) => (stream, headers) => {
      const asked = /\/(comparison|diff|overview)$/.exec(headers[':path'] ?? '')?.[1];
      const answer = asked === undefined ? undefined : answers[asked];
      if (answer === undefined) return peer.handler(identity)(stream, headers, pair.bob.id);
      stream.on('error', () => {});
      stream.respond({ ':status': 200 });
      answer(stream);
    });
    await untilShares(mallory.id);
  });
  afterAll(() => mallory[Symbol.dispose]());

  const look = () => pair.bob.call('head.lookOffered', { ...at('private/plan'), peer: mallory.id });

  test('well is shown', async () => {
    answers = { comparison: json(honest()) };
    expect((await look()).comparison.commits).toHaveLength(1);
  });

  test.each([
    ['about another head', () => ({ comparison: json({ ...honest(), head: 'a'.repeat(40) }) })],
    [
      'with fewer commits than it lists',
      () => ({ comparison: json({ ...honest(), commitCount: 0 }) }),
    ],
    [
      'from elsewhere than it was asked for',
      () => ({
        comparison: json({ ...honest(), commits: [], commitCount: 0 }),
        overview: json(overview(['b'.repeat(40)])),
      }),
    ],
  ])('%s is not believed', async (_what, make) => {
    answers = make();
    await expect(look()).rejects.toThrow(/something else/);
  });

  test.each([
    ['an overview of nothing', () => json(overview([]))],
    ['an overview that turns in a circle', () => json(overview([hidden]))],
  ])('with %s keeps nobody busy', async (_what, make) => {
    answers = { comparison: json({ ...honest(), commits: [], commitCount: 0 }), overview: make() };
    const ended = await look().then(
      ({ comparison }) => comparison.commitCount,
      (error: Error) => error.message,
    );
    expect([0, 'Mallory answered something else than it was asked for.']).toContain(ended);
  });

  test('with another page of a file is not believed', async () => {
    const page = { kind: 'text', hunks: [], lineCount: 0, isCut: false, isGuessed: false };
    answers = { comparison: json(honest()), diff: json({ ...page, from: 7 }) };
    const asking = pair.bob.call('head.diffOffered', {
      ...{ ...at('private/plan'), peer: mallory.id, path: 'x' },
    });
    await expect(asking).rejects.toThrow(/something else/);
  });
});

test('who is away is answered for by whoever shows the same commit', async () => {
  const { anna, bob } = pair;
  await using carol = await TestEngine.start('Carol');
  const hers = `${carol.directory}/project`;
  git(carol.directory, ['clone', '--quiet', '--no-local', '--mirror', source(), hers]);
  await carol.share(hers);
  await bob.connect(carol);
  await untilShares(carol.id);
  const asked = at('topic');
  await anna[Symbol.asyncDispose]();
  await bob.until(
    ({ peers }) =>
      Object.values(peers).some(
        ({ id, presence }) => id === asked.peer && presence.state !== 'connected',
      ),
    'she has left',
  );
  const look = await bob.call('head.lookOffered', asked);
  expect(look).toMatchObject({ toldBy: carol.id, comparison: { commitCount: 2 } });
});
