import { describe, expect, test } from 'vitest';
import { herring } from '../../gallery/fixtures/people.ts';
import { harbour, kernelTools, lantern, room, stateOf } from '../../gallery/fixtures/room.ts';
import { latestChange, peersOf, swarmsOf } from './nearby.ts';

const { swarms, peers } = stateOf(room);

describe('nearby', () => {
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
