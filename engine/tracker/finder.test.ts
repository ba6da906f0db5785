import { expect, test } from 'vitest';
import type { Announcement } from '../../shared/gtp/tracker.ts';
import type { PeerId } from '../../shared/ids.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
import { SEALING } from './envelopes.ts';
import { Finder } from './finder.ts';

const SWARM = swarmIdOf('sha1', 'a'.repeat(40) as never);
const INVENTED = 2_000;

test('who invents very many peers with high numbers keeps nobody from being found', () => {
  const announcement = (peer: string, seq: number) => ({ peer, seq, swarm: 'x' }) as Announcement;
  const honest = announcement('anna', 1);
  const all = [
    ...Array.from({ length: INVENTED }, (_, index) => announcement(`${index}`, 1e15 + index)),
    honest,
  ];
  const finder = new Finder({
    self: 'me' as PeerId,
    wanted: () => [SWARM],
    date: () => Date.UTC(2026, 0, 1, 12),
    chance: Math.random,
    sealing: SEALING,
  });
  const found = new Set<string>();
  finder.events.on('found', ({ peer }) => found.add(peer));
  // Of each list so many are told of; what was told of comes again, as the others do.
  for (let lists = 0; lists < 400 && !found.has('anna'); lists += 1) finder.tell(all);
  expect(found).toContain('anna');
});
