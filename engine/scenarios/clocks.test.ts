import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { SwarmId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { fsck } from '../testing/git.ts';
import { type SetClock, withClock } from '../testing/set-clock.ts';
import { pause } from '../waiting/pause.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const open: TestEngine[] = [];
afterEach(async () => {
  for (const engine of open.splice(0).reverse()) await engine[Symbol.asyncDispose]();
});

/** An engine on a computer of its own, with a project that it shares. */
async function start(name: string, clock: SetClock, seed: number): Promise<TestEngine> {
  return withClock(clock, async () => {
    const engine = await TestEngine.start(name);
    open.push(engine);
    const source = join(engine.directory, `${name}-project`);
    buildRepository(source, { commits: 20, seed });
    await engine.share(source);
    return engine;
  });
}

const problemOf = (engine: TestEngine, other: TestEngine) => engine.state.peers[other.id]?.problem;

async function cloneFrom(engine: TestEngine, clock: SetClock): Promise<void> {
  const directory = join(engine.directory, 'clone');
  const swarm = Object.values(engine.state.swarms).find((each) => each.local.length === 0);
  const params = { transfer: newTransferId(), swarm: swarm?.id as SwarmId, directory };
  await withClock(clock, () => engine.call('clone', params));
  expect(fsck(directory)).toBe('');
}

describe('two whose clocks differ', () => {
  test.each([
    ['25 hours', 25 * HOUR],
    ['3 days', 3 * DAY],
    ['7,300 days', 20 * 365 * DAY],
  ])('by %s take what the other hands over, and are both told', async (words, ahead) => {
    const [right, wrong] = [{ ahead: 0 }, { ahead }];
    const anna = await start('Anna', right, 1);
    const bob = await start('Bob', wrong, 2);
    await withClock(wrong, () => bob.connect(anna));
    for (const [me, other, way] of [
      [anna, bob, 'ahead of'],
      [bob, anna, 'behind'],
    ] as const) {
      await me.until(({ swarms }) => Object.keys(swarms).length === 2, 'the project is seen');
      await me.until(() => problemOf(me, other) != null, 'the clock is told of');
      expect(problemOf(me, other)).toContain(`Its clock is ${words} ${way} this computer’s.`);
    }
    await cloneFrom(anna, right);
    await cloneFrom(bob, wrong);
  });
});

test('clocks that are a few minutes apart are not worth a word', async () => {
  const anna = await start('Anna', { ahead: 0 }, 1);
  const bob = await start('Bob', { ahead: 5 * 60_000 }, 2);
  await bob.connect(anna);
  for (const engine of [anna, bob]) await engine.untilAlternatives(1);
  expect([problemOf(anna, bob), problemOf(bob, anna)]).toEqual([null, null]);
});

test('a clock that is set while Shoal runs is told of on both sides, until it is right', async () => {
  const clock = { ahead: 0 };
  const anna = await start('Anna', { ahead: 0 }, 1);
  const bob = await start('Bob', clock, 2);
  await withClock(clock, () => bob.connect(anna));
  for (const engine of [anna, bob]) await engine.untilAlternatives(1);
  clock.ahead = -2 * DAY;
  await anna.until(() => problemOf(anna, bob)?.includes('2 days behind') ?? false, 'Anna is told');
  await bob.until(() => problemOf(bob, anna)?.includes('2 days ahead of') ?? false, 'Bob is told');
  clock.ahead = 0;
  for (const [me, other] of [
    [anna, bob],
    [bob, anna],
  ] as const) {
    await me.until(() => problemOf(me, other) === null, 'it is over');
    await me.untilAlternatives(1);
  }
});

test('guests are let in until a time of day: a machine that slept past it lets nobody in any more', async () => {
  const clock = { ahead: 0 };
  const anna = await start('Anna', clock, 1);
  const until = Date.now() + HOUR;
  await withClock(clock, () => anna.call('guests.on', { until }));
  await anna.until(({ guests }) => guests.state === 'on', 'guests are in');
  // Timers stand still while a machine sleeps: when it wakes up, an hour has passed for its clock alone.
  clock.ahead = 2 * HOUR;
  await withClock(clock, () => anna.call('discovery.refresh', {}));
  const deadline = performance.now() + 10_000;
  while (anna.state.guests.state === 'on' && performance.now() < deadline) await pause(20);
  expect(anna.state.guests.state).toBe('off');
});

test('what somebody shared whose clock is behind is not too old because they left', async () => {
  const late = { ahead: -3 * DAY };
  const anna = await start('Anna', { ahead: 0 }, 1);
  const bob = await start('Bob', late, 2);
  await withClock(late, () => bob.connect(anna));
  await anna.untilAlternatives(1);
  await anna.call('peers.trust', { peer: bob.id });
  await bob.engine[Symbol.asyncDispose]();
  await anna.until(({ peers }) => peers[bob.id]?.presence.state === 'left', 'Bob is away');
  expect(anna.state.peers[bob.id]?.lastKnown).toMatchObject({ isExpired: false });
});
