import type { PeerId } from '../../ids.ts';
import { parseAddress } from '../address.ts';

/** A relay: where it is, and the key that must answer there. */
export interface RelayAddress {
  readonly id: PeerId;
  /** An IP address or a name. */
  readonly host: string;
  readonly port: number;
}

/** As `peerIdSchema` has it: what every command loads does without schemas. */
const ID = /^[a-z2-7]{52}$/;
export const RELAY_HOST = /^[A-Za-z0-9.:-]{1,255}$/;

/** `ID@HOST:PORT` as typed; null when it is none. */
export function parseRelayAddress(text: string): RelayAddress | null {
  const [id = '', place, ...more] = text.trim().split('@');
  const endpoint = more.length > 0 || place === undefined ? null : parseAddress(place);
  if (endpoint === null || !ID.test(id) || !RELAY_HOST.test(endpoint.host)) return null;
  return { id: id as PeerId, ...endpoint };
}

export function formatRelayAddress(relay: RelayAddress): string {
  return `${relay.id}@${relayPlace(relay)}`;
}

/** Where it is, as `host:port`. */
export function relayPlace(relay: Pick<RelayAddress, 'host' | 'port'>): string {
  return `${relay.host.includes(':') ? `[${relay.host}]` : relay.host}:${relay.port}`;
}
