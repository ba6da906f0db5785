import { expect, test } from 'vitest';
import { type Oid, oidSchema, peerIdSchema } from '../../shared/ids.ts';
import { Throttle } from '../gtp/throttle.ts';
import type { Peers } from '../peers/peers.ts';
import { Sources } from './sources.ts';

const root = (n: number): Oid => oidSchema.parse(n.toString(16).padStart(40, '0'));
const all = Array.from({ length: 500 }, (_, n) => ({
  id: peerIdSchema.parse(
    [...String(n).padStart(52, '0')].map((digit) => 'abcdefghij'[Number(digit)]).join(''),
  ),
  link: null,
  manifest: {
    repositories: [0, 1, 2, 3].map((copy) => ({ roots: [root(n * 4 + copy)], heads: [] })),
  },
}));

/** Five hundred people with four projects each, and how many copies something was made of. */
function crowd() {
  const asked = { names: 0 };
  const nameOf = () => {
    asked.names += 1;
    return 'Somebody';
  };
  const peers = { all, nameOf } as unknown as Peers;
  return { asked, sources: new Sources(peers, new Throttle(), () => Promise.resolve()) };
}

test('of thousands of copies, something is made only of those of the project that is meant', () => {
  const { asked, sources } = crowd();
  const copies = sources.copiesRelatedTo([root(7), root(1_999), root(5_000)]);
  expect(copies.map(({ shared }) => shared.roots)).toEqual([[root(7)], [root(1_999)]]);
  expect(asked.names).toBe(2);
  expect(sources.copiesRelatedTo([])).toEqual([]);
  expect(asked.names).toBe(2);
});
