import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LocalRepository } from '../../shared/api/state.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { cloneAt, git, refs } from '../testing/git.ts';
import { HostileRoom } from './support/hostile-room.ts';
import { endAll, startPair } from './support/pair.ts';
import { newTransferId, type TestEngine } from './support/test-engine.ts';

/** To git, a name is bytes: what cannot be told in text stays with its owner, who hears of it. */
let anna: TestEngine;
let bob: TestEngine;
let source: string;

beforeEach(async () => {
  ({ anna, bob, source } = await startPair({ commits: 5 }));
  await bob.connect(anna);
});
afterEach(() => endAll(bob, anna));

const copies = () => Object.values(bob.state.swarms).flatMap(({ alternatives }) => alternatives);
const swarmOf = () => Object.values(bob.state.swarms)[0]?.id as SwarmId;

/** @param names in Latin-1 */
function addRefs(...names: string[]): void {
  const main = git(source, ['rev-parse', 'main']);
  const lines = names.map((name) => `create ${name}\0${main}\0`);
  git(source, ['update-ref', '--stdin', '-z'], Buffer.from(lines.join(''), 'latin1'));
}

test('branches that are not UTF-8 stay out, and both sides hear of them; the rest arrives', async () => {
  const before = refs(source, 'refs/heads', 'refs/tags').length;
  addRefs('refs/tags/caf\xe9', 'refs/tags/caf\xe8');
  await anna.share(source);
  await bob.untilAlternatives(1);
  expect(copies()[0]?.heads).toHaveLength(before);
  expect(copies()[0]?.leftOut).toEqual({ forRoom: 0, forName: 2 });
  expect(JSON.stringify(bob.state)).not.toContain('\ufffd');
  const [shared] = Object.values(anna.state.repositories);
  expect(shared?.leftOut).toEqual([
    { reason: 'not-text', count: 2, examples: ['caf\\350', 'caf\\351'] },
  ]);
  const directory = join(bob.directory, 'clone');
  const transfer = newTransferId();
  const { notes } = await bob.call('clone', { transfer, swarm: swarmOf(), directory });
  expect(notes).toEqual([
    {
      ...{ peer: anna.id, code: 'left-out' },
      sentence:
        'Anna shares 2 branches and tags more that cannot be told by name, so they do not come.',
    },
  ]);
  const tags = refs(source, 'refs/tags').filter((line) => !line.includes('caf'));
  expect(refs(directory, 'refs/tags')).toEqual(tags);
});

test.each(['refs/heads/HEAD', 'refs/heads/x/HEAD', 'refs/tags/x/HEAD'])(
  '%s stays out with a word, and keeps nothing else from coming',
  async (name) => {
    const before = refs(source, 'refs/heads', 'refs/tags').length;
    git(source, ['update-ref', name, 'main']);
    await anna.share(source);
    await bob.untilAlternatives(1);
    expect(copies()[0]?.heads).toHaveLength(before);
    expect(copies()[0]?.leftOut).toEqual({ forRoom: 0, forName: 1 });
    const [shared] = Object.values(anna.state.repositories) as [LocalRepository];
    const examples = [name.replace(/^refs\/(heads|tags)\//, '')];
    expect(shared.leftOut).toEqual([{ reason: 'head', count: 1, examples }]);
    await anna.call('repositories.setVisibility', {
      repository: shared.id,
      visibility: { to: 'nobody' },
    });
    await anna.until(
      ({ repositories }) => Object.values(repositories)[0]?.leftOut === undefined,
      'nothing is said of what nobody is to see',
    );
  },
);

test('of heads that are not chosen nothing is said', async () => {
  git(source, ['update-ref', 'refs/heads/x/HEAD', 'main']);
  const { id } = await anna.call('repositories.add', { path: source });
  await anna.call('repositories.setHeads', { repository: id, only: ['main'], except: [] });
  const shared = await anna.share(source);
  await bob.untilAlternatives(1);
  expect(copies()[0]?.heads.map(({ name }) => name)).toEqual(['main']);
  expect(copies()[0]?.leftOut).toBeUndefined();
  expect(anna.state.repositories[shared.id]?.leftOut).toBeUndefined();
});

test('a branch of mine that is not UTF-8 can be checked out, and its repository is shared', async () => {
  addRefs('refs/heads/caf\xe9');
  writeFileSync(join(source, '.git', 'HEAD'), 'ref: refs/heads/caf\xe9\n', 'latin1');
  const { id } = await anna.share(source);
  await bob.untilAlternatives(1);
  expect(copies()[0]?.defaultBranch).toBe('refs/heads/main');
  expect(anna.state.repositories[id]?.status).toMatchObject({ branch: 'caf\\351' });
});

test('words of commits are read in the encoding that they were written in', async () => {
  const commit = (encoding: string | null, name: string, subject: string, ref: string) => {
    const tree = git(source, ['rev-parse', 'main^{tree}']);
    const who = `${name} <anna@example.invalid> 1710000000 +0000`;
    const header = encoding === null ? '' : `encoding ${encoding}\n`;
    const text = `tree ${tree}\nauthor ${who}\ncommitter ${who}\n${header}\n${subject}\n`;
    const bytes = Buffer.from(text, 'latin1');
    const oid = git(source, ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], bytes);
    git(source, ['update-ref', ref, oid]);
  };
  commit('ISO-8859-1', 'J\xfcrgen', 'Gr\xfc\xdfe', 'refs/heads/latin');
  commit('ISO-8859-2', '\xa3ukasz', '\xb1', 'refs/heads/latin-2');
  commit('ISO-2022-JP', 'Anna', '\x1b$BF|\x1b(B', 'refs/heads/japanese');
  commit(null, 'J\xfcrgen', 'Gr\xfc\xdfe', 'refs/heads/undeclared');
  await anna.share(source);
  await bob.untilAlternatives(1);
  const tips = Object.fromEntries(copies()[0]?.heads.map(({ name, tip }) => [name, tip]) ?? []);
  expect(tips.latin).toMatchObject({ author: 'Jürgen', subject: 'Grüße' });
  expect(tips['latin-2']).toMatchObject({ author: 'Łukasz', subject: 'ą' });
  expect(tips.japanese).toMatchObject({ subject: '日' });
  expect(tips.undeclared).toMatchObject({ author: 'Jürgen', subject: 'Grüße' });
  const looked = await bob.call('browse', { swarm: swarmOf(), head: 'undeclared' });
  const subjects = looked.overview.commits.map(({ subject }) => subject);
  expect(subjects).toEqual(expect.arrayContaining(['Grüße', 'ą', '日']));
});

test('files whose names are not UTF-8 are two to look at, too', async () => {
  const blob = git(source, ['hash-object', '-w', '--stdin'], 'x');
  const entry = (name: string) => Buffer.from(`100644 blob ${blob}\t${name}\0`, 'latin1');
  const tree = git(source, ['mktree', '-z'], Buffer.concat([entry('caf\xe8'), entry('caf\xe9')]));
  const commit = git(source, ['commit-tree', tree, '-m', 'Two files', '-p', 'main']);
  git(source, ['update-ref', 'refs/heads/files', commit]);
  await anna.share(source);
  await bob.untilAlternatives(1);
  const { overview } = await bob.call('browse', { swarm: swarmOf(), head: 'files' });
  expect(overview.entries.map(({ name, files }) => [name, files])).toEqual([
    ['caf\\350', 1],
    ['caf\\351', 1],
  ]);
});

test('my own tracking refs and remotes of any bytes are no obstacle to a fetch', async () => {
  const target = join(bob.directory, 'target');
  cloneAt(source, 'main~2', target);
  await anna.share(source);
  await bob.untilAlternatives(1);
  await bob.fetch(target);
  const main = git(target, ['rev-parse', 'refs/remotes/anna/main']);
  const mine = Buffer.from(
    `create refs/remotes/anna/old-\xe9\0${main}\0create refs/remotes/anna/old-\xe8\0${main}\0`,
    'latin1',
  );
  git(target, ['update-ref', '--stdin', '-z'], mine);
  const { updated } = await bob.fetch(target);
  // They are no heads of hers: both go, each by its own name.
  expect(updated.map((update) => update.new)).toEqual([null, null]);
  expect(refs(target, 'refs/remotes/anna').some((line) => line.includes('old-'))).toBe(false);
});

test('a list of an earlier version with a name twice: the rest comes', async () => {
  const room = await HostileRoom.open();
  try {
    await room.meet({
      manifest: (m) => ({
        ...m,
        repositories: m.repositories.map((shared) => {
          const [first] = shared.heads;
          const twice = { ...first, ref: 'refs/heads/caf\ufffd' };
          return { ...shared, heads: [...shared.heads, twice, twice] };
        }),
      }),
    });
    await room.bob.untilAlternatives(1);
    const [copy] = Object.values(room.bob.state.swarms).flatMap((swarm) => swarm.alternatives);
    expect(copy?.heads.map(({ name }) => name)).not.toContain('caf\ufffd');
    expect(copy?.leftOut).toEqual({ forRoom: 0, forName: 2 });
    await room.bob.fetch(room.clone);
    expect(refs(room.clone, 'refs/remotes/mallory').length).toBe(copy?.heads.length);
  } finally {
    await room[Symbol.asyncDispose]();
  }
});
