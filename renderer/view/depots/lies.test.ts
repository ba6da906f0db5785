import { expect, test } from 'vitest';
import type { PeerId, RepositoryId, SwarmId } from '../../../shared/ids.ts';
import { isToldBy } from './lies.ts';

const peer = 'd'.repeat(52) as PeerId;
const copy = 'c'.repeat(16) as RepositoryId;
const alarm = { code: 'depot-hides', peer, copy };
const problem = { code: 'depot-hides', sentence: '', depot: { swarm: '' as SwarmId, peer, copy } };

test('a problem is told by a page that tells the same of the same copy, and by no other', () => {
  expect(isToldBy(alarm, problem)).toBe(true);
  expect(isToldBy(null, problem)).toBe(false);
  expect(isToldBy(alarm, { code: 'depot-hides', sentence: '' })).toBe(false);
  expect(isToldBy({ ...alarm, code: 'depot-ref-wrong' }, problem)).toBe(false);
  expect(isToldBy({ ...alarm, copy: 'x'.repeat(16) as RepositoryId }, problem)).toBe(false);
  expect(isToldBy({ ...alarm, peer: 'x'.repeat(52) as PeerId }, problem)).toBe(false);
});
