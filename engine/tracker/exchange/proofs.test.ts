import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PeerId } from '../../../shared/ids.ts';
import { swarmIdOf } from '../../identity/peer-id.ts';
import { blind } from '../blinding.ts';
import { proofOf, proofsOf, provenOf } from './proofs.ts';

const DAY = 20_000;
const swarm = (number: number, day = DAY) =>
  blind(swarmIdOf('sha1', number.toString(16).padStart(40, '0') as never), day);
const peer = (letter: string) => letter.repeat(52) as PeerId;
const PAIR = { asker: peer('a'), asked: peer('b') };
const SECRET = Buffer.alloc(32, 7);
const numbers = fc.uniqueArray(fc.nat(400), { maxLength: 90 });

test('of what is proven, exactly what both know is understood', () => {
  fc.assert(
    fc.property(numbers, numbers, (mine, theirs) => {
      const proofs = proofsOf(
        mine.map((each) => swarm(each)),
        PAIR,
        SECRET,
      );
      const proven = provenOf(
        theirs.map((each) => swarm(each)),
        proofs,
        PAIR,
      );
      const both = theirs.filter((each) => mine.includes(each)).map((each) => swarm(each).id);
      expect(proven.map(({ id }) => id)).toEqual(both);
      expect(proofs.length % 16).toBe(0);
      expect(proofs.length - mine.length).toBeLessThan(16);
      expect(proofs).toEqual([...proofs].sort());
    }),
    { numRuns: 60 },
  );
});

test('a proof is good from one peer to one other, and that day', () => {
  const proofs = [proofOf(swarm(1), PAIR)];
  expect(provenOf([swarm(1)], proofs, PAIR)).toHaveLength(1);
  const { asker, asked } = PAIR;
  const pairs = [
    { asker: asked, asked: asker },
    { asker, asked: peer('c') },
    { asker: peer('c'), asked },
    // As text, the two together are the same.
    { asker: asker.slice(1) as PeerId, asked: `${asker[0]} ${asked}` as PeerId },
  ];
  for (const pair of pairs) expect(provenOf([swarm(1)], proofs, pair)).toEqual([]);
  expect(provenOf([swarm(1, DAY + 1)], proofs, PAIR)).toEqual([]);
});

test('nothing of what is sent is the same for two peers, or what the tracker is told', () => {
  const known = [1, 2, 3].map((each) => swarm(each));
  const one = proofsOf(known, PAIR, SECRET);
  const other = proofsOf(known, { ...PAIR, asked: peer('c') }, SECRET);
  expect(new Set([...one, ...other, ...known.map(({ id }) => id)]).size).toBe(16 + 16 + 3);
});

test('very many projects are proven as far as there is room', () => {
  const many = Array.from({ length: 300 }, (_, index) => swarm(index));
  expect(proofsOf(many, PAIR, SECRET)).toHaveLength(256);
  expect(proofsOf([], PAIR, SECRET)).toEqual([]);
});

test('which of the numbers are proofs is not told by asking again, nor by one more project', () => {
  const known = [1, 2, 3].map((each) => swarm(each));
  const one = proofsOf(known, PAIR, SECRET);
  expect(proofsOf(known, PAIR, SECRET)).toEqual(one);
  // One number in place of another.
  const more = proofsOf([...known, swarm(4)], PAIR, SECRET);
  expect(more.filter((each) => !one.includes(each))).toEqual([proofOf(swarm(4), PAIR)]);
  // Nobody else can compute those that mean nothing.
  const other = proofsOf(known, PAIR, Buffer.alloc(32, 8));
  const real = known.map((each) => proofOf(each, PAIR));
  expect(other.filter((each) => one.includes(each)).sort()).toEqual(real.sort());
});
