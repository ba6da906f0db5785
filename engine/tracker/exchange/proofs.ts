import { createCipheriv, createHmac } from 'node:crypto';
import { base32nopad } from '@scure/base';
import { LIMITS } from '../../../shared/gtp/limits.ts';
import type { PeerId } from '../../../shared/ids.ts';
import type { BlindedSwarm } from '../blinding.ts';

/** How many there are is told only as a multiple of this. */
const GRAIN = 16;
/** Of one proof. */
const BYTES = 32;

/** Who proves something, and to whom: neither can be chosen by those who pass it on. */
export interface Pair {
  readonly asker: PeerId;
  readonly asked: PeerId;
}

/**
 * Says to who knows the swarm, too, that the asker does. To anybody else it is a number like any other, and not the
 * same one tomorrow or for another peer, to whom it proves nothing.
 */
export function proofOf({ proof }: BlindedSwarm, { asker, asked }: Pair): string {
  return written(createHmac('sha256', proof).update(`${asker} ${asked}`).digest());
}

/**
 * Proofs of all of these, as many as an exchange may hold, among numbers that mean nothing.
 * @param secret what these follow from: were they others each time, those that stay would be the proofs
 */
export function proofsOf(swarms: readonly BlindedSwarm[], pair: Pair, secret: Buffer): string[] {
  const proofs = swarms.slice(0, LIMITS.proofsPerExchange).map((each) => proofOf(each, pair));
  const more = (GRAIN - (proofs.length % GRAIN)) % GRAIN;
  const days = [...new Set(swarms.map(({ day }) => day))].join(' ');
  const place = createHmac('sha256', secret).update(`${pair.asked} ${days}`).digest();
  const cipher = createCipheriv('aes-256-ctr', secret, place.subarray(0, 16));
  const bytes = cipher.update(Buffer.alloc(BYTES * more));
  for (let from = 0; from < bytes.length; from += BYTES) {
    proofs.push(written(bytes.subarray(from, from + BYTES)));
  }
  // In an order that tells nothing.
  return proofs.sort();
}

/** Those that the asker has proven to know. @param known the swarms that it may be told of */
export function provenOf(
  known: readonly BlindedSwarm[],
  proofs: readonly string[],
  pair: Pair,
): BlindedSwarm[] {
  if (proofs.length === 0) return [];
  const given = new Set(proofs);
  return known.filter((each) => given.has(proofOf(each, pair)));
}

function written(bytes: Uint8Array): string {
  return base32nopad.encode(bytes).toLowerCase();
}
