import { z } from 'zod';
import { peerIdSchema } from '../../ids.ts';
import { parseAddress } from '../address.ts';
import { HIGHEST_PORT } from '../endpoint-bounds.ts';

/** A relay: where it is, and the key that must answer there. */
export const relayAddressSchema = z.object({
  id: peerIdSchema,
  /** An IP address or a name. */
  host: z.string().regex(/^[A-Za-z0-9.:-]{1,255}$/),
  port: z.int().min(1).max(HIGHEST_PORT),
});
export type RelayAddress = z.infer<typeof relayAddressSchema>;

/** `ID@HOST:PORT` as typed; null when it is none. */
export function parseRelayAddress(text: string): RelayAddress | null {
  const [id, place, ...more] = text.trim().split('@');
  const endpoint = more.length > 0 || place === undefined ? null : parseAddress(place);
  const parsed = relayAddressSchema.safeParse({ id, ...endpoint });
  return parsed.success ? parsed.data : null;
}

export function formatRelayAddress(relay: RelayAddress): string {
  return `${relay.id}@${relayPlace(relay)}`;
}

/** Where it is, as `host:port`. */
export function relayPlace(relay: Pick<RelayAddress, 'host' | 'port'>): string {
  return `${relay.host.includes(':') ? `[${relay.host}]` : relay.host}:${relay.port}`;
}
