import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchovy, herring } from '../gallery/fixtures/people.ts';
import { NO_PROGRESS, progressAt } from '../gallery/fixtures/transfers.ts';
import { blockCells, blocksByPeer, percent } from './progress.ts';

describe('percent', () => {
  test('is unknown before anything is known', () => {
    expect(percent(NO_PROGRESS)).toBeNull();
  });

  test('follows the bytes', () => {
    expect(percent(progressAt(0.62))).toBe(62);
  });

  test('never says that all is here while a block is missing', () => {
    expect(percent({ ...progressAt(0.9), bytes: 9e9, estimatedBytes: 1e9 })).toBe(99);
    expect(percent({ ...progressAt(1), bytes: 1, estimatedBytes: 1e9 })).toBe(100);
  });

  test('counts blocks where the size is unknown', () => {
    expect(percent({ ...NO_PROGRESS, blocks: 4, blocksDone: 1 })).toBe(25);
  });
});

describe('the cells of a block map', () => {
  const source = fc.constantFrom(anchovy.id, herring.id, null);

  test('are as many as fit, and account for every block', () => {
    fc.assert(
      fc.property(
        fc.array(source, { maxLength: 300 }),
        fc.integer({ min: 1, max: 80 }),
        (sources, most) => {
          const cells = blockCells(sources, most);
          expect(cells).toHaveLength(Math.min(sources.length, most));
          const given = sources.filter((peer) => peer !== null).length;
          expect(cells.some(({ part }) => part > 0)).toBe(given > 0);
          expect(cells.every(({ part }) => part === 1)).toBe(given === sources.length);
        },
      ),
    );
  });

  test('show who gave most of them', () => {
    expect(blockCells([anchovy.id, herring.id, herring.id, null], 1)).toEqual([
      { part: 0.75, peer: herring.id },
    ]);
  });
});

test('blocks are counted by who gave them', () => {
  expect(blocksByPeer([anchovy.id, null, herring.id, herring.id])).toEqual([
    { peer: herring.id, blocks: 2 },
    { peer: anchovy.id, blocks: 1 },
  ]);
});
