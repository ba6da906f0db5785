import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Oid } from '../../shared/ids.ts';
import type { Misbehaviour } from './support/hostile-peer.ts';
import { HostileRoom } from './support/hostile-room.ts';

let room: HostileRoom;
beforeAll(async () => {
  room = await HostileRoom.open();
});
afterEach(() => room.sendAway());
afterAll(() => room[Symbol.asyncDispose]());

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
    expect(await room.refusedManifest(misbehaviour)).toMatch(sentence);
  });

  test('replayed: older than one seen before, even after a reconnection', async () => {
    const peer = await room.meet({});
    await room.bob.untilAlternatives(1);
    // An old manifest under a new announcement.
    await room.meetAgain({
      manifest: (m) => ({
        ...m,
        seq: m.seq - 1_000_000,
        repositories: m.repositories.map((shared) => ({ ...shared, name: 'outdated' })),
      }),
    });
    await room.bob.until(
      () => peer.state()?.problem?.includes('older') ?? false,
      'the replay is refused',
    );
    // What was accepted before still holds.
    const copies = Object.values(room.bob.state.swarms).flatMap((swarm) => swarm.alternatives);
    expect(copies.map(({ name }) => name)).not.toContain('outdated');
  });
});

const OTHER_KEY = Buffer.from('not the key that signed').toString('base64');

function withHead(manifest: { repositories: unknown[] }, ref: string, oid = 'b'.repeat(40)) {
  const [first] = manifest.repositories as { heads: unknown[] }[];
  return {
    ...manifest,
    repositories: [{ ...first, heads: [...(first?.heads ?? []), { ref, oid }] }],
  };
}
