import { beforeEach, expect, test } from 'vitest';
import type { Head, SharedRepository } from '../../shared/gtp/manifest.ts';
import type { Overview, OverviewCommit } from '../../shared/gtp/overview.ts';
import { oidSchema, peerIdSchema, type SwarmId, swarmIdSchema } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import { Overviews } from '../overviews/overviews.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { RoomCommits } from './room-commits.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const now = Math.floor(Date.now() / 1_000);
const peerOf = (n: number) =>
  peerIdSchema.parse(`${LETTERS[Math.floor(n / 26)]}${LETTERS[n % 26]}`.padEnd(52, 'a'));
const swarmOf = (n: number) =>
  swarmIdSchema.parse(`${LETTERS[Math.floor(n / 26)]}${LETTERS[n % 26]}`.padEnd(52, 's'));
const oid = (n: number) => oidSchema.parse(n.toString(16).padStart(40, '0'));

/** A head that was moved so many seconds ago. */
const headAt = (n: number, ago: number): Head => ({
  ref: 'refs/heads/main',
  oid: oid(n),
  tip: { time: now - ago, author: 'A. Fish', subject: `Change ${n}` },
});
const commitAt = (n: number, ago: number): OverviewCommit => ({
  ...{ oid: oid(n), parents: [], author: 'A. Fish', time: now - ago, subject: `Change ${n}` },
});

interface Sketch {
  readonly peer: number;
  readonly swarm?: SwarmId;
  readonly heads: readonly Head[];
  readonly history?: readonly OverviewCommit[];
  /** Does not answer. */
  readonly isSilent?: boolean;
  readonly more?: Partial<SharedRepository>;
}

let asked: number[];
let copies: Sketch[];
beforeEach(() => {
  asked = [];
  copies = [];
});

const remote = ({ peer, swarm = swarmOf(1), heads, history = [], ...rest }: Sketch) =>
  ({
    peer: { id: peerOf(peer), name: 'Somebody' },
    shared: {
      ...{ id: 'a'.repeat(16), swarm, roots: [], heads, open: true, room: {} },
      ...rest.more,
    },
    overview: (_head: string, signal: AbortSignal) => {
      asked.push(peer);
      if (!rest.isSilent) return Promise.resolve({ commits: history } as Partial<Overview>);
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    },
  }) as unknown as RemoteCopy;

function room(patience?: number): RoomCommits {
  const parts = {
    self: peerOf(600),
    repositories: { all: [] } as unknown as Repositories,
    sources: { copies: () => copies.map(remote) } as unknown as Sources,
    overviews: new Overviews(),
  };
  return new RoomCommits(parts, patience);
}

const look = (at: RoomCommits) => at.look(new AbortController().signal);

test('of forty equal copies one is asked, and not again until a head moves', async () => {
  const history = [commitAt(2, 60), commitAt(1, 120)];
  copies = Array.from({ length: 40 }, (_, peer) => ({ peer, heads: [headAt(2, 60)], history }));
  const commits = room();
  const { projects, unasked } = await look(commits);
  expect(projects[0]?.commits.map((each) => each.oid)).toEqual([oid(2), oid(1)]);
  expect(unasked).toBe(0);
  await look(commits);
  expect(asked).toEqual([0]);
});

test('recent work of others is asked for, old work is not, and nobody more than a few', async () => {
  copies = [
    { peer: 0, heads: [headAt(1, 30)], history: [commitAt(1, 30)] },
    { peer: 1, heads: [headAt(2, 40)], history: [commitAt(2, 40), commitAt(3, 50)] },
    { peer: 2, heads: [headAt(4, 3 * 24 * 3_600)], history: [commitAt(5, 4 * 24 * 3_600)] },
  ];
  const { projects } = await look(room());
  expect(asked).toEqual([0, 1]);
  // What the list of heads tells is known of the one who was not asked, too.
  expect(projects[0]?.commits.map((each) => each.oid)).toEqual([1, 2, 3, 4].map(oid));

  asked = [];
  copies = Array.from({ length: 30 }, (_, peer) => ({
    ...{ peer, heads: [headAt(100 + peer, peer)], history: [commitAt(100 + peer, peer)] },
  }));
  const { unasked } = await look(room());
  expect(asked).toHaveLength(6);
  expect(unasked).toBe(24);
});

test('a head that moves again and again is known from the list, and asked about once in a while', async () => {
  copies = [{ peer: 0, heads: [headAt(1, 9)], history: [commitAt(1, 9)] }];
  const commits = room();
  await look(commits);
  copies = [{ peer: 0, heads: [headAt(2, 1)], history: [commitAt(2, 1), commitAt(1, 9)] }];
  const { projects } = await look(commits);
  expect(projects[0]?.commits.map((each) => each.oid)).toEqual([oid(2), oid(1)]);
  expect(asked).toEqual([0]);
});

test('who does not answer is passed over, and the others are told of', async () => {
  copies = [
    { peer: 0, heads: [headAt(1, 9)], isSilent: true },
    { peer: 1, swarm: swarmOf(2), heads: [headAt(2, 20)], history: [commitAt(3, 30)] },
  ];
  const { projects, unasked } = await look(room(50));
  expect(projects.map(({ commits }) => commits.map((each) => each.oid))).toEqual([
    [oid(1)],
    [oid(2), oid(3)],
  ]);
  expect(unasked).toBe(1);
});

test('a look ends with whoever wanted it', async () => {
  copies = [{ peer: 0, heads: [headAt(1, 9)], isSilent: true }];
  const abort = new AbortController();
  const looking = room().look(abort.signal);
  abort.abort();
  await expect(looking).rejects.toThrow('abort');
});

test('what only some may see is left out, and what is in no room, and what was open until now', async () => {
  const hour = 3_600;
  copies = [
    { peer: 0, swarm: swarmOf(1), heads: [headAt(1, 9)], more: { open: undefined } },
    { peer: 1, swarm: swarmOf(2), heads: [headAt(2, 9)], more: { room: undefined } },
    { peer: 2, swarm: swarmOf(3), heads: [headAt(3, 9)], more: { room: { until: now - 1 } } },
    { peer: 3, swarm: swarmOf(4), heads: [headAt(4, 9)], more: { room: { until: now + hour } } },
  ];
  const { projects } = await look(room());
  expect(projects.map(({ swarm }) => swarm)).toEqual([swarmOf(4)]);
  expect(asked).toEqual([3]);
});

test('of very many projects the freshest are told of', async () => {
  copies = Array.from({ length: 500 }, (_, n) => ({
    ...{ peer: n, swarm: swarmOf(n), heads: [headAt(n, n * 60)], history: [] },
  }));
  const { projects } = await look(room());
  expect(projects).toHaveLength(200);
  expect(projects[0]?.swarm).toBe(swarmOf(0));
  expect(asked).toHaveLength(200);
});
