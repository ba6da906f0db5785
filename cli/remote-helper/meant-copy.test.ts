import { expect, test } from 'vitest';
import { EMPTY_STATE } from '../../shared/api/state.ts';
import type { Alternative } from '../../shared/api/swarm-state.ts';
import { repositoryIdSchema } from '../../shared/ids.ts';
import { heron, otter, swarm } from '../fake-room.ts';
import type { NodeClient } from '../node-client.ts';
import { meantCopy } from './meant-copy.ts';

const copy = repositoryIdSchema.parse('q'.repeat(16));
const alternatives = [{ peer: otter.id, name: swarm.name, repository: copy }] as Alternative[];
const node = {
  waitUntil: async () => true,
  state: {
    ...EMPTY_STATE,
    peers: { [otter.id]: otter, [heron.id]: heron },
    swarms: { [swarm.id]: { ...swarm, alternatives } },
  },
} as unknown as NodeClient;

test.each([
  ['a name', swarm.name, { swarm: swarm.id }],
  ['the name as servers write it', `${swarm.name}.git`, { swarm: swarm.id }],
  ['an id', swarm.id, { swarm: swarm.id }],
  ['the id of a copy', copy, { swarm: swarm.id, copy }],
])('an address names a project by %s', async (_how, typed, meant) => {
  const found = await meantCopy(node, { peer: 'Otter', swarm: typed });
  expect(found).toEqual({ peer: otter.id, ...meant });
});
