import { describe, expect, test } from 'vitest';
import { herring } from '../../gallery/fixtures/people.ts';
import {
  dotfiles,
  harbour,
  kernelTools,
  lantern,
  room,
  stateOf,
} from '../../gallery/fixtures/room.ts';
import { latestChange, nearbySections, peersOf, swarmsOf } from './nearby.ts';

const { swarms, peers } = stateOf(room);
const names = (search: string) => {
  const { mine, others } = nearbySections(swarms, peers, search);
  return { mine: mine.map(({ name }) => name), others: others.map(({ name }) => name) };
};

describe('nearby', () => {
  test('has the projects that I have first, each part by name', () => {
    expect(names('')).toEqual({
      mine: ['dotfiles', 'harbour-map', 'tide-tables'],
      others: ['kernel-tools', 'lantern-fw', 'menu-ocr', 'old-charts', 'slides'],
    });
  });

  test('leaves out what only I have', () => {
    const alone = { ...dotfiles, alternatives: [] };
    expect(nearbySections({ [alone.id]: alone }, peers, '')).toEqual({ mine: [], others: [] });
  });

  test.each([
    ['a name, in any case', 'LANTERN', { mine: [], others: ['lantern-fw'] }],
    ['a description', 'ferry', { mine: ['harbour-map'], others: [] }],
    ['a person', 'tetra', { mine: ['dotfiles'], others: ['menu-ocr'] }],
    ['a head', 'ftrace', { mine: [], others: ['kernel-tools'] }],
    ['several words, each somewhere', 'smelt light', { mine: [], others: ['lantern-fw'] }],
    ['nothing', 'whale', { mine: [], others: [] }],
  ])('is searched by %s', (_, search, found) => {
    expect(names(search)).toEqual(found);
  });

  test('knows who has a project, each once', () => {
    const twice = { ...lantern, alternatives: [...lantern.alternatives, ...lantern.alternatives] };
    expect(peersOf(twice, peers).map(({ name }) => name)).toEqual(['Smelt']);
  });

  test('knows the latest change, and that an empty project has none', () => {
    expect(latestChange(harbour)?.peer).toBe(herring.id);
    expect(latestChange({ ...harbour, alternatives: [] })).toBeNull();
  });

  test('knows what one person shares', () => {
    expect(swarmsOf(herring.id, swarms)).toContain(kernelTools);
    expect(swarmsOf(herring.id, swarms)).not.toContain(lantern);
  });
});
