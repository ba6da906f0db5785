import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isRunning } from '../../shared/api/state.ts';
import type { Swarm } from '../../shared/api/swarm-state.ts';
import { PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import type { Oid, RepositoryId } from '../../shared/ids.ts';
import { fsck, git, refs } from '../testing/git.ts';
import { endAll, startPair } from './support/pair.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

const AHEAD = 'refs/shoal/ahead';
/** So slow that what comes can be halted, and that anything else would be seen, in bytes a second. */
const SLOW = 16 * 1024;

let anna: TestEngine;
let bob: TestEngine;
let origin: string;
/** Anna's clone of the origin, and Bob's. */
let hers: string;
let his: string;
let repository: RepositoryId;

beforeAll(async () => {
  ({ anna, bob } = await startPair());
  await bob.connect(anna);
});
afterAll(() => endAll(bob, anna));

let projects = 0;
beforeEach(async () => {
  projects += 1;
  const folder = join(anna.directory, `${projects}`);
  origin = join(folder, 'origin.git');
  hers = join(folder, 'hers');
  his = join(folder, 'his');
  git(anna.directory, ['init', '--quiet', '--bare', '--initial-branch=main', origin]);
  git('/', ['clone', '--quiet', `file://${origin}`, hers]);
  git(hers, ['checkout', '--quiet', '-B', 'main']);
  work();
  git(hers, ['push', '--quiet', 'origin', 'main']);
  git('/', ['clone', '--quiet', `file://${origin}`, his]);
  ({ id: repository } = await bob.call('repositories.add', { path: his }));
});
afterEach(async () => {
  await bob.call('peers.untrust', { peer: anna.id });
  for (const engine of [bob, anna]) {
    for (const { id } of Object.values(engine.state.repositories)) {
      await engine.call('repositories.remove', { repository: id });
    }
  }
});

/** Anna has new work, and shares it; Bob sees it. */
async function begin({ isTrusted = true } = {}): Promise<void> {
  work();
  await anna.share(hers);
  await bob.until(() => swarm() !== undefined, 'hers is seen');
  if (isTrusted) await bob.call('peers.trust', { peer: anna.id });
}

let count = 0;
/** A commit of Anna's that is large enough to be noticed. */
function work(branch = 'main'): Oid {
  count += 1;
  if (branch !== 'main') git(hers, ['checkout', '--quiet', '-B', branch]);
  const noise = Array.from({ length: 4_000 }, () => Math.random().toString(36)).join('\n');
  writeFileSync(join(hers, `work-${count}.txt`), noise);
  git(hers, ['add', '.']);
  git(hers, ['commit', '--quiet', '-m', `Work ${count}`]);
  return git(hers, ['rev-parse', 'HEAD']) as Oid;
}

/** Looked up again and again: without starting a git for it, which would keep the engines of this process waiting. */
function ahead(): string[] {
  const folder = join(his, '.git', AHEAD);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return names.filter((entry) => entry.isFile()).map(({ name }) => name);
}

async function untilAhead(...oids: readonly string[]): Promise<void> {
  const wanted = [...oids].sort().join();
  await bob.until(() => ahead().sort().join() === wanted, `what is ahead is ${wanted}`);
}

const head = () => git(hers, ['rev-parse', 'HEAD']);

async function limitTo(download: number | null): Promise<void> {
  const rest = { upload: null, uploadPerPeer: null, downloadPerPeer: null };
  await bob.call('limits.set', { ...rest, download });
}

async function shareHis(): Promise<void> {
  await bob.call('repositories.setVisibility', { repository, visibility: { to: 'everyone' } });
}

/** What a plain `git fetch` gets as a pack, in bytes. */
function fetchPlainly(): number {
  const file = join(his, '.git', 'pack-trace');
  git(his, ['fetch', '--quiet', 'origin'], undefined, { GIT_TRACE_PACKFILE: file });
  return existsSync(file) ? statSync(file).size : 0;
}

function swarm(): Swarm | undefined {
  return Object.values(bob.state.swarms).find(
    ({ alternatives, local }) => alternatives.length > 0 && local.includes(repository),
  );
}

test('what a trusted teammate has is here before the origin is asked: a plain fetch gets next to nothing', async () => {
  await begin();
  await shareHis();
  await untilAhead(head());
  git(hers, ['push', '--quiet', 'origin', 'HEAD:main']);
  expect(fetchPlainly()).toBeLessThan(200);
  expect(git(his, ['rev-parse', 'origin/main'])).toBe(head());
  expect(fsck(his)).toBe('');
  // What comes next is brought, too, and what the origin has given by now is held no more.
  await untilAhead(work());
});

test('without a teammate, the same fetch gets the commit', async () => {
  await begin({ isTrusted: false });
  await shareHis();
  git(hers, ['push', '--quiet', 'origin', 'HEAD:main']);
  expect(fetchPlainly()).toBeGreaterThan(10_000);
});

test('nothing of it shows: no ref in git’s lists, nothing new or fetched in the window', async () => {
  await begin();
  await bob.until(() => (swarm()?.newHeads ?? 0) > 0, 'the branch is told as new');
  const before = git(his, ['branch', '--all']);
  const settings = git(his, ['config', '--list', '--local']);
  await shareHis();
  await untilAhead(head());
  await bob.until(({ transfers }) => Object.keys(transfers).length === 0, 'it is over');
  expect(git(his, ['branch', '--all'])).toBe(before);
  expect(git(his, ['log', '--decorate=full', '-1', head()])).not.toContain('refs/shoal');
  expect(git(his, ['config', '--list', '--local'])).toBe(settings);
  await bob.call('peers.untrust', { peer: anna.id });
  git(hers, ['branch', 'mark', 'HEAD~1']);
  await bob.until(
    () => swarm()?.alternatives[0]?.heads.some(({ name }) => name === 'mark') ?? false,
    'the mark is seen',
  );
  const [told] = swarm()?.alternatives[0]?.heads.filter(({ name }) => name === 'main') ?? [];
  expect(told?.standing[repository]).toMatchObject({ here: false, tracking: null });
  expect(swarm()?.newHeads).toBe(1);
  expect(bob.state.activity).toEqual({});
});

test('the user’s own fetch finds it here, and then it counts', async () => {
  await begin();
  await shareHis();
  await untilAhead(head());
  const { updated, bytes } = await bob.fetch(his);
  expect(updated.map(({ ref }) => ref)).toContain('refs/remotes/anna/main');
  expect(bytes).toBe(0);
  await bob.until(() => swarm()?.newHeads === 0, 'nothing is new any more');
});

test('it is told to nobody, and given to nobody', async () => {
  await begin();
  await shareHis();
  const oid = head() as Oid;
  await untilAhead(oid);
  await using cleo = await TestEngine.start('Cleo');
  await cleo.connect(bob);
  await cleo.untilAlternatives(1);
  const [shown] = Object.values(cleo.state.swarms);
  expect(shown?.alternatives[0]?.heads.map((each) => each.oid)).not.toContain(oid);
  const empty = join(cleo.directory, 'empty');
  git(cleo.directory, ['init', '--quiet', empty]);
  const params = { gitDir: join(empty, '.git'), swarm: shown?.id ?? ('' as never), peer: bob.id };
  const bringing = cleo.call('git.objects', {
    ...{ transfer: newTransferId(), ...params },
    ...{ wants: [oid], followTags: false },
  });
  await expect(bringing).rejects.toMatchObject({ code: 'not-served' });
});

describe('nothing comes', () => {
  /** Waits until Bob's Shoal has seen something that came later than what it could have fetched ahead. */
  async function untilItWouldBeHere(): Promise<void> {
    await untilSeen(work());
    await bob.until(
      ({ transfers }) => !Object.values(transfers).some(isRunning),
      'nothing is under way',
    );
  }

  test('from a stranger; nor into a repository that is neither shared nor followed, or has no origin', async () => {
    await begin({ isTrusted: false });
    await shareHis();
    await untilItWouldBeHere();
    expect(ahead()).toEqual([]);
    await bob.call('repositories.setVisibility', { repository, visibility: { to: 'nobody' } });
    await bob.call('peers.trust', { peer: anna.id });
    await untilItWouldBeHere();
    expect(ahead()).toEqual([]);
    git(his, ['remote', 'remove', 'origin']);
    await shareHis();
    await untilItWouldBeHere();
    expect(ahead()).toEqual([]);
  });

  test('from one who is followed: that brings it', async () => {
    await begin();
    await shareHis();
    await bob.call('follow.set', { peer: anna.id, repository, ...PLAIN_FOLLOW });
    const tracked = () => refs(his, 'refs/remotes/anna/main')[0]?.split(' ')[0];
    const tip = head();
    await bob.until(() => tracked() === tip, 'it was fetched');
    await untilAhead();
  });
});

test('several teammates’ work is held side by side, and what one has of the other only once', async () => {
  await begin();
  await shareHis();
  await untilAhead(head());
  await using cleo = await TestEngine.start('Cleo');
  const theirs = join(cleo.directory, 'theirs');
  git('/', ['clone', '--quiet', hers, theirs]);
  git(theirs, ['commit', '--quiet', '--allow-empty', '-m', 'On top']);
  const [first, top] = [head(), git(theirs, ['rev-parse', 'HEAD'])];
  await cleo.share(theirs);
  await bob.connect(cleo);
  await bob.call('peers.trust', { peer: cleo.id });
  await untilAhead(top);
  const other = work('other');
  await untilAhead(top, other);
  expect(git(his, ['merge-base', first, top])).toBe(first);
  expect(fsck(his)).toBe('');
});

test('turned off, no longer shared, or forgotten: nothing of it is left', async () => {
  await begin();
  await shareHis();
  await untilAhead(head());
  await bob.call('repositories.setFetchesAhead', { repository, on: false });
  await untilAhead();
  const isOff = () => bob.state.repositories[repository]?.fetchesAhead === false;
  await bob.until(isOff, 'it is shown as turned off');
  await bob.call('repositories.setFetchesAhead', { repository, on: true });
  await untilAhead(head());
  await bob.call('repositories.setVisibility', { repository, visibility: { to: 'nobody' } });
  await untilAhead();
  await shareHis();
  await untilAhead(head());
  await bob.call('repositories.remove', { repository });
  expect(ahead()).toEqual([]);
  await bob.until(({ repositories }) => !(repository in repositories), 'it is forgotten');
});

test('what was kept of a transfer that can go on is not thrown away for it', async () => {
  await begin({ isTrusted: false });
  await shareHis();
  await limitTo(SLOW);
  const transfer = newTransferId();
  const fetching = bob.call('fetch', { transfer, repository, peers: [anna.id] });
  const isIn = (phase: string) => () => bob.state.transfers[transfer]?.phase.state === phase;
  await bob.until(isIn('receiving'), 'it comes');
  await bob.call('transfers.pause', { transfer });
  await bob.until(isIn('paused'), 'it is paused');
  await bob.call('peers.trust', { peer: anna.id });
  await untilSeen(work());
  await untilSeen(work());
  const others = Object.values(bob.state.transfers).filter(({ id }) => id !== transfer);
  expect(others.filter(isRunning)).toEqual([]);
  expect(ahead()).toEqual([]);
  await limitTo(null);
  await bob.call('transfers.resume', { transfer });
  await fetching;
  expect(refs(his, 'refs/remotes/anna/main')).toHaveLength(1);
});

test('what the user asks for does not wait for it', async () => {
  await begin();
  await limitTo(SLOW);
  await shareHis();
  const running = () => Object.values(bob.state.transfers).filter(isRunning);
  await bob.until(() => running().some(({ isAutomatic }) => isAutomatic), 'it has begun');
  const transfer = newTransferId();
  const fetching = bob.call('fetch', { transfer, repository, peers: [anna.id] });
  const isComing = () => bob.state.transfers[transfer]?.phase.state === 'receiving';
  await bob.until(isComing, 'what was asked for comes');
  expect(ahead()).toEqual([]);
  await limitTo(null);
  await fetching;
  expect(refs(his, 'refs/remotes/anna/main')).toHaveLength(1);
});

async function untilSeen(tip: string): Promise<void> {
  await bob.until(
    () => swarm()?.alternatives[0]?.heads.some(({ oid }) => oid === tip) ?? false,
    'the new head is seen',
  );
}
