import { expect, test } from 'vitest';
import { peerIdSchema } from '../ids.ts';
import { peerCode, readPeerCode } from './peer-code.ts';

const id = peerIdSchema.parse('a2'.repeat(26));

test('a code is read as the peer it was made of', () => {
  expect(peerCode(id)).toMatch(/^SHOAL:[A-Z2-7]{52}$/);
  expect(readPeerCode(peerCode(id))).toBe(id);
});

test.each([
  '',
  'SHOAL:',
  `SHOAL:${'A2'.repeat(25)}`,
  `SHOAL:${'A!'.repeat(26)}`,
  id,
  'https://a.b',
])('%s is no code of a peer', (text) => {
  expect(readPeerCode(text)).toBeNull();
});
