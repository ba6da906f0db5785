import { writeFileSync } from 'node:fs';
import type { ServerHttp2Stream } from 'node:http2';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparisonSchema } from '../../shared/gtp/comparison.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { Oid, PeerId, RepositoryId } from '../../shared/ids.ts';
import { git } from '../testing/git.ts';
import { hostilePeer } from './support/hostile-peer.ts';
import { endAll, type PairOfCopies, startPairOfCopies } from './support/pair.ts';
import { Stranger } from './support/stranger.ts';

// A teammate's head that nobody has fetched: what it brings is asked of whoever has it.

let pair: PairOfCopies;
let his: string;
let hers: string;
/** Bob's, and Anna's. */
let repository: RepositoryId;
let annas: RepositoryId;
let base: Oid;
let hidden: Oid;
const HTML = '<img src=x onerror=alert(1)>\u001b[31m\u202e';

const rev = (folder: string, name: string) => git(folder, ['rev-parse', name]) as Oid;

function commit(folder: string, files: Record<string, string | Buffer>, message: string): Oid {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  git(folder, ['add', '--all']);
  git(folder, ['commit', '--quiet', '-m', message]);
  return rev(folder, 'HEAD');
}

beforeAll(async () => {
  pair = await startPairOfCopies({ commits: 60 });
  ({ his, hers, repository } = pair);
  base = rev(hers, 'main');
  annas = (await pair.anna.call('repositories.add', { path: hers })).id;
  await pair.anna.call('repositories.setHeads', {
    repository: annas,
    only: [],
    except: ['private/**'],
  });
  git(hers, ['checkout', '--quiet', '-b', 'private/plan']);
  hidden = commit(hers, { 'secret.txt': 'secret\n' }, 'A secret plan');
  git(hers, ['checkout', '--quiet', '-b', 'topic', 'main']);
  const lines = Array.from({ length: 12_345 }, (_, index) => `line ${index}\n`).join('');
  commit(hers, { 'long.txt': lines, 'hostile.txt': `${HTML}\n` }, `A ${HTML}subject`);
  const newest = commit(hers, { 'new.txt': 'new\n' }, 'The newest');
  git(hers, ['checkout', '--quiet', 'main']);
  // What Bob has of his own is nobody's business.
  commit(his, { 'mine.txt': 'mine\n' }, 'Mine');
  await pair.bob.until(
    ({ swarms }) =>
      Object.values(swarms).some(({ alternatives }) =>
        alternatives[0]?.heads.some(({ oid }) => oid === newest),
      ),
    'he hears of it',
  );
});
afterAll(() => endAll(pair.bob, pair.anna));

/** Bob sees a copy of this one's; of those who left, he still does. */
const untilShares = (peer: PeerId) =>
  pair.bob.until(
    ({ swarms }) =>
      Object.values(swarms).some(({ alternatives }) => alternatives.some((a) => a.peer === peer)),
    'he sees a copy',
  );

const topic = () => ({ repository, peer: pair.anna.id, ref: 'refs/heads/topic' });

describe('its owner is asked', () => {
  test('for its commits and files, against where the two parted', async () => {
    const look = await pair.bob.call('head.look', topic());
    expect(look).toMatchObject({
      ...{ isHere: false, toldBy: pair.anna.id, conflicts: null, relation: { kind: 'unknown' } },
      comparison: { base, commitCount: 2, fileCount: 3, added: 12_347, removed: 0 },
      checkOut: { isPossible: false, code: 'not-here' },
      merge: { isPossible: false, code: 'not-here' },
    });
    expect(look.comparison.commits.map(({ subject }) => subject)).toEqual([
      'The newest',
      'A <img src=x onerror=alert(1)>[31msubject',
    ]);
    expect(git(his, ['cat-file', '--batch-check'], `${rev(hers, 'topic')}\n`)).toMatch(/missing/);
  });

  test('for a file, page by page; what is in it is data', async () => {
    const diff = async (path: string, from?: number) => {
      const told = await pair.bob.call('head.diff', { ...topic(), against: 'base', path, from });
      if (told.kind !== 'text') throw new Error(told.kind);
      return { ...told, lines: told.hunks.flatMap(({ lines }) => lines) };
    };
    expect((await diff('hostile.txt')).lines).toEqual([`+${HTML}`]);
    const first = await diff('long.txt');
    expect(first).toMatchObject({ lineCount: 12_345, isCut: false });
    expect(first.lines).toHaveLength(LIMITS.linesPerPage);
    const second = await diff('long.txt', first.lines.length);
    expect(second.lines.at(-1)).toBe('+line 12344');
    expect(second.hunks).toMatchObject([{ oldStart: 0, newStart: LIMITS.linesPerPage + 1 }]);
    await expect(diff('src')).rejects.toMatchObject({ code: 'file-unchanged' });
    const params = { ...topic(), against: 'mine', path: 'new.txt' } as const;
    await expect(pair.bob.call('head.diff', params)).rejects.toMatchObject({ code: 'not-here' });
  });
});

test('what a peer may not see is in no answer, and answered like what does not exist', async () => {
  const asking = await Stranger.connect(pair.anna);
  const compare = (head: string, haves: readonly string[] = [], id = annas) =>
    asking.post(ROUTES.comparison(id), { head, haves });
  const absent = await compare('f'.repeat(40));
  expect(absent.status).toBe(404);
  expect(await compare(hidden)).toEqual(absent);
  expect(await compare(rev(hers, 'topic:new.txt'))).toEqual(absent);
  const diff = (head: string, path: string, haves: readonly string[] = [base]) =>
    asking.post(ROUTES.diff(annas), { head, haves, path, from: 0 });
  expect(await diff(hidden, 'secret.txt')).toEqual(absent);
  expect(await diff(rev(hers, 'topic'), 'secret.txt')).toEqual(absent);
  // A commit that is hidden is no base: it counts as if it were not there.
  const plain = await compare(rev(hers, 'topic'), [base]);
  expect(plain.status).toBe(200);
  expect(await compare(rev(hers, 'topic'), [base, hidden])).toEqual(plain);
  expect(await compare(rev(hers, 'topic'), [hidden])).toEqual(await compare(rev(hers, 'topic')));
  expect(comparisonSchema.parse(JSON.parse(plain.body))).toMatchObject({ base, fileCount: 3 });
  await pair.anna.call('repositories.setVisibility', {
    repository: annas,
    visibility: { to: 'trusted' },
  });
  expect(await compare(rev(hers, 'topic'), [base])).toEqual(absent);
  await pair.anna.call('repositories.setVisibility', {
    repository: annas,
    visibility: { to: 'everyone' },
  });
  for (const body of [
    {},
    { head: base, haves: Array(401).fill(base) },
    { head: '--all', haves: [] },
  ]) {
    expect((await asking.post(ROUTES.comparison(annas), body)).status).toBe(400);
  }
  asking[Symbol.dispose]();
});

describe('a peer that answers', () => {
  const json = (value: unknown) => (stream: ServerHttp2Stream) => stream.end(JSON.stringify(value));
  const commitOf = (oid: string) => ({
    ...{ oid, author: 'A', authoredAt: 1, committedAt: 1, subject: 's', body: '', isCut: false },
  });
  const honest = () => ({
    ...{ head: hidden, base, commits: [commitOf(hidden)], commitCount: 1 },
    ...{ files: [], fileCount: 0, added: 0, removed: 0 },
  });
  const file = (path: string) => ({
    ...{ path, oldPath: null, similarity: null, status: 'added', old: null },
    new: { mode: '100644', oid: base, bytes: 1, lfsBytes: null },
    ...{ added: 1, removed: 0, isBinary: false },
  });
  const endless = (stream: ServerHttp2Stream) => {
    const send = () => {
      while (!stream.destroyed && stream.write(Buffer.alloc(65_536, 0x20)));
    };
    stream.on('drain', send);
    send();
  };
  const cases: [string, () => (stream: ServerHttp2Stream) => unknown, RegExp | null][] = [
    ['well is shown', () => json(honest()), null],
    ['about another head', () => json({ ...honest(), head: base }), /something else/],
    [
      'from where I have nothing',
      () => json({ ...honest(), base: 'a'.repeat(40) }),
      /something else/,
    ],
    ['fewer than it lists', () => json({ ...honest(), commitCount: 0 }), /something else/],
    [
      'the same commit twice',
      () =>
        json({ ...honest(), commits: [honest().commits[0], honest().commits[0]], commitCount: 2 }),
      /something else/,
    ],
    [
      'the same file twice',
      () => json({ ...honest(), files: [file('a'), file('a')], fileCount: 2 }),
      /something else/,
    ],
    [
      'a million files',
      () =>
        json({
          ...honest(),
          files: Array.from({ length: 2_001 }, (_, n) => file(`${n}`)),
          fileCount: 1e6,
        }),
      /does not understand/,
    ],
    ['no ids', () => json({ ...honest(), commits: [commitOf('../../x')] }), /does not understand/],
    ['without end', () => endless, /does not understand/],
    ['no JSON', () => (stream: ServerHttp2Stream) => stream.end('<html>'), /does not understand/],
  ];
  const page = { kind: 'text', hunks: [], from: 0, lineCount: 0, isCut: false, isGuessed: false };
  const hunk = (lines: string[]) => ({ oldStart: 1, newStart: 1, heading: '', lines, cuts: [] });
  const diffs: [string, () => (stream: ServerHttp2Stream) => unknown, RegExp | null][] = [
    ['a page', () => json({ ...page, hunks: [hunk(['+<script>'])], lineCount: 1 }), null],
    ['another page', () => json({ ...page, from: 7 }), /something else/],
    ['more lines', () => json({ ...page, hunks: [hunk(Array(10_001).fill('+'))] }), /understand/],
    ['a long line', () => json({ ...page, hunks: [hunk(['+'.repeat(4_002)])] }), /understand/],
    [
      'no picture',
      () => json({ kind: 'binary', old: { type: 'image/svg+xml', base64: '' }, new: null }),
      /understand/,
    ],
    ['diff without end', () => endless, /understand/],
  ];
  let mallory: Stranger;
  let answer = json(null) as (stream: ServerHttp2Stream) => unknown;

  beforeAll(async () => {
    const peer = hostilePeer(hers, { manifest: (list) => ({ ...list, name: 'Mallory' }) });
    mallory = await Stranger.connect(pair.bob, (identity) => (stream, headers) => {
      const isAsked = /\/(?:comparison|diff)$/.exec(headers[':path'] ?? '');
      if (isAsked === null) return peer.handler(identity)(stream, headers, pair.bob.id);
      stream.on('error', () => {});
      stream.respond({ ':status': 200 });
      answer(stream);
    });
    await untilShares(mallory.id);
  });
  afterAll(() => mallory[Symbol.dispose]());

  /** Anna does not show this one: there is nobody else to ask. */
  const only = () => ({ repository, peer: mallory.id, ref: 'refs/heads/private/plan' });

  test.each(cases)('%s', async (_what, make, refusal) => {
    answer = make();
    const looking = pair.bob.call('head.look', only());
    if (refusal === null) expect((await looking).comparison.commits).toHaveLength(1);
    else await expect(looking).rejects.toThrow(refusal);
  });

  test('wrong about what others show, too: they are asked next', async () => {
    answer = json({ ...honest(), head: base });
    const look = await pair.bob.call('head.look', { ...only(), ref: 'refs/heads/topic' });
    expect(look.toldBy).toBe(pair.anna.id);
  });

  test.each(diffs)('for a file with %s', async (_what, make, refusal) => {
    answer = json(honest());
    await pair.bob.call('head.look', only());
    answer = make();
    const asking = pair.bob.call('head.diff', { ...only(), against: 'base', path: 'x' });
    if (refusal === null) expect(await asking).toMatchObject({ hunks: [{ lines: ['+<script>'] }] });
    else await expect(asking).rejects.toThrow(refusal);
  });
});

test('an older peer, which knows no such question, is said to be one', async () => {
  const { bob } = pair;
  const peer = hostilePeer(hers, { manifest: (manifest) => ({ ...manifest, name: 'Otto' }) });
  const otto = await Stranger.connect(bob, (identity) => peer.handler(identity));
  await untilShares(otto.id);
  const ref = 'refs/heads/private/plan';
  const looking = bob.call('head.look', { repository, peer: otto.id, ref });
  await expect(looking).rejects.toMatchObject({
    code: 'older-peer',
    message: expect.stringMatching(/^Otto’s Shoal is older/),
  });
  otto[Symbol.dispose]();
});
