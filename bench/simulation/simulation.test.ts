import { beforeAll, expect, test } from 'vitest';
import { type SimulationOutcome, simulate } from './simulation.ts';

const OPTIONS = {
  ...{ peers: 120, swarms: 12, seed: 7, hostile: 0.1, minutes: 14 },
  // On a slow computer, a flood takes less of those who simulate it.
  ...{ slowness: 10, cut: { from: 6, until: 8 } },
};

let outcome: SimulationOutcome;
beforeAll(async () => {
  outcome = await simulate(OPTIONS);
});

test('nobody honest is kept out for good, by hostile peers or by a network that was cut off', () => {
  expect(outcome.honest.length).toBe(108);
  expect(outcome.alone).toEqual([]);
  expect(outcome.minutes.at(-1)?.share).toBeGreaterThan(0.9);
  // A while is what it may take.
  const worst = Math.max(...outcome.minutes.map(({ alone }) => alone));
  expect(worst).toBeGreaterThan(0);
});

test('newcomers find their swarm', () => {
  expect(outcome.finds.first.length).toBeGreaterThan(50);
});

test('of a whole office, no more than three ask the tracker at a time', () => {
  const most = outcome.offices.map(({ use }) => use.most);
  expect(Math.max(...most)).toBeLessThanOrEqual(3);
  expect(Math.max(...most)).toBeGreaterThan(0);
});

test.each([7, 1, 2])(
  'nor do more where the tracker takes very long, and those that were elected are hostile (seed %i)',
  async (seed) => {
    const { offices } = await simulate({ ...OPTIONS, seed, slowness: 20 });
    for (const { use } of offices) {
      expect(use.most).toBeGreaterThan(0);
      expect(use.most).toBeLessThanOrEqual(3);
    }
  },
);

test('what everybody asks everybody is bounded', () => {
  const late = outcome.minutes.slice(-3);
  for (const { exchanges } of late) expect(exchanges / OPTIONS.peers).toBeLessThan(20);
});

test('the same seed takes the same course, another one another', async () => {
  const short = { ...OPTIONS, minutes: 2 };
  const one = courseOf(await simulate(short));
  expect(one.minutes).toEqual(outcome.minutes.slice(0, 2));
  expect(courseOf(await simulate(short))).toEqual(one);
  const other = courseOf(await simulate({ ...short, seed: 8 }));
  expect(other.minutes).not.toEqual(one.minutes);
});

test('whoever has no more time ends it: it has told what there was by then', async () => {
  const few = { ...OPTIONS, peers: 20, swarms: 2, minutes: 1_000_000 };
  const { minutes } = await simulate(few, () => {}, AbortSignal.timeout(500));
  expect(minutes.length).toBeGreaterThan(0);
  expect(minutes.length).toBeLessThan(few.minutes);
});

/** All that is told of it. */
function courseOf({
  minutes,
  tracker,
  exchanges,
  finds,
  offices,
  relayed,
  alone,
}: SimulationOutcome) {
  const { first, most } = finds;
  return {
    minutes,
    tracker,
    exchanges,
    first,
    most,
    uses: offices.map(({ use }) => use),
    relayed,
    alone,
  };
}
