import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SwarmId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { fsck, git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { hostilePeer, type Misbehaviour, packList } from './support/hostile-peer.ts';
import { Stranger } from './support/stranger.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

let folder: string;
let source: string;
let objects: string[];
let bob: TestEngine;
/** Honest, with a copy each. */
let honest: TestEngine[];
let mallory: Stranger | null;

beforeAll(() => {
  folder = temporaryFolder();
  source = join(folder, 'project');
  buildRepository(source, { commits: 60 });
  objects = git(source, ['rev-list', '--objects', '--no-object-names', '--all']).split('\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(async () => {
  bob = await TestEngine.start('Bob');
  honest = [];
  mallory = null;
});
afterEach(async () => {
  mallory?.[Symbol.dispose]();
  await Promise.all([bob, ...honest].map((engine) => engine[Symbol.asyncDispose]()));
});

async function meetHonest(count: number): Promise<void> {
  for (const name of ['Anna', 'Dora'].slice(0, count)) {
    const engine = await TestEngine.start(name);
    honest.push(engine);
    const copy = join(engine.directory, 'project');
    git(folder, ['clone', '--quiet', '--mirror', '--no-local', source, copy]);
    await engine.share(copy);
    await bob.connect(engine);
  }
}

async function meetLiar(lie: Misbehaviour): Promise<void> {
  mallory = await Stranger.connect(bob, hostilePeer(source, lie).handler);
}

const planned = (to: number): Misbehaviour['plan'] => {
  const blocks = to === 0 ? [] : [{ strip: 0, from: 0, to }];
  return () => ({ blocks, isLast: true });
};

/** Each says of its lie what it sends. */
const lies = (): Record<string, Misbehaviour> => ({
  nothing: { plan: planned(0) },
  'too many objects, and sends none': { plan: planned(objects.length + 500), block: () => null },
  'too few objects, and sends those': {
    plan: planned(objects.length - 5),
    block: () => packList(source, objects.slice(0, -5)),
    blockHeaders: () => ({ 'gtp-block': `0.0-${objects.length - 5}` }),
  },
  'pieces with a gap': {
    plan: () => ({
      blocks: [
        { strip: 0, from: 0, to: 5 },
        { strip: 0, from: 9, to: objects.length },
      ],
      isLast: true,
    }),
  },
});

/** @returns the sentence about the liar */
async function cloneFromAll(copies: number): Promise<string | null> {
  await bob.untilAlternatives(copies);
  const transfer = newTransferId();
  const directory = join(bob.directory, 'clone');
  const swarm = Object.keys(bob.state.swarms)[0] as SwarmId;
  await bob.call('clone', { transfer, swarm, directory });
  expect(git(directory, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
  expect(fsck(directory)).toBe('');
  // Nobody honest is blamed for what the other says.
  const ids = honest.map(({ id }) => id);
  const told = (await bob.ended(transfer)).progress.peers;
  expect(told.filter(({ id, dropped }) => ids.includes(id) && dropped !== null)).toEqual([]);
  return told.find(({ id }) => id === mallory?.id)?.dropped ?? null;
}

const NAMED =
  /^Mallory (told of other pieces|sent something else)|in pieces that do not fit together/;

const KINDS = [
  'nothing',
  'too many objects, and sends none',
  'too few objects, and sends those',
  'pieces with a gap',
];

describe.each(KINDS)('one plans %s', (what) => {
  const lie = () => lies()[what] ?? {};

  test('and comes before two who are honest', async () => {
    await meetLiar(lie());
    await meetHonest(2);
    expect(await cloneFromAll(3)).toMatch(NAMED);
  });

  test('and comes after them', async () => {
    await meetHonest(2);
    await meetLiar(lie());
    expect(await cloneFromAll(3)).toMatch(NAMED);
  });

  test('and only one is honest', async () => {
    await meetLiar(lie());
    await meetHonest(1);
    expect(await cloneFromAll(2)).toMatch(NAMED);
  });
});

test.each(['nothing', 'too few objects, and sends those', 'pieces with a gap'])(
  'alone, who plans %s is found out where the objects cannot be had',
  async (what) => {
    await meetLiar({ ...lies()[what], objects: () => packList(source, []) });
    await expect(cloneFromAll(1)).rejects.toMatchObject({
      code: expect.stringMatching(/^(objects-missing|protocol)$/),
    });
  },
);
