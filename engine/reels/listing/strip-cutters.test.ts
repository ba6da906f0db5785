import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from '../../../shared/gtp/limits.ts';
import type { Block } from '../../../shared/gtp/reel.ts';
import { blockBytes } from '../rules/layout.ts';
import { StripCutters } from './strip-cutters.ts';

const LAYOUT = { stripes: 8, windows: 2 };
const FULL = blockBytes(LAYOUT);

const inOrder = (blocks: readonly Block[]) =>
  blocks.toSorted((a, b) => a.strip - b.strip || a.from - b.from);

test('the blocks are the same whether some are taken early or not', () => {
  const objects = fc.array(fc.tuple(fc.integer({ min: 4, max: 6 }), fc.nat(2 * FULL)), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(objects, (added) => {
      const [patient, eager] = [new StripCutters(LAYOUT), new StripCutters(LAYOUT)];
      const early: Block[] = [];
      for (const [strip, bytes] of added) {
        patient.add(strip, bytes);
        eager.add(strip, bytes);
        early.push(...eager.takeSettled());
      }
      expect(inOrder([...early, ...eager.finish()])).toEqual(patient.finish());
    }),
  );
});

test('some are taken as soon as they are worth it, and from then on more at once', () => {
  const cutters = new StripCutters(LAYOUT);
  const taken: number[] = [];
  for (let count = 0; count < 400; count += 1) {
    cutters.add(5, FULL);
    const { length } = cutters.takeSettled();
    if (length > 0) taken.push(length);
  }
  expect(taken).toEqual([8, 16, 32, 64, 64, 64, 64, 64]);
});

test('however many there are, a plan has room for all of them', () => {
  const cutters = new StripCutters(LAYOUT);
  const early: Block[] = [];
  for (let count = 0; count < 2 * LIMITS.blocksPerReel; count += 1) {
    cutters.add(5, FULL);
    early.push(...cutters.takeSettled());
  }
  const all = [...early, ...cutters.finish()];
  expect(early.length).toBeGreaterThan(LIMITS.blocksPerReel / 4);
  expect(all.length).toBeLessThanOrEqual(LIMITS.blocksPerReel - LAYOUT.windows);
  expect(all.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(2 * LIMITS.blocksPerReel);
});
