import { createHmac } from 'node:crypto';
import { base32nopad } from '@scure/base';
import type { PeerId } from '../../shared/ids.ts';

/**
 * What the key pair is made from under which a peer waits in a DHT on one day. Who knows its id can work it out;
 * for anybody else it is a number, and tomorrow it is another one. It proves nothing: that is for TLS to do.
 * @param day since 1970
 * @returns 32 bytes
 */
export function meetingSeed(peer: PeerId, day: number): Buffer {
  const id = base32nopad.decode(peer.toUpperCase());
  return createHmac('sha256', id).update(`gtp2-punching ${day}`).digest();
}
