import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildRepository } from '../testing/build-repository.ts';
import { cloneAt, fsck, git, refs } from '../testing/git.ts';
import { type Misbehaviour, packList } from './support/hostile-peer.ts';
import { HostileRoom } from './support/hostile-room.ts';

let room: HostileRoom;
beforeAll(async () => {
  room = await HostileRoom.open();
});
afterEach(() => room.sendAway());
afterAll(() => room[Symbol.asyncDispose]());

test('a peer that behaves well is fetched from: what follows fails for what it names', async () => {
  const good = join(room.bob.directory, 'good');
  cloneAt(room.source, 'main~20', good);
  await room.meet({});
  await room.bob.call('repositories.add', { path: room.clone });
  await room.bob.untilAlternatives(1);
  await room.bob.fetch(good);
  expect(git(good, ['rev-parse', 'refs/remotes/mallory/main'])).toBe(
    git(room.source, ['rev-parse', 'main']),
  );
});

describe('a fetch fails with one sentence and changes nothing if the block is', () => {
  const unrelated = () => {
    const other = join(room.bob.directory, 'unrelated');
    if (!existsSync(other)) buildRepository(other, { commits: 5, seed: 77 });
    return packList(
      other,
      git(other, ['rev-list', '--objects', '--no-object-names', '--all']).split('\n'),
    );
  };
  const cases: [string, Misbehaviour, string][] = [
    ['cut short', { block: (pack) => pack.subarray(0, pack.length >> 1) }, 'bad-block'],
    ['altered in one bit', { block: (pack) => flipped(pack) }, 'bad-block'],
    ['empty', { block: () => Buffer.alloc(0) }, 'bad-block'],
    ['no pack', { block: () => Buffer.from('<html>not found</html>'.repeat(10)) }, 'bad-block'],
    ['another pack', { block: unrelated }, 'bad-block'],
    ['a pack without objects', { block: () => packList(room.source, []) }, 'bad-block'],
    ['lacking some objects', { block: withoutBlobs }, 'bad-block'],
    [
      'another pack, as it was planned',
      { block: unrelated, plansItsLies: true },
      'objects-missing',
    ],
    [
      'lacking some objects, and the single objects are lies too',
      { block: withoutBlobs, plansItsLies: true, objects: unrelated },
      'objects-missing',
    ],
    ['without a checksum', { blockHeaders: () => ({ etag: '' }) }, 'protocol'],
    ['named by a path', { blockHeaders: () => ({ etag: '"../../../evil"' }) }, 'protocol'],
    ['not the one asked for', { blockHeaders: () => ({ 'gtp-block': '7.0-1' }) }, 'protocol'],
    ['planned as none', { plan: () => ({ isLast: true, blocks: [] }) }, 'objects-missing'],
    [
      'planned backwards',
      { plan: () => ({ isLast: true, blocks: [{ strip: 0, from: 5, to: 1 }] }) },
      'protocol',
    ],
    [
      'planned without end',
      { plan: () => ({ isLast: true, blocks: Array(60_000).fill({ strip: 0, from: 0, to: 1 }) }) },
      'protocol',
    ],
    ['planned only in part', { plan: (plan) => ({ ...plan, isLast: false }) }, 'protocol'],
    ['broken off', { block: (pack, stream) => broken(pack, stream) }, 'protocol'],
    [
      'of a reel that was not asked for',
      { offer: (o) => ({ ...o, reel: { ...o.reel, wants: ['a'.repeat(40)] } }) },
      'objects-missing',
    ],
    [
      'built on haves that are not mine',
      { offer: (o) => ({ ...o, reel: { ...o.reel, haves: ['a'.repeat(40)] } }) },
      'protocol',
    ],
    [
      'cut in a million stripes',
      { offer: (o) => ({ ...o, reel: { ...o.reel, layout: { stripes: 1e6, windows: 0 } } }) },
      'protocol',
    ],
  ];
  test.each(cases)('%s', async (_what, misbehaviour, code) => {
    const error = await room.failedFetch(misbehaviour);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^[A-Z][^\n]*\.$/);
  });
});

test('objects that a block lacks are asked for by id', async () => {
  const completed = join(room.bob.directory, 'completed');
  cloneAt(room.source, 'main~20', completed);
  await room.meet({ block: withoutBlobs, plansItsLies: true });
  await room.bob.call('repositories.add', { path: room.clone });
  await room.bob.untilAlternatives(1);
  await room.bob.fetch(completed);
  expect(git(completed, ['rev-parse', 'refs/remotes/mallory/main'])).toBe(
    git(room.source, ['rev-parse', 'main']),
  );
  expect(fsck(completed)).toBe('');
});

test('content that git fsck refuses is refused where the user asked for it', async () => {
  const careful = join(room.bob.directory, 'careful');
  cloneAt(room.source, 'main~20', careful);
  git(careful, ['config', 'fetch.fsckObjects', 'true']);
  const tree = git(
    room.source,
    ['mktree', '--missing'],
    `100644 blob ${git(room.source, ['rev-parse', 'main:README.md'])}\t.git\n`,
  );
  const commit = git(room.source, ['commit-tree', tree, '-p', 'main', '-m', 'evil']);
  git(room.source, ['branch', 'evil', commit]);
  try {
    await room.meet({});
    await room.bob.untilAlternatives(1);
    await expect(room.bob.fetch(careful)).rejects.toMatchObject({ code: 'fsck' });
    expect(refs(careful, 'refs/remotes')).toEqual([]);
  } finally {
    git(room.source, ['branch', '-D', 'evil']);
  }
});

function flipped(pack: Buffer): Buffer {
  const copy = Buffer.from(pack);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}

function broken(pack: Buffer, stream: import('node:http2').ServerHttp2Stream): null {
  stream.respond({ ':status': 200 });
  stream.write(pack.subarray(0, 1_000));
  setTimeout(() => room.breakOff(), 50);
  return null;
}

/** Commits and trees, but no file contents. */
function withoutBlobs(): Buffer {
  const list = git(room.source, [
    'rev-list',
    '--objects',
    '--filter=blob:none',
    '--no-object-names',
    '--all',
  ]);
  return packList(room.source, list.split('\n'));
}
