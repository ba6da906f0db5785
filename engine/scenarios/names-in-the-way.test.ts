import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import { shortId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git, refs, untouchables } from '../testing/git.ts';
import { TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
/** Calls itself like a remote of Bob's. */
let origin: TestEngine;
let his: string;
let tip: string;

beforeEach(async () => {
  [bob, anna, origin] = (await Promise.all(
    ['Bob', 'Anna', 'Origin'].map((name) => TestEngine.start(name)),
  )) as [TestEngine, TestEngine, TestEngine];
  const source = join(bob.directory, 'source');
  buildRepository(source, { commits: 20 });
  his = join(bob.directory, 'project');
  git(bob.directory, ['clone', '--quiet', '--no-local', source, his]);
  git(source, ['commit', '--quiet', '--allow-empty', '-m', 'later']);
  tip = git(source, ['rev-parse', 'main']);
  for (const peer of [anna, origin]) {
    const copy = join(peer.directory, 'project');
    git(peer.directory, ['clone', '--quiet', '--mirror', '--no-local', source, copy]);
    await peer.share(copy);
  }
});
afterEach(async () => {
  await Promise.all([bob, anna, origin].map((engine) => engine[Symbol.asyncDispose]()));
});

async function meetBoth(): Promise<void> {
  await bob.connect(origin);
  await bob.connect(anna);
  await bob.call('repositories.add', { path: his });
  await bob.untilAlternatives(2);
}

function main(alias: string): string | undefined {
  return refs(his, `refs/remotes/${alias}/main`)[0]?.split(' ')[0];
}

test('a teammate called like a remote of mine gets another name, and all are fetched', async () => {
  await meetBoth();
  const before = untouchables(his);
  const result = await bob.fetch(his);
  const alias = `origin-${shortId(origin.id)}`;
  expect(main('anna')).toBe(tip);
  expect(main(alias)).toBe(tip);
  expect(untouchables(his)).toBe(before);
  expect(result.failed).toBeUndefined();
  expect(result.notes).toEqual([
    { peer: origin.id, code: 'alias-taken', sentence: expect.stringContaining(`“${alias}”`) },
  ]);
  // From then on it is the name, and nothing new.
  expect((await bob.fetch(his)).notes).toBeUndefined();
});

test('a name that was asked for is not changed silently', async () => {
  await meetBoth();
  const fetching = bob.fetch(his, { peers: [origin], as: 'origin' });
  await expect(fetching).rejects.toMatchObject({ code: 'alias-taken' });
  await bob.fetch(his, { peers: [origin], as: 'upstairs' });
  expect(main('upstairs')).toBe(tip);
});

test('one who cannot be fetched from is told, and the others are fetched', async () => {
  await meetBoth();
  await bob.fetch(his);
  // git holds the ref of one of them.
  const alias = `origin-${shortId(origin.id)}`;
  git(his, ['update-ref', '-d', `refs/remotes/${alias}/main`]);
  git(his, ['update-ref', '-d', 'refs/remotes/anna/main']);
  const lock = join(his, '.git', 'refs', 'remotes', alias, 'main.lock');
  mkdirSync(dirname(lock), { recursive: true });
  writeFileSync(lock, '');
  const result = await bob.fetch(his);
  expect(main('anna')).toBe(tip);
  expect(main(alias)).toBeUndefined();
  expect(result.updated.map(({ ref }) => ref)).toEqual(['refs/remotes/anna/main']);
  expect(result.failed).toEqual([
    { peer: origin.id, name: 'Origin', code: expect.any(String), sentence: expect.any(String) },
  ]);
  rmSync(lock);
  expect((await bob.fetch(his)).failed).toBeUndefined();
  expect(main(alias)).toBe(tip);
});

test('a teammate who is asked for and has nothing of this project is told', async () => {
  await meetBoth();
  const cleo = await TestEngine.start('Cleo');
  try {
    await bob.connect(cleo);
    const result = await bob.fetch(his, { peers: [cleo, anna] });
    expect(main('anna')).toBe(tip);
    expect(result.failed).toMatchObject([{ peer: cleo.id, name: 'Cleo', code: 'nothing-shared' }]);
  } finally {
    await cleo[Symbol.asyncDispose]();
  }
});

describe('a name is taken', () => {
  /** @returns where the heads of a teammate called Anna go after `before` */
  async function aliasAfter(before: () => void): Promise<string> {
    before();
    await meetBoth();
    const result = await bob.fetch(his, { peers: [anna] });
    const ref = result.updated.find((update) => update.ref.endsWith('/main'))?.ref ?? '';
    expect(git(his, ['rev-parse', ref])).toBe(tip);
    return ref.split('/')[2] ?? '';
  }
  const other = () => `anna-${shortId(anna.id)}`;

  test('by a remote in other letters', async () => {
    const add = () => git(his, ['remote', 'add', 'ANNA', 'https://example.invalid/a.git']);
    expect(await aliasAfter(() => void add())).toBe(other());
  });

  test('by remotes below it', async () => {
    const add = () => git(his, ['remote', 'add', 'anna/topic', 'https://example.invalid/a.git']);
    expect(await aliasAfter(() => void add())).toBe(other());
  });

  test('by a symbolic ref alone, even one that leads nowhere', async () => {
    const add = () => git(his, ['symbolic-ref', 'refs/remotes/anna', 'refs/heads/nowhere']);
    expect(await aliasAfter(() => void add())).toBe(other());
    expect(git(his, ['symbolic-ref', 'refs/remotes/anna'])).toBe('refs/heads/nowhere');
  });

  test.each([
    '+refs/heads/*:refs/remotes/anna/*',
    'refs/heads/main:refs/remotes/anna/main',
    '+refs/heads/*:refs/remotes/Anna/from/*',
  ])('by the remote that fetches %s', async (refspec) => {
    const add = () => {
      git(his, ['remote', 'add', 'upstream', 'https://example.invalid/a.git']);
      git(his, ['config', '--add', 'remote.upstream.fetch', refspec]);
    };
    expect(await aliasAfter(add)).toBe(other());
  });

  test('and so is the next one', async () => {
    const add = (name: string) => git(his, ['remote', 'add', name, 'https://example.invalid/a']);
    const alias = await aliasAfter(() => {
      add('anna');
      add(other());
    });
    expect(alias).toBe(`${other()}-2`);
  });

  test('by every name that begins so', async () => {
    const add = () => {
      git(his, ['remote', 'add', 'upstream', 'https://example.invalid/a.git']);
      git(his, ['config', '--add', 'remote.upstream.fetch', '+refs/heads/*:refs/remotes/an*']);
    };
    expect(await aliasAfter(add)).toBe(`peer-${shortId(anna.id)}`);
  });

  test('by a remote that the user makes later: what is fetched goes elsewhere', async () => {
    expect(await aliasAfter(() => {})).toBe('anna');
    git(his, ['remote', 'remove', 'anna']);
    git(his, ['remote', 'add', 'anna', 'https://example.invalid/a.git']);
    const result = await bob.fetch(his, { peers: [anna] });
    expect(refs(his, 'refs/remotes/anna/')).toEqual([]);
    expect(main(other())).toBe(tip);
    expect(result.notes).toMatchObject([{ peer: anna.id, code: 'alias-taken' }]);
    expect(git(his, ['remote', 'get-url', 'anna'])).toBe('https://example.invalid/a.git');
  });

  test('by nobody where the user has renamed the teammate’s remote: the new name is used', async () => {
    expect(await aliasAfter(() => {})).toBe('anna');
    git(his, ['remote', 'rename', 'anna', 'annie']);
    git(his, ['update-ref', '-d', 'refs/remotes/annie/main']);
    await bob.fetch(his, { peers: [anna] });
    expect(main('annie')).toBe(tip);
    expect(refs(his, 'refs/remotes/anna/')).toEqual([]);
  });
});

test('two teammates of one name are told apart', async () => {
  const double = await TestEngine.start('Anna');
  try {
    const copy = join(anna.directory, 'project');
    await double.share(copy);
    await meetBoth();
    await bob.connect(double);
    await bob.untilAlternatives(3);
    await bob.fetch(his);
    const ids = [anna, double].map(({ id }) => `anna-${shortId(id)}`);
    const second = ids.find((alias) => main(alias) !== undefined);
    expect(second).toBeDefined();
    expect(main('anna')).toBe(tip);
  } finally {
    await double[Symbol.asyncDispose]();
  }
});

test('following goes on under another name when the user takes the name for a remote', async () => {
  await meetBoth();
  await bob.call('follow.set', { peer: anna.id, repository: null, ...PLAIN_FOLLOW });
  await bob.until(() => git(his, ['remote']).includes('anna'), 'Anna is fetched');
  await bob.until(({ transfers }) => Object.keys(transfers).length === 0, 'that is over');
  git(his, ['remote', 'remove', 'anna']);
  git(his, ['remote', 'add', 'anna', 'https://example.invalid/a.git']);
  const copy = join(anna.directory, 'project');
  git(copy, ['update-ref', 'refs/heads/topic', tip]);
  const alias = `anna-${shortId(anna.id)}`;
  await bob.until(() => refs(his, `refs/remotes/${alias}/topic`).length === 1, 'topic has come');
  expect(refs(his, 'refs/remotes/anna/')).toEqual([]);
});
