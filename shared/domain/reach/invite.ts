import { z } from 'zod';
import { type PeerId, peerIdSchema, type SwarmId, swarmIdSchema } from '../../ids.ts';
import { parseAddress } from '../address.ts';
import { formatRelayAddress, parseRelayAddress, type RelayAddress } from './relay-address.ts';
import { isTrackerUrl } from './tracker-url.ts';

/** How another Shoal is reached from anywhere, for somebody who is given a link. It gives no right to see anything. */
export interface Invite {
  readonly peer: PeerId;
  readonly endpoints: readonly { readonly host: string; readonly port: number }[];
  readonly relays: readonly RelayAddress[];
  readonly trackers: readonly string[];
  /** The project that it is about; null for whatever there is. */
  readonly swarm: SwarmId | null;
  /** Until when it is to be used, in seconds since the epoch. */
  readonly until: number;
}

const BEGINNING = 'shoal://invite/';
/** What fits into a code that a camera reads. */
const LONGEST = 1_500;
const MOST = { endpoints: 4, relays: 2, trackers: 2 };

const untilSchema = z.coerce.number().int().positive();

export function formatInvite(invite: Invite): string {
  const { peer, endpoints, relays, trackers, swarm, until } = invite;
  const words = new URLSearchParams();
  for (const { host, port } of endpoints.slice(0, MOST.endpoints)) {
    words.append('at', host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);
  }
  for (const relay of relays.slice(0, MOST.relays))
    words.append('relay', formatRelayAddress(relay));
  for (const url of trackers.slice(0, MOST.trackers)) words.append('tracker', url);
  if (swarm !== null) words.append('swarm', swarm);
  words.append('until', String(until));
  return `${BEGINNING}${peer}?${words}`;
}

function isInvite(text: string): boolean {
  return text.trim().toLowerCase().startsWith(BEGINNING);
}

/** Whoever wrote it may be anybody. @returns null for what is none */
export function parseInvite(text: string): Invite | null {
  const typed = text.trim();
  if (typed.length > LONGEST || !/^[!-~]+$/.test(typed) || !isInvite(typed)) return null;
  const [, id, query] = /^([a-z2-7]{52})\/?\?(.*)$/.exec(typed.slice(BEGINNING.length)) ?? [];
  const peer = peerIdSchema.safeParse(id);
  const words = new URLSearchParams(query);
  const until = untilSchema.safeParse(words.get('until'));
  const swarm = words.get('swarm');
  const wanted = swarm === null ? null : swarmIdSchema.safeParse(swarm);
  if (!peer.success || !until.success || wanted?.success === false) return null;
  const all = <T>(name: keyof typeof NAMES, read: (word: string) => T | null): T[] | null => {
    const found = words.getAll(NAMES[name]).map(read);
    const known = found.filter((each) => each !== null);
    return known.length < found.length || known.length > MOST[name] ? null : known;
  };
  const endpoints = all('endpoints', parseAddress);
  const relays = all('relays', parseRelayAddress);
  const trackers = all('trackers', (url) => (isTrackerUrl(url) ? url : null));
  if (endpoints === null || relays === null || trackers === null) return null;
  return {
    ...{ peer: peer.data, endpoints, relays, trackers, until: until.data },
    swarm: wanted?.data ?? null,
  };
}

const NAMES = { endpoints: 'at', relays: 'relay', trackers: 'tracker' } as const;
