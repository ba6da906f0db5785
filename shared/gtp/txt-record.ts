import { base32nopad, base64urlnopad } from '@scure/base';
import { z } from 'zod';
import { oneLine } from '../domain/words/text.ts';
import { type PeerId, peerIdSchema, type SwarmId } from '../ids.ts';
import { LIMITS } from './limits.ts';

/**
 * The TXT record of a `_gtp._tcp` service (RFC 6763 section 6): `key=value` strings of at most 255
 * bytes each. It makes peers and their repositories visible to any DNS-SD browser; the manifest has
 * the last word on everything in it.
 */
export interface TxtRecord {
  readonly peer: PeerId;
  readonly name: string;
  /** The number of the peer's manifest. */
  readonly seq: number;
  readonly swarms: readonly ShortSwarmId[];
  /** Whether there are swarms that did not fit. */
  readonly more: boolean;
}

/** The first 48 bits of a swarm id's hash, in base64url: 8 characters. */
export type ShortSwarmId = string & z.$brand<'ShortSwarmId'>;

const SHORT_SWARM_ID_LENGTH = 8;
const SWARMS_PER_STRING = 30;
const SWARM_KEYS = ['s0', 's1', 's2', 's3'] as const;
/** Keeps the whole answer in one Ethernet frame with `s0…s3` full. */
const NAME_BYTES = 96;

export function shortSwarmId(swarm: SwarmId): ShortSwarmId {
  // 48 bits end inside a base32 character; sixteen characters are ten whole bytes.
  const bytes = base32nopad.decode(swarm.slice(0, 16).toUpperCase());
  return base64urlnopad.encode(bytes.subarray(0, 6)) as ShortSwarmId;
}

/**
 * The strings of a TXT record, under 1,300 bytes together with their length bytes. A long name is
 * cut; swarms that do not fit are left out and `more=1` says so.
 */
export function encodeTxtRecord(statement: {
  peer: PeerId;
  name: string;
  seq: number;
  swarms: readonly SwarmId[];
}): string[] {
  const swarms = [...new Set(statement.swarms.map(shortSwarmId))];
  const capacity = SWARM_KEYS.length * SWARMS_PER_STRING;
  const packed = SWARM_KEYS.map((key, index) => {
    const start = index * SWARMS_PER_STRING;
    return `${key}=${swarms.slice(start, start + SWARMS_PER_STRING).join('')}`;
  });
  return [
    'v=2',
    `id=${statement.peer}`,
    `name=${cutToBytes(oneLine(statement.name, LIMITS.nameLength), NAME_BYTES)}`,
    `seq=${statement.seq}`,
    ...packed.slice(0, Math.ceil(Math.min(swarms.length, capacity) / SWARMS_PER_STRING)),
    ...(swarms.length > capacity ? ['more=1'] : []),
  ];
}

const packedSwarmsSchema = z
  .string()
  .regex(/^(?:[A-Za-z0-9_-]{8}){1,30}$/)
  .transform((text) =>
    Array.from({ length: text.length / SHORT_SWARM_ID_LENGTH }, (_, index) => {
      const start = index * SHORT_SWARM_ID_LENGTH;
      return text.slice(start, start + SHORT_SWARM_ID_LENGTH) as ShortSwarmId;
    }),
  )
  .default([]);

const txtRecordSchema = z
  .object({
    v: z.literal('2'),
    id: peerIdSchema,
    name: z
      .string()
      .transform((text) => oneLine(text, LIMITS.nameLength))
      .refine((text) => text !== '', 'a name is empty'),
    seq: z
      .string()
      .regex(/^\d{1,16}$/)
      .transform(Number)
      .pipe(z.int().min(0)),
    s0: packedSwarmsSchema,
    s1: packedSwarmsSchema,
    s2: packedSwarmsSchema,
    s3: packedSwarmsSchema,
    more: z.string().optional(),
  })
  .transform(
    ({ id, name, seq, s0, s1, s2, s3, more }): TxtRecord => ({
      peer: id,
      name,
      seq,
      swarms: [...s0, ...s1, ...s2, ...s3],
      more: more === '1',
    }),
  );

/** What a TXT record says; null for one that is not GTP/2's, is malformed or too long. */
export function decodeTxtRecord(strings: readonly Uint8Array[]): TxtRecord | null {
  const size = strings.reduce((sum, string) => sum + string.byteLength + 1, 0);
  if (size > LIMITS.txtBytes) return null;
  const attributes = new Map<string, string>();
  for (const string of strings) {
    const attribute = splitAttribute(string);
    // RFC 6763 section 6.4: keys ignore case, and the first of several counts.
    if (attribute !== null && !attributes.has(attribute.key)) {
      attributes.set(attribute.key, attribute.value);
    }
  }
  const parsed = txtRecordSchema.safeParse(Object.fromEntries(attributes));
  return parsed.success ? parsed.data : null;
}

function splitAttribute(string: Uint8Array): { key: string; value: string } | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(string);
  } catch {
    // Other protocols may put binary values beside ours; an attribute of ours is always text.
    return null;
  }
  const equals = text.indexOf('=');
  if (equals < 1) return null;
  return { key: text.slice(0, equals).toLowerCase(), value: text.slice(equals + 1) };
}

function cutToBytes(text: string, maxBytes: number): string {
  const encoder = new TextEncoder();
  const characters = [...text];
  while (encoder.encode(characters.join('')).byteLength > maxBytes) characters.pop();
  return characters.join('');
}
