import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NodeClient } from '../cli/node-client.ts';
import { newTransferId } from '../engine/scenarios/support/test-engine.ts';
import { buildRepository, randomFrom } from '../engine/testing/build-repository.ts';
import { cloneAt, fsck, git, refs, trackingRefsOf, untouchables } from '../engine/testing/git.ts';
import type { Transfer } from '../shared/api/state.ts';
import type { SwarmId } from '../shared/ids.ts';
import { Mortal } from './support/mortal.ts';

/** Each of them, and a clone, meets this many strikes, with one to three kills each. */
const FETCHES = 2;
const STRIKES = 12;
/** So many of them come when all bytes are here. */
const LAST_STRIKES = 2;
/** What comes between two strikes, in bytes, at most: few enough that a transfer meets all of them. */
const MOST_BETWEEN = 1_500_000;
const LONGEST_BETWEEN = 2_500;
/** What a sender sends, in MB a second: slow enough to come between. */
const UPLOAD = '4';
/** So much may come again for a kill, in bytes: one block. */
const LARGEST_BLOCK = 1_600_000;
/** How long a transfer may take to its end once it is left alone, in milliseconds. */
const CALM = 40_000;
const TIMEOUT = 180_000;

const random = randomFrom(20_081_201);

const kestrel = new Mortal('Kestrel');
const heron = new Mortal('Heron');
const ibis = new Mortal('Ibis');
const senders = [kestrel, heron];
let source: string;
/** The bytes of a clone that nothing disturbs. */
let usual: number;

/** Kestrel and Heron have the same project of some 20 MB, packed differently; Ibis wants it. */
beforeAll(async () => {
  for (const mortal of [...senders, ibis]) await mortal.start();
  source = join(kestrel.node.directory, 'project');
  buildRepository(source, { commits: 1_700, binaryBytes: 1_200_000 });
  const copy = join(heron.node.directory, 'project');
  git(source, ['clone', '--quiet', '--no-local', source, copy]);
  git(copy, ['remote', 'remove', 'origin']);
  git(copy, [
    'fetch',
    '--quiet',
    '--tags',
    source,
    '+refs/heads/*:refs/heads/*',
    '--update-head-ok',
  ]);
  git(copy, ['repack', '-adfq', '--window=3']);
  await kestrel.node.json('share', source);
  await heron.node.json('share', copy);
  // From now on they know each other's addresses.
  for (const mortal of [...senders, ibis]) await mortal.node.kill();
  for (const mortal of senders) await mortal.start([ibis]);
  await ibis.start(senders);
  usual = (await clone('undisturbed')).bytes;
  for (const { node } of senders) await node.json('limits', '--upload', UPLOAD);
});

afterAll(async () => {
  for (const mortal of [...senders, ibis]) await mortal.end();
});

async function theSwarm(): Promise<SwarmId> {
  const isNear = ({ swarms }: NodeClient['state']) =>
    Object.values(swarms).some(({ alternatives }) => alternatives.length > 0);
  expect(await ibis.client.waitUntil(isNear, 60_000)).toBe(true);
  return Object.keys(ibis.client.state.swarms)[0] as SwarmId;
}

async function clone(name: string) {
  const directory = join(ibis.node.directory, name);
  const swarm = await theSwarm();
  return ibis.client.call('clone', { transfer: newTransferId(), swarm, directory });
}

async function fetch(path: string) {
  await theSwarm();
  const { id: repository } = await ibis.client.call('repositories.add', { path });
  const peers = [kestrel.node.id];
  return ibis.client.call('fetch', { transfer: newTransferId(), repository, peers });
}

function transferInto(path: string): Transfer | undefined {
  return Object.values(ibis.client.state.transfers).find((each) => each.path === path);
}

function bytesOf(path: string): number {
  return transferInto(path)?.progress.bytes ?? 0;
}

/** Lets some bytes come, or just some time pass; before the last strikes, all bytes. */
async function untilTheNextStrike(path: string, isAtTheEnd: boolean): Promise<void> {
  const [choice, share, rest] = [random(), random(), random()];
  const from = bytesOf(path);
  const hasCome = () => bytesOf(path) - from > share * MOST_BETWEEN;
  const isNearItsEnd = () =>
    !/asking|receiving|waiting/.test(transferInto(path)?.phase.state ?? '');
  if (isAtTheEnd) await ibis.client.waitUntil(isNearItsEnd, CALM);
  else if (choice < 0.2) await sleep(share * 800);
  else await ibis.client.waitUntil(hasCome, LONGEST_BETWEEN);
  await sleep(rest * (isAtTheEnd ? 300 : 50));
}

/** Some of them, and now and then all. */
function victims(): Mortal[] {
  const all = [...senders, ibis];
  const spared = Math.floor(random() * all.length);
  const chosen = all.filter(() => random() < 0.6);
  return chosen.length > 0 ? chosen : all.filter((_, index) => index !== spared);
}

interface Target {
  readonly path: string;
  start(): Promise<unknown>;
  /** What holds at every moment. */
  expectNothingBroken(): void;
  isDone(): boolean;
}

/**
 * Kills and restarts while a transfer runs that is started but once, unless Ibis was killed before it
 * had noted it.
 * @returns the bytes received in all attempts
 */
async function receiveUnderFire(target: Target): Promise<number> {
  const { path } = target;
  let received = 0;
  const start = async () => {
    target.start().catch(() => {});
    await ibis.client.waitUntil(() => transferInto(path) !== undefined || target.isDone(), CALM);
  };
  await start();
  for (let strike = 0; strike < STRIKES; strike += 1) {
    await untilTheNextStrike(path, strike >= STRIKES - LAST_STRIKES);
    const struck = victims();
    const isHit = struck.includes(ibis);
    if (isHit) received += bytesOf(path);
    await Promise.all(struck.map((mortal) => mortal.kill()));
    if (isHit) target.expectNothingBroken();
    await Promise.all(struck.map((mortal) => mortal.start()));
    if (transferInto(path) === undefined && !target.isDone()) await start();
  }
  const isOver = () => {
    const state = transferInto(path)?.phase.state;
    return state === 'failed' || state === 'done' || state === undefined;
  };
  expect(await ibis.client.waitUntil(isOver, CALM)).toBe(true);
  const { phase } = transferInto(path) ?? {};
  if (phase?.state === 'failed') throw new Error(phase.sentence);
  expect(target.isDone()).toBe(true);
  return received + bytesOf(path);
}

/** Parts are gone on with: of what was on its way at a kill, hardly anything comes again. */
function expectHardlyAnythingTwice(received: number, howManyKills: number): void {
  expect(received).toBeLessThan(1.02 * usual + howManyKills * LARGEST_BLOCK);
}

function locksIn(path: string): string[] {
  const names = readdirSync(join(path, '.git'), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.(lock|keep)$/.test(name));
}

/** What a fetch must leave as it is at every moment. */
function fetchTarget(name: string): Target {
  const path = join(ibis.node.directory, name);
  cloneAt(source, 'main~1650', path);
  const before = untouchables(path);
  const tip = git(source, ['rev-parse', 'main']);
  return {
    path,
    start: () => fetch(path),
    isDone: () => refs(path, 'refs/remotes/kestrel/main').join().startsWith(tip),
    expectNothingBroken: () => {
      expect(untouchables(path)).toBe(before);
      expect(fsck(path)).toBe('');
      // What was being changed, and its packs, are released by the next attempt.
      const isPassing = (lock: string) =>
        /^(refs\/remotes\/|objects\/pack\/|config\.lock$)/.test(lock);
      expect(locksIn(path).filter((lock) => !isPassing(lock))).toEqual([]);
    },
  };
}

/** A clone is nobody's repository before its end. */
function cloneTarget(name: string): Target {
  const path = join(ibis.node.directory, name);
  const isDone = () =>
    existsSync(join(path, '.git', 'HEAD')) && !existsSync(join(path, '.git', 'shoal-clone'));
  return { path, start: () => clone(name), isDone, expectNothingBroken: () => {} };
}

function expectWhole(path: string): void {
  expect(fsck(path)).toBe('');
  expect(locksIn(path)).toEqual([]);
  expect(git(path, ['status', '--porcelain'])).toBe('');
  expect(git(path, ['count-objects', '-v'])).toContain('garbage: 0');
  expect(readdirSync(join(path, '.git')).filter((name) => name.startsWith('shoal'))).toEqual([]);
}

function kills(): number {
  return [...senders, ibis].reduce((sum, mortal) => sum + mortal.kills, 0);
}

describe('under kill -9 of both sides it goes on by itself, nothing is ever broken', () => {
  test.each(Array.from({ length: FETCHES }, (_, index) => `fetch-${index}`))(
    '%s',
    async (name) => {
      const target = fetchTarget(name);
      const killsBefore = kills();
      const received = await receiveUnderFire(target);
      expectHardlyAnythingTwice(received, kills() - killsBefore);
      target.expectNothingBroken();
      expectWhole(target.path);
      expect(refs(target.path, 'refs/remotes').sort()).toEqual(trackingRefsOf(source, 'kestrel'));
    },
    TIMEOUT,
  );

  test(
    'clone',
    async () => {
      const target = cloneTarget('clone');
      const killsBefore = kills();
      const received = await receiveUnderFire(target);
      expectHardlyAnythingTwice(received, kills() - killsBefore);
      expectWhole(target.path);
      expect(git(target.path, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
      expect(refs(target.path, 'refs/tags')).toEqual(refs(source, 'refs/tags'));
    },
    TIMEOUT,
  );

  test('and these were many kills, of which no engine died by itself', () => {
    expect(kills()).toBeGreaterThanOrEqual(60);
    for (const mortal of [...senders, ibis]) expect(mortal.complaints).not.toMatch(/engine died/);
  });
});

test('a node that freezes in the middle of a clone does not hold it up', async () => {
  const cloning = clone('beside-a-frozen-one');
  const path = join(ibis.node.directory, 'beside-a-frozen-one');
  const isUnderWay = () => bytesOf(path) > MOST_BETWEEN;
  expect(await ibis.client.waitUntil(isUnderWay, CALM)).toBe(true);
  heron.node.process.kill('SIGSTOP');
  try {
    const start = Date.now();
    await cloning;
    // Alone, Kestrel needs 6 s for all.
    expect(Date.now() - start).toBeLessThan(15_000);
    expectWhole(path);
  } finally {
    heron.node.process.kill('SIGCONT');
  }
});
