import { mkdirSync, writeFileSync } from 'node:fs';
import type { ServerHttp2Stream } from 'node:http2';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { overviewSchema } from '../../shared/gtp/overview.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { Oid, RepositoryId, SwarmId } from '../../shared/ids.ts';
import { git } from '../testing/git.ts';
import { hostilePeer } from './support/hostile-peer.ts';
import { endAll, startPair } from './support/pair.ts';
import { Stranger } from './support/stranger.ts';
import { TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
let source: string;
let repository: RepositoryId;
let swarm: SwarmId;
let hidden: Oid;

const rev = (name: string) => git(source, ['rev-parse', name]) as Oid;

beforeAll(async () => {
  ({ anna, bob, source } = await startPair({ commits: 100 }));
  git(source, ['checkout', '--quiet', '-b', 'private/plan']);
  mkdirSync(join(source, 'plans'));
  writeFileSync(join(source, 'plans', 'secret.txt'), 'secret');
  writeFileSync(join(source, 'README.md'), 'the secret README');
  git(source, ['add', '.']);
  git(source, ['commit', '--quiet', '-m', 'A secret plan']);
  hidden = rev('HEAD');
  git(source, ['tag', 'blob', 'HEAD~1:README.md']);
  git(source, ['checkout', '--quiet', 'main']);
  repository = (await anna.share(source)).id;
  await anna.call('repositories.setHeads', { repository, only: [], except: ['private/**'] });
  await bob.connect(anna);
  await bob.untilAlternatives(1);
  swarm = Object.keys(bob.state.swarms)[0] as SwarmId;
});

afterAll(() => endAll(bob, anna));

test('a project is seen without taking it', async () => {
  const { peer, head, overview } = await bob.call('browse', { swarm });
  expect({ peer, head }).toEqual({ peer: anna.id, head: 'main' });
  expect(overview.readme).toEqual({
    name: 'README.md',
    text: '# Example\n\nA project made for a test.\n',
    isCut: false,
  });
  const sizes = git(source, ['ls-tree', '-r', '-l', 'main'])
    .split('\n')
    .map((line) => line.split(/\s+/)[3] ?? '-')
    .filter((size) => size !== '-');
  expect(overview.files).toBe(sizes.length);
  expect(overview.bytes).toBe(sizes.reduce((sum, size) => sum + Number(size), 0));
  const kinds = overview.entries.map(({ kind, name }) => `${kind} ${name}`);
  expect(kinds).toEqual(expect.arrayContaining(['folder src', 'file README.md', 'link link']));
  expect(kinds[0]).toMatch(/^folder /);
  const listed = git(source, ['rev-list', '--max-count=60', 'main', 'feature/ünïcode']).split('\n');
  expect(new Set(overview.commits.map(({ oid }) => oid))).toEqual(new Set(listed));
});

test('another head by its name or its id, and my own copy too', async () => {
  const feature = rev('feature/ünïcode');
  for (const head of ['feature/ünïcode', feature]) {
    const { overview } = await bob.call('browse', { swarm, head });
    expect(overview.head).toBe(feature);
    expect(overview.entries.map(({ name }) => name)).toContain('feature.txt');
  }
  const mine = await anna.call('browse', { swarm, peer: anna.id, head: 'private/plan' });
  expect(mine.overview.readme?.text).toBe('the secret README');
  await expect(bob.call('browse', { swarm, head: 'nothing' })).rejects.toThrow(/“nothing”/);
});

test('what a peer may not see is in no overview, and answered like what does not exist', async () => {
  const asking = await Stranger.connect(anna);
  const ask = (head: string, id = repository) => asking.post(ROUTES.overview(id), { head });
  const seen = await ask(rev('main'));
  expect(seen.status).toBe(200);
  for (const secret of [hidden, 'secret', 'plans']) expect(seen.body).not.toContain(secret);
  const absent = await ask('f'.repeat(40));
  expect(absent.status).toBe(404);
  expect(await ask(hidden)).toEqual(absent);
  // Visible by its history, but no head.
  expect(await ask(rev('main~3'))).toEqual(absent);
  // A head, but not a commit.
  expect(await ask(rev('blob'))).toEqual(absent);
  await anna.call('repositories.setVisibility', { repository, visibility: { to: 'trusted' } });
  expect(await ask(rev('main'))).toEqual(absent);
  await bob.until(({ swarms }) => swarms[swarm] === undefined, 'it is gone');
  await anna.call('repositories.setVisibility', { repository, visibility: { to: 'everyone' } });
  asking[Symbol.dispose]();
  await bob.until(({ swarms }) => (swarms[swarm]?.alternatives.length ?? 0) > 0, 'it is back');
});

test('an overview that was read for one is not shown to those who may see less', async () => {
  const mine = await anna.call('browse', { swarm, peer: anna.id, head: 'main' });
  expect(mine.overview.commits.map(({ oid }) => oid)).toContain(hidden);
  const theirs = await bob.call('browse', { swarm, head: 'main' });
  expect(theirs.overview.commits.map(({ oid }) => oid)).not.toContain(hidden);
});

describe('a README', () => {
  const cases: [string, string | Buffer, (text: string | null, isCut: boolean) => void][] = [
    ['that is binary is none', Buffer.from([35, 0, 1]), (text) => expect(text).toBeNull()],
    [
      'that is huge is cut, and says so',
      `${'é'.repeat(200_000)}`,
      (text, isCut) => {
        expect(isCut).toBe(true);
        expect(text).toBe('é'.repeat(LIMITS.readmeLength / 2));
      },
    ],
    [
      'has no control or bidirectional characters',
      'a\u202Eb\u0007c\r\nd\te\u200B',
      (text) => expect(text).toBe('abc\nd\te'),
    ],
  ];
  test.each(cases)('%s', async (_what, content, check) => {
    writeFileSync(join(source, 'README.md'), content);
    git(source, ['add', '.']);
    git(source, ['commit', '--quiet', '-m', 'Another README']);
    const { id } = await anna.call('repositories.add', { path: source });
    expect(id).toBe(repository);
    const { overview } = await anna.call('browse', { swarm, peer: anna.id, head: 'main' });
    check(overview.readme?.text ?? null, overview.readme?.isCut ?? false);
  });
});

describe('a peer that answers', () => {
  const honest = () => ({
    head: rev('main'),
    readme: null,
    license: null,
    commits: [],
    files: 0,
    bytes: 0,
    languages: [],
    entries: [],
    isCut: false,
  });
  const json = (value: unknown) => (stream: ServerHttp2Stream) => stream.end(JSON.stringify(value));
  const endless = (stream: ServerHttp2Stream) => {
    const send = () => {
      while (!stream.destroyed && stream.write(Buffer.alloc(65_536, 0x20)));
    };
    stream.on('drain', send);
    send();
  };
  const cases: [string, (stream: ServerHttp2Stream) => unknown, RegExp | null][] = [
    ['well is shown', (stream) => json(honest())(stream), null],
    [
      'about another head',
      (stream) => json({ ...honest(), head: hidden })(stream),
      /something else/,
    ],
    ['without end', endless, /does not understand/],
    ['no JSON', (stream) => stream.end('<html>'), /does not understand/],
    [
      'too many commits',
      (stream) =>
        json({
          ...honest(),
          commits: Array(61).fill({ oid: hidden, parents: [], author: '', time: 1, subject: '' }),
        })(stream),
      /does not understand/,
    ],
    [
      'a giant README',
      (stream) =>
        json({ ...honest(), readme: { name: 'README', text: 'a'.repeat(300_000), isCut: false } })(
          stream,
        ),
      /does not understand/,
    ],
    ['nothing', () => {}, /sends nothing/],
  ];
  test.each(cases)('%s', async (_what, answer, refusal) => {
    const eve = await TestEngine.start('Eve');
    const peer = hostilePeer(source);
    const mallory = await Stranger.connect(eve, (identity) => (stream, headers) => {
      if (!headers[':path']?.endsWith('/overview'))
        return peer.handler(identity)(stream, headers, eve.id);
      stream.on('error', () => {});
      stream.respond({ ':status': 200 });
      answer(stream);
    });
    await eve.untilAlternatives(1);
    const browsed = eve.call('browse', { swarm });
    if (refusal === null) expect(overviewSchema.parse((await browsed).overview)).toEqual(honest());
    else await expect(browsed).rejects.toThrow(refusal);
    mallory[Symbol.dispose]();
    await eve[Symbol.asyncDispose]();
  });
});
