import { describe, expect, test } from 'vitest';
import { anchovy, herring } from '../../gallery/fixtures/people.ts';
import { progressAt } from '../../gallery/fixtures/transfers.ts';
import {
  peerSpeed,
  type Sample,
  secondsLeft,
  speed,
  speedCurve,
  speedLayers,
  withSample,
} from './speed.ts';

const sample = (at: number, bytes: number): Sample => ({
  at,
  bytes,
  peers: new Map([[anchovy.id, bytes / 4]]),
});

describe('speed', () => {
  const samples = [sample(0, 0), sample(1000, 5e6), sample(2000, 10e6)];

  test('is what came in the last seconds, together and from each peer', () => {
    expect(speed(samples, 2000)).toBe(5e6);
    expect(peerSpeed(samples, 2000, anchovy.id)).toBe(1.25e6);
    expect(peerSpeed(samples, 2000, herring.id)).toBe(0);
  });

  test('is nothing with a single sample, or once nothing came for long', () => {
    expect(speed([sample(0, 1e6)], 0)).toBe(0);
    expect(speed(samples, 10_000)).toBe(0);
  });

  test('does not run backwards when a block is thrown away', () => {
    expect(speed([sample(0, 9e6), sample(1000, 1e6)], 1000)).toBe(0);
  });

  test('forgets old samples, and ignores those too close to each other', () => {
    const kept = withSample(samples, sample(40_000, 11e6));
    expect(kept.map(({ at }) => at)).toEqual([40_000]);
    expect(withSample(samples, sample(2001, 11e6))).toBe(samples);
  });

  test('has a curve whose highest point is one', () => {
    expect(speedCurve([...samples, sample(3000, 11e6)])).toEqual([1, 1, 0.2]);
    expect(speedCurve([])).toEqual([]);
  });
});

test('layers stand upon each other, the highest moment at the top', () => {
  const at = (time: number, anchovys: number, herrings: number): Sample => ({
    at: time,
    bytes: anchovys + herrings,
    peers: new Map([
      [anchovy.id, anchovys],
      [herring.id, herrings],
    ]),
  });
  const samples = [at(0, 0, 0), at(500, 1e6, 1e6), at(1000, 4e6, 2e6)];
  expect(speedLayers(samples, [anchovy.id, herring.id])).toEqual({
    highest: 8e6,
    edges: [
      [0.25, 0.75],
      [0.5, 1],
    ],
  });
  expect(speedLayers([], [anchovy.id])).toEqual({ highest: 0, edges: [[]] });
});

test('the time left is known with a speed and a size', () => {
  expect(secondsLeft(progressAt(0.5), 6e7)).toBe(10);
  expect(secondsLeft(progressAt(0.5), 0)).toBeNull();
  expect(secondsLeft({ ...progressAt(0.5), keptBytes: 3e8 }, 6e7)).toBe(5);
  expect(secondsLeft({ ...progressAt(0.5), estimatedBytes: 0 }, 6e7)).toBeNull();
});
