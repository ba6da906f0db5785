import { createHmac } from 'node:crypto';
import { base32nopad } from '@scure/base';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { SwarmId } from '../../shared/ids.ts';

/** Parts that are asked for in one round. */
const MOST_PARTS = 64;

/** A swarm as it is called on one day by those who know it; nobody else can tell what is meant. */
export interface BlindedSwarm {
  readonly swarm: SwarmId;
  /** Days since 1970. */
  readonly day: number;
  /** Base32 of 256 bits. */
  readonly id: string;
  /** The first bits of the id, as `0` and `1`. */
  readonly bits: string;
  /** What announcements are sealed with. */
  readonly key: Buffer;
  /** What one peer proves to another with that it knows the swarm. */
  readonly proof: Buffer;
}

export function blind(swarm: SwarmId, day: number): BlindedSwarm {
  const secret = mac(base32nopad.decode(swarm.toUpperCase()), `gtp2-swarm ${day}`);
  const id = mac(secret, 'id');
  const bits = [...id.subarray(0, Math.ceil(LIMITS.shardBits / 8))]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .slice(0, LIMITS.shardBits);
  return {
    swarm,
    day,
    id: base32nopad.encode(id).toLowerCase(),
    bits,
    key: mac(secret, 'seal'),
    proof: mac(secret, 'proof'),
  };
}

/** The parts of a tracker that hold what is wanted. @param wanted the bits of blinded ids */
export function partsOf(wanted: readonly string[], bits: number): readonly string[] {
  return [...new Set(wanted.map((each) => each.slice(0, bits)))].slice(0, MOST_PARTS);
}

function mac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
