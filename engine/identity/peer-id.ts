import { createHash } from 'node:crypto';
import { base32nopad } from '@scure/base';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { ObjectFormat, Oid, PeerId, SwarmId } from '../../shared/ids.ts';

const WORDS = 6;
const BITS_PER_WORD = 11;

/** @param publicKey SPKI, DER */
export function peerIdOf(publicKey: Uint8Array): PeerId {
  return digest32(publicKey) as PeerId;
}

export function swarmIdOf(format: ObjectFormat, root: Oid): SwarmId {
  return digest32(Buffer.from(`${format}:${root}`)) as SwarmId;
}

/**
 * Six words of the BIP 39 list, 66 bits of the id: short enough to read aloud, too many for
 * somebody to find another key with the same words.
 */
export function wordsOf(id: PeerId): string[] {
  const bytes = base32nopad.decode(id.toUpperCase());
  const bits = [...bytes.subarray(0, 9)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: WORDS }, (_, index) => {
    const slice = bits.slice(index * BITS_PER_WORD, (index + 1) * BITS_PER_WORD);
    return wordlist[Number.parseInt(slice, 2)] ?? '';
  });
}

function digest32(data: Uint8Array): string {
  return base32nopad.encode(createHash('sha256').update(data).digest()).toLowerCase();
}
