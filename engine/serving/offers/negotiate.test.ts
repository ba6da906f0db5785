import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ReelRequest } from '../../../shared/gtp/reel.ts';
import type { Oid } from '../../../shared/ids.ts';
import { openRepository, type Repository } from '../../git/open.ts';
import { CHECKPOINT_EVERY } from '../../reels/rules/checkpoint.ts';
import { buildRepository } from '../../testing/build-repository.ts';
import { git } from '../../testing/git.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { CommitCounts } from './commit-counts.ts';
import { negotiate } from './negotiate.ts';
import { areReachable } from './reachable.ts';

/** What git was started with, and how many lines it was given. */
const started = vi.hoisted(() => [] as string[]);
vi.mock('../../git/run.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../git/run.ts')>();
  return {
    ...original,
    git: (...call: Parameters<typeof original.git>) => {
      const [, args, { input } = {}] = call;
      const lines = typeof input === 'string' ? input.trimEnd().split('\n').length : 0;
      started.push(`${args.join(' ')} ${lines}`);
      return original.git(...call);
    },
  };
});

let folder: string;
let repository: Repository;
/** The tip of `main`, which is visible; and of a branch off it, which is not. */
let tip: Oid;
let secret: Oid;
const unknown = 'f'.repeat(40) as Oid;

beforeAll(async () => {
  folder = temporaryFolder();
  const path = join(folder, 'project');
  buildRepository(path, { commits: 100 });
  const commit = ['commit-tree', 'main^{tree}', '-p', 'main~5', '-m', 'secret'];
  secret = git(path, commit) as Oid;
  git(path, ['branch', 'secret', secret]);
  repository = await openRepository(path);
  tip = at('main');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function at(revision: string): Oid {
  return git(join(folder, 'project'), ['rev-parse', revision]) as Oid;
}

const ask = (request: ReelRequest, visible: readonly Oid[] = [tip]) =>
  negotiate({ repository, visible, counts: new CommitCounts() }, request);

describe('wants', () => {
  test('a visible head, and what it reaches, are given', async () => {
    const wants = [tip, at('main~3')];
    const offer = await ask({ wants, haves: [] });
    expect(offer?.reel.wants).toEqual(wants.toSorted());
    expect(offer?.reel.haves).toEqual([]);
    expect(offer?.estimatedBytes).toBeGreaterThan(0);
  });

  test('what is not visible gets the same answer as what does not exist', async () => {
    expect(await ask({ wants: [secret], haves: [] })).toBeNull();
    expect(await ask({ wants: [unknown], haves: [] })).toBeNull();
    expect(await ask({ wants: [tip, unknown], haves: [] })).toBeNull();
    expect(await ask({ wants: [secret], haves: [] }, [tip, secret])).not.toBeNull();
  });

  test('nor can a head be asked for that is above what is visible', async () => {
    const below = at('main~10');
    expect(await areReachable(repository, [tip], [below])).toBe(false);
    expect(await areReachable(repository, [below], [tip])).toBe(true);
  });

  test('a tree that a visible commit has is no commit', async () => {
    expect(await areReachable(repository, [at('main^{tree}')], [tip])).toBe(false);
  });
});

describe('haves', () => {
  test('of each chain the first that is known counts', async () => {
    const chains = [[unknown, at('main~2'), at('main~3')], [at('main~8'), at('main~9')], [unknown]];
    const offer = await ask({ wants: [tip], haves: chains });
    expect(offer?.reel.haves).toEqual([at('main~2'), at('main~8')].toSorted());
  });

  test('one that is here but hidden is passed over: nothing is built on it, or told of it', async () => {
    const offer = await ask({ wants: [tip], haves: [[secret, at('main~6')], [secret]] });
    expect(offer?.reel.haves).toEqual([at('main~6')]);
    const same = await ask({ wants: [tip], haves: [[unknown, at('main~6')], [unknown]] });
    expect(offer).toEqual(same);
  });

  test('who has most of it is told that little comes', async () => {
    const all = await ask({ wants: [tip], haves: [] });
    const some = await ask({ wants: [tip], haves: [[at('main~2')]] });
    expect(some?.estimatedBytes).toBeLessThan((all?.estimatedBytes ?? 0) / 10);
  });
});

test('a layout that another peer has chosen is kept', async () => {
  const layout = { stripes: 8, windows: 2 };
  expect((await ask({ wants: [tip], haves: [], layout }))?.reel.layout).toEqual(layout);
});

test('one that no peer chooses is not: everybody could have the same history cut in a thousand ways', async () => {
  const own = (await ask({ wants: [tip], haves: [] }))?.reel.layout;
  for (const layout of [
    { stripes: 4_096, windows: 256 },
    { stripes: 8, windows: 3 },
    { stripes: 7, windows: 2 },
    { stripes: 1, windows: 1 },
    { stripes: 2, windows: 1 },
  ]) {
    expect((await ask({ wants: [tip], haves: [], layout }))?.reel.layout).toEqual(own);
  }
});

describe('what a time could tell', () => {
  const work = async (request: ReelRequest, visible: readonly Oid[]) => {
    started.length = 0;
    await ask(request, visible);
    return [...started];
  };

  test('for a hidden commit git does what it does for an id that does not exist', async () => {
    for (const wants of [[secret], [tip, secret]]) {
      const absent = wants.map((oid) => (oid === secret ? unknown : oid));
      const expected = await work({ wants: absent, haves: [] }, [tip]);
      expect(expected.length).toBeGreaterThan(1);
      expect(await work({ wants, haves: [] }, [tip])).toEqual(expected);
    }
  });

  test('nor do haves tell', async () => {
    const wants = [tip];
    const expected = await work({ wants, haves: [[unknown]] }, wants);
    expect(expected.length).toBeGreaterThan(2);
    expect(await work({ wants, haves: [[secret]] }, wants)).toEqual(expected);
  });
});

describe('a clone on its way to a head', () => {
  const firstParents = () =>
    git(join(folder, 'project'), ['rev-list', '--first-parent', '--reverse', 'main']).split('\n');

  test('stops at the last checkpoint of its first parents', async () => {
    const offer = await ask({ wants: [tip], haves: [], towards: tip });
    expect(offer?.reel.wants).toEqual([firstParents()[CHECKPOINT_EVERY - 1]]);
    const checkpoint = offer?.reel.wants[0] ?? tip;
    const rest = await ask({ wants: [tip], haves: [[checkpoint]], towards: tip });
    expect(rest?.reel).toMatchObject({ wants: [tip], haves: [checkpoint] });
  });

  test('goes all the way where that head is not among the wants', async () => {
    const offer = await ask({ wants: [tip], haves: [], towards: at('main~1') });
    expect(offer?.reel.wants).toEqual([tip]);
  });
});
