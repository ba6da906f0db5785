import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AppState } from '../../shared/api/state.ts';
import type { Oid } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { cloneAt, fsck, git, refs, untouchables } from '../testing/git.ts';
import { hostilePeer, type Misbehaviour, packList } from './support/hostile-peer.ts';
import { Stranger } from './support/stranger.ts';
import { TestEngine } from './support/test-engine.ts';

let bob: TestEngine;
let source: string;
let clone: string;
let before: string;
let mallory: Stranger | null = null;

beforeAll(async () => {
  bob = await TestEngine.start('Bob');
  source = join(bob.directory, 'source');
  clone = join(bob.directory, 'clone');
  buildRepository(source, { commits: 60 });
  cloneAt(source, 'main~20', clone);
  before = snapshot();
});

afterEach(async () => {
  await sendAway();
});

/** Mallory leaves, and what it shared is forgotten. */
async function sendAway(): Promise<void> {
  if (mallory === null) return;
  const { id } = mallory;
  mallory[Symbol.dispose]();
  mallory = null;
  await bob.until(({ peers }) => peers[id]?.presence.state !== 'connected', 'Mallory has left');
  await bob.call('peers.forget', { peer: id });
  await bob.until((state) => alternatives(state) === 0, 'Mallory is forgotten');
}

afterAll(() => bob[Symbol.asyncDispose]());

/** All that a failed fetch must leave as it was. */
function snapshot(): string {
  const packs = readdirSync(join(clone, '.git', 'objects', 'pack')).sort();
  return JSON.stringify([untouchables(clone), refs(clone), packs, fsck(clone)]);
}

async function meet(misbehaviour: Misbehaviour) {
  const peer = hostilePeer(source, misbehaviour);
  const stranger = await Stranger.connect(bob, peer.handler);
  mallory = stranger;
  return { ...peer, id: stranger.id, state: () => bob.state.peers[stranger.id] };
}

async function refusedManifest(misbehaviour: Misbehaviour): Promise<string> {
  const peer = await meet(misbehaviour);
  await bob.until(() => peer.state()?.problem != null, 'the manifest is refused');
  expect(alternatives(bob.state)).toBe(0);
  return peer.state()?.problem ?? '';
}

async function failedFetch(misbehaviour: Misbehaviour): Promise<{ code: string; message: string }> {
  await meet(misbehaviour);
  await bob.untilAlternatives(1);
  const error = await bob.fetch(clone).then(
    () => null,
    (reason: { code: string; message: string }) => reason,
  );
  expect(error).not.toBeNull();
  expect(snapshot()).toBe(before);
  expect(existsSync(join(clone, '.git', 'shoal'))).toBe(false);
  await sendAway();
  return error as { code: string; message: string };
}

function alternatives({ swarms }: AppState): number {
  return Object.values(swarms).reduce((sum, swarm) => sum + swarm.alternatives.length, 0);
}

test('a peer that behaves well is fetched from: what follows fails for what it names', async () => {
  const good = join(bob.directory, 'good');
  cloneAt(source, 'main~20', good);
  await meet({});
  await bob.call('repositories.add', { path: clone });
  await bob.untilAlternatives(1);
  await bob.fetch(good);
  expect(git(good, ['rev-parse', 'refs/remotes/mallory/main'])).toBe(
    git(source, ['rev-parse', 'main']),
  );
});

describe('a manifest is refused, with a sentence, if it is', () => {
  const cases: [string, Misbehaviour, RegExp][] = [
    ['not signed', { signed: ({ manifest, key }) => ({ manifest, key }) }, /expected form/],
    [
      'changed after signing',
      { signed: (s) => ({ ...s, manifest: { ...s.manifest, name: 'Eve' } }) },
      /signature is wrong/,
    ],
    ['signed by another key', { signed: (s) => ({ ...s, key: OTHER_KEY }) }, /another key/],
    ['about another peer', { manifest: (m) => ({ ...m, peer: 'a'.repeat(52) }) }, /another peer/],
    [
      'naming a project by the id of another',
      {
        manifest: (m) => ({
          ...m,
          repositories: [{ ...m.repositories[0], swarm: 'a'.repeat(52) }],
        }),
      },
      /id of another one/,
    ],
    ['expired', { manifest: (m) => ({ ...m, expires: 1_000 }) }, /expired/],
    ['of another version', { manifest: (m) => ({ ...m, v: 3 }) }, /refused/],
    ['not JSON', { rawManifest: () => '<html>' }, /not JSON/],
    ['empty', { rawManifest: () => '' }, /not JSON/],
    [
      'too large',
      { rawManifest: () => Buffer.alloc(9 * 1024 * 1024, 0x20) },
      /larger than allowed/,
    ],
    [
      'full of repositories',
      { manifest: (m) => ({ ...m, repositories: Array(2_001).fill(m.repositories[0]) }) },
      /refused/,
    ],
    ...[
      'refs/heads/../../config',
      'refs/heads/-x',
      'refs/heads/a..b',
      'refs/heads/a b',
      'refs/notes/x',
      'refs/heads/x.lock',
      'refs/heads/.x',
      'refs/heads/a\u0007',
      'HEAD',
      'refs/heads/',
    ].map((ref): [string, Misbehaviour, RegExp] => [
      `naming the ref ${JSON.stringify(ref)}`,
      { manifest: (m) => withHead(m, ref) },
      /ref name that git does not allow/,
    ]),
    [
      'naming an id that is none',
      { manifest: (m) => withHead(m, 'refs/heads/x', '--upload-pack=x' as Oid) },
      /refused/,
    ],
  ];
  test.each(cases)('%s', async (_what, misbehaviour, sentence) => {
    expect(await refusedManifest(misbehaviour)).toMatch(sentence);
  });

  test('replayed: older than one seen before, even after a reconnection', async () => {
    const peer = await meet({});
    await bob.untilAlternatives(1);
    // An old manifest under a new announcement.
    const old = hostilePeer(source, {
      manifest: (m) => ({
        ...m,
        seq: m.seq - 1_000_000,
        repositories: m.repositories.map((shared) => ({ ...shared, name: 'outdated' })),
      }),
    });
    const identity = (mallory as Stranger).identity;
    mallory?.[Symbol.dispose]();
    await bob.until(() => peer.state()?.presence.state === 'left', 'Mallory has left');
    mallory = await Stranger.connect(bob, () => old.handler(identity), identity);
    await bob.until(
      () => peer.state()?.problem?.includes('older') ?? false,
      'the replay is refused',
    );
    // What was accepted before still holds.
    const copies = Object.values(bob.state.swarms).flatMap((swarm) => swarm.alternatives);
    expect(copies.map(({ name }) => name)).not.toContain('outdated');
  });
});

describe('a fetch fails with one sentence and changes nothing if the block is', () => {
  const unrelated = () => {
    const other = join(bob.directory, 'unrelated');
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
    ['a pack without objects', { block: () => packList(source, []) }, 'bad-block'],
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
    const error = await failedFetch(misbehaviour);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^[A-Z][^\n]*\.$/);
  });
});

test('objects that a block lacks are asked for by id', async () => {
  const completed = join(bob.directory, 'completed');
  cloneAt(source, 'main~20', completed);
  await meet({ block: withoutBlobs, plansItsLies: true });
  await bob.call('repositories.add', { path: clone });
  await bob.untilAlternatives(1);
  await bob.fetch(completed);
  expect(git(completed, ['rev-parse', 'refs/remotes/mallory/main'])).toBe(
    git(source, ['rev-parse', 'main']),
  );
  expect(fsck(completed)).toBe('');
});

test('content that git fsck refuses is refused where the user asked for it', async () => {
  const careful = join(bob.directory, 'careful');
  cloneAt(source, 'main~20', careful);
  git(careful, ['config', 'fetch.fsckObjects', 'true']);
  const tree = git(
    source,
    ['mktree', '--missing'],
    `100644 blob ${git(source, ['rev-parse', 'main:README.md'])}\t.git\n`,
  );
  const commit = git(source, ['commit-tree', tree, '-p', 'main', '-m', 'evil']);
  git(source, ['branch', 'evil', commit]);
  try {
    await meet({});
    await bob.untilAlternatives(1);
    await expect(bob.fetch(careful)).rejects.toMatchObject({ code: 'fsck' });
    expect(refs(careful, 'refs/remotes')).toEqual([]);
  } finally {
    git(source, ['branch', '-D', 'evil']);
  }
});

const OTHER_KEY = Buffer.from('not the key that signed').toString('base64');

function withHead(manifest: { repositories: unknown[] }, ref: string, oid = 'b'.repeat(40)) {
  const [first] = manifest.repositories as { heads: unknown[] }[];
  return {
    ...manifest,
    repositories: [{ ...first, heads: [...(first?.heads ?? []), { ref, oid }] }],
  };
}

function flipped(pack: Buffer): Buffer {
  const copy = Buffer.from(pack);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}

function broken(pack: Buffer, stream: import('node:http2').ServerHttp2Stream): null {
  stream.respond({ ':status': 200 });
  stream.write(pack.subarray(0, 1_000));
  setTimeout(() => mallory?.[Symbol.dispose](), 50);
  return null;
}

/** Commits and trees, but no file contents. */
function withoutBlobs(): Buffer {
  const list = git(source, [
    'rev-list',
    '--objects',
    '--filter=blob:none',
    '--no-object-names',
    '--all',
  ]);
  return packList(source, list.split('\n'));
}
