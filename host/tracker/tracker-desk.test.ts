import { expect, test } from 'vitest';
import { SEALING } from '../../engine/tracker/envelopes.ts';
import { TrackerDesk } from './tracker-desk.ts';

const PEERS = 2_000;
/** What one announcement takes, in milliseconds. */
const TAKES = 20;

/** A tracker on a machine on which everything takes as long as a test says. */
function openDesk() {
  const clock = { now: 0 };
  const desk = new TrackerDesk({
    now: () => clock.now,
    date: () => Date.UTC(2026, 5, 12, 12) + clock.now,
    chance: () => 1,
    sealing: {
      ...SEALING,
      check: () => {
        clock.now += TAKES;
        return null;
      },
    },
  });
  /** So many come at once, each from an address of its own. @returns who was heard, and when the others are to come again */
  const come = (from: number, count: number) => {
    const again: number[] = [];
    for (let index = from; index < from + count; index += 1) {
      const host = `10.1.${index >> 8}.${index & 255}`;
      const wait = desk.admit(host);
      if (wait === null) desk.hear(host, { envelopes: [{}] });
      else again.push(wait);
    }
    return { heard: count - again.length, again };
  };
  return { clock, desk, come };
}

test(`of ${PEERS} that announce at once, those are told that it is busy for whom there is no time`, () => {
  const { clock, come } = openDesk();
  const { heard, again } = come(0, PEERS);
  // Two seconds of work at once, and half of the time that goes by meanwhile.
  expect(heard).toBeGreaterThan(150);
  expect(heard).toBeLessThan(250);
  expect(again).toHaveLength(PEERS - heard);
  for (const wait of again) {
    expect(wait).toBeGreaterThanOrEqual(10);
    expect(wait).toBeLessThanOrEqual(120);
  }
  // To say so takes no time of that.
  clock.now += 10_000;
  expect(come(PEERS, 50).heard).toBe(50);
});

test('whoever comes again when it was told to is heard, until all have been', () => {
  const { clock, come } = openDesk();
  let waiting = PEERS;
  let rounds = 0;
  for (; waiting > 0 && rounds < 20; rounds += 1) {
    waiting -= come(0, waiting).heard;
    clock.now += 120_000;
  }
  expect(waiting).toBe(0);
  expect(rounds).toBeLessThanOrEqual(PEERS / 150);
});
