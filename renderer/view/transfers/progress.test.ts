import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchovy, herring } from '../../gallery/fixtures/people.ts';
import { blockCells, blocksByPeer } from './progress.ts';

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

test('a block that is on its way is tinted by who gives it, and not counted as here', () => {
  const coming = [
    { block: 1, peer: herring.id },
    { block: 2, peer: herring.id },
  ];
  expect(blockCells([anchovy.id, null, null, null], 4, coming)).toEqual([
    { part: 1, peer: anchovy.id },
    { part: 0, peer: herring.id },
    { part: 0, peer: herring.id },
    { part: 0, peer: null },
  ]);
  // What is here says more than what comes.
  expect(blockCells([anchovy.id, null, null, null], 2, coming)).toEqual([
    { part: 0.5, peer: anchovy.id },
    { part: 0, peer: herring.id },
  ]);
});

test('blocks are counted by who gave them', () => {
  expect(blocksByPeer([anchovy.id, null, herring.id, herring.id])).toEqual([
    { peer: herring.id, blocks: 2 },
    { peer: anchovy.id, blocks: 1 },
  ]);
});
