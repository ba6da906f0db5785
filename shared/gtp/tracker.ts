import { z } from 'zod';
import { HIGHEST_PORT } from '../domain/endpoint-bounds.ts';
import { relayAddressSchema } from '../domain/reach/relay-address-schema.ts';
import { peerIdSchema } from '../ids.ts';
import { LIMITS } from './limits.ts';

/** RFC 4648 base32 of 256 bits. */
const hash32 = z.string().regex(/^[a-z2-7]{52}$/);

/** How long something holds from when it was made, in seconds. */
const valid = z.int().min(1).max(LIMITS.longestValid);

/** An address of a peer beyond the network that mDNS reaches: no name, which would have to be looked up. */
const placeSchema = z.object({
  host: z.union([z.ipv4(), z.ipv6()]),
  port: z.int().min(1).max(HIGHEST_PORT),
});

/** What a peer says of where it is, to those who know one of its projects. Signed with its key. */
export const announcementSchema = z.object({
  type: z.literal('gtp-announcement'),
  v: z.literal(2),
  peer: peerIdSchema,
  /** The blinded id of the swarm that it is meant for, as it is on `day`. */
  swarm: hash32,
  /** Days since 1970. */
  day: z.int().min(0),
  endpoints: z.array(placeSchema).max(LIMITS.placesPerAnnouncement),
  relays: z.array(relayAddressSchema).max(LIMITS.relaysPerAnnouncement),
  /** Grows with every announcement of this peer. */
  seq: z.int().positive(),
  /** When it was made, in seconds since the epoch. */
  time: z.int().min(0),
  valid,
});
export type Announcement = z.infer<typeof announcementSchema>;

/** The first bits of a blinded id, as many as are told. */
export const shardSchema = z.string().regex(new RegExp(`^[01]{0,${LIMITS.shardBits}}$`));

/**
 * A sealed announcement, as trackers keep it. It is signed with a key that is good for one project and one
 * day, and that nobody else's knows: two envelopes tell neither that they are of one peer nor of one project.
 */
export const envelopeSchema = z.object({
  type: z.literal('gtp-envelope'),
  v: z.literal(2),
  day: z.int().min(0),
  shard: shardSchema,
  /** Base64 of the signed announcement, sealed with a key that follows from the swarm id. */
  sealed: z.base64().max(LIMITS.sealedLength),
  seq: z.int().positive(),
  time: z.int().min(0),
  valid,
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** Something signed, as it travels: what is signed, the signer's key and the signature, as those of a manifest. */
export const signedSchema = z.object({
  signed: z.record(z.string(), z.unknown()),
  key: z.base64().max(256),
  signature: z.base64().max(128),
});
export type Signed = z.infer<typeof signedSchema>;

const seconds = z.int().min(0).max(LIMITS.longestValid);

/** What a tracker answers with: a file on any web server is one, too. */
export const trackerDocumentSchema = z.object({
  type: z.literal('gtp-tracker'),
  v: z.literal(2),
  /** So many bits of a blinded id name the part to ask for; 0 where this is all of it. */
  bits: z.int().min(0).max(LIMITS.shardBits),
  envelopes: z.array(z.unknown()).max(LIMITS.envelopesPerDocument),
  /** In how many seconds to ask again. */
  expires: seconds,
  /** Whether it takes announcements. */
  takes: z.boolean().optional(),
});
export type TrackerDocument = z.input<typeof trackerDocumentSchema>;

/** What a tracker is told. */
export const announceSchema = z.object({
  envelopes: z.array(z.unknown()).max(LIMITS.envelopesPerAnnounce),
});

export const announceAnswerSchema = z.object({
  /** In how many seconds to announce again; what is not renewed for eight times as long goes. */
  expires: seconds,
  bits: z.int().min(0).max(LIMITS.shardBits),
});
export type AnnounceAnswer = z.infer<typeof announceAnswerSchema>;

/** Names a tracker among those who use it, without saying where it is. */
export const trackerNameSchema = hash32.brand<'TrackerName'>();
export type TrackerName = z.infer<typeof trackerNameSchema>;

/** `POST /gtp/2/envelopes`: what I announce, for what you know of the same projects. */
export const exchangeSchema = z.object({
  envelopes: z.array(z.unknown()).max(LIMITS.envelopesPerAnnounce),
  /** Parts of a tracker's list that are asked for, on one network. */
  shards: z.array(shardSchema).max(LIMITS.envelopesPerAnnounce),
  /** That I know projects: each means something only to who knows the same, and only between us two. */
  proofs: z.array(hash32).max(LIMITS.proofsPerExchange).optional(),
  /** What the last answer called `upTo`, if these parts were asked for then: only what came later is wanted. */
  since: z.int().min(0).optional(),
});

export const exchangeAnswerSchema = z.object({
  envelopes: z.array(z.unknown()).max(LIMITS.envelopesPerDocument),
  /** How long ago each of its trackers was heard, in seconds, and how many bits that asks for. */
  heard: z
    .array(
      z.object({
        tracker: trackerNameSchema,
        ago: z.int().min(0),
        bits: z.int().min(0).max(LIMITS.shardBits),
      }),
    )
    .max(LIMITS.trackersPerPeer),
  /** Names what is known by now; it means something as long as the connection stands. */
  upTo: z.int().min(0).optional(),
});
export type Exchange = z.infer<typeof exchangeSchema>;
export type ExchangeAnswer = z.infer<typeof exchangeAnswerSchema>;
