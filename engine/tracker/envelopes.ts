import {
  createCipheriv,
  createDecipheriv,
  createHash,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto';
import { dayOf } from '../../shared/domain/reach/days.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type Announcement,
  announcementSchema,
  type Envelope,
  envelopeSchema,
  type Signed,
  signedSchema,
} from '../../shared/gtp/tracker.ts';
import type { Identity } from '../identity/identity.ts';
import { peerIdOf } from '../identity/peer-id.ts';
import { isSignedBy, signValue } from '../identity/signing.ts';
import type { BlindedSwarm } from './blinding.ts';

const CIPHER = 'aes-256-gcm';
const IV = 12;
const TAG = 16;
/** What is sealed is as long as a multiple of so many bytes: how many addresses it names is not seen. */
const GRAIN = 256;
/** By how much a maker's clock may be ahead, in seconds. */
const AHEAD = 600;

/** What signs: a peer's own key, or one that is good for an envelope's project and day. */
export type KeyPair = Pick<Identity, 'privateKey' | 'publicKey'>;

/** An envelope that has the right form and holds at the moment, whoever signed it. */
export interface ReadEnvelope {
  readonly envelope: Envelope;
  /** As it travels. */
  readonly signed: Signed;
  /** How long that is, in bytes of JSON. */
  readonly size: number;
}

/** An envelope whose maker's signature is right, too. */
export interface CheckedEnvelope extends ReadEnvelope {
  /** The key that signed it, as a hash: one project of one peer on one day. */
  readonly id: string;
}

/** Seals what a peer says of where it is for those who know the swarm. @param bits how many tell the part */
export function sealAnnouncement(
  announcement: Announcement,
  { identity, swarm, pseudonym, bits }: SealingKeys,
): Signed {
  const inner = { signed: announcement, ...signValue(announcement, identity) };
  const text = JSON.stringify(inner);
  const padded = text.padEnd(Math.ceil(text.length / GRAIN) * GRAIN);
  const iv = randomBytes(IV);
  const cipher = createCipheriv(CIPHER, swarm.key, iv);
  const sealed = Buffer.concat([iv, cipher.update(padded, 'utf8'), cipher.final()]);
  const envelope: Envelope = {
    type: 'gtp-envelope',
    v: 2,
    day: swarm.day,
    shard: swarm.bits.slice(0, bits),
    sealed: Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64'),
    seq: announcement.seq,
    time: announcement.time,
    valid: announcement.valid,
  };
  return { signed: { ...envelope }, ...signValue(envelope, pseudonym) };
}

export interface SealingKeys {
  readonly identity: KeyPair;
  readonly swarm: BlindedSwarm;
  readonly pseudonym: KeyPair;
  readonly bits: number;
}

/** The key that signed an envelope, as far as it has one. */
export function keyOf(envelope: unknown): unknown {
  return typeof envelope === 'object' && envelope !== null && 'key' in envelope
    ? envelope.key
    : null;
}

/** For `sort`: an order that tells nothing of who made what, and when it came. */
export function byNothingKnown(one: Signed, other: Signed): number {
  return one.signature < other.signature ? -1 : 1;
}

/** How long an envelope is as it travels, in bytes of JSON. */
export function sizeOf(signed: Signed): number {
  return Buffer.byteLength(JSON.stringify(signed));
}

/**
 * What was sent, if it may be an envelope: its signature, which takes most of the time, is not looked at.
 * @param now in milliseconds since the epoch
 * @returns null if it has not the right form, or has expired
 */
function readEnvelope(sent: unknown, now: number): ReadEnvelope | null {
  const parsed = signedSchema.safeParse(sent);
  if (!parsed.success) return null;
  const signed = parsed.data;
  const envelope = envelopeSchema.safeParse(signed.signed);
  if (!envelope.success || !holds(envelope.data, now)) return null;
  // What is signed may hold more than an envelope does, which is kept and passed on with it.
  const size = sizeOf(signed);
  return size > LIMITS.envelopeBytes ? null : { envelope: envelope.data, signed, size };
}

/**
 * An envelope of anybody's, whatever was sent.
 * @param now in milliseconds since the epoch
 * @returns null if it has not the right form, is not signed, or has expired
 */
export function checkEnvelope(sent: unknown, now: number): CheckedEnvelope | null {
  const read = readEnvelope(sent, now);
  if (read === null) return null;
  const key = Buffer.from(read.signed.key, 'base64');
  if (!isSignedBy(read.signed.signed, read.signed.signature, key)) return null;
  const id = createHash('sha256').update(key).digest('base64url');
  return { id, ...read };
}

/**
 * Names an envelope before its signature is looked at: what is known already need not be checked again. As a hash:
 * thousands are kept, and an envelope is long.
 */
function fingerprintOf(sent: unknown): string | null {
  const parsed = signedSchema.safeParse(sent);
  if (!parsed.success) return null;
  const { signature, signed } = parsed.data;
  const hash = createHash('sha256').update(`${signature} ${JSON.stringify(signed)}`);
  return hash.digest('base64url');
}

/** @param now in milliseconds since the epoch */
export function holds({ day, time, valid }: Envelope, now: number): boolean {
  const seconds = now / 1_000;
  const isOfItsDay = Math.abs(day - dayOf(time * 1_000)) <= 1;
  return isOfItsDay && time <= seconds + AHEAD && time + valid > seconds;
}

/** What an envelope holds for who knows the swarm; null if it is not for that, or somebody lies. */
export function openEnvelope({ envelope }: ReadEnvelope, swarm: BlindedSwarm): Announcement | null {
  if (envelope.day !== swarm.day || !swarm.bits.startsWith(envelope.shard)) return null;
  const text = unseal(Buffer.from(envelope.sealed, 'base64'), swarm.key);
  const inner = text === null ? null : signedSchema.safeParse(parsed(text));
  if (!inner?.success) return null;
  const { signed, key, signature } = inner.data;
  const announcement = announcementSchema.safeParse(signed);
  if (!announcement.success) return null;
  const { peer, swarm: meant, day, seq, time, valid } = announcement.data;
  const isMeant = meant === swarm.id && day === swarm.day;
  const isSame = seq === envelope.seq && time === envelope.time && valid === envelope.valid;
  const spki = Buffer.from(key, 'base64');
  const isTheirs = peerIdOf(spki) === peer && isSignedBy(signed, signature, spki);
  return isMeant && isSame && isTheirs ? announcement.data : null;
}

function unseal(sealed: Buffer, key: Buffer): string | null {
  if (sealed.length < IV + TAG) return null;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV), { authTagLength: TAG });
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    const text = decipher.update(sealed.subarray(IV, -TAG));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    // Sealed for somebody else.
    return null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** All that is done with keys: a simulation of very many peers has something in its place that costs less. */
export interface Sealing {
  newKey(): KeyPair;
  seal(announcement: Announcement, keys: SealingKeys): Signed;
  fingerprint(sent: unknown): string | null;
  read(sent: unknown, now: number): ReadEnvelope | null;
  check(sent: unknown, now: number): CheckedEnvelope | null;
  open(envelope: ReadEnvelope, swarm: BlindedSwarm): Announcement | null;
}

export const SEALING: Sealing = {
  newKey: () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    return { privateKey, publicKey: publicKey.export({ format: 'der', type: 'spki' }) };
  },
  seal: sealAnnouncement,
  fingerprint: fingerprintOf,
  read: readEnvelope,
  check: checkEnvelope,
  open: openEnvelope,
};
