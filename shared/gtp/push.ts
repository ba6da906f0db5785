import { z } from 'zod';
import { isSharedRefName } from '../domain/git/ref-name.ts';
import { isRefPattern } from '../domain/git/ref-pattern.ts';
import { oidSchema, peerIdSchema, swarmIdSchema } from '../ids.ts';
import { LIMITS } from './limits.ts';

/** Hex SHA-256 of an entry's canonical JSON: names it, and with it all that came before. */
const entryHashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'EntryHash'>();
export type EntryHash = z.infer<typeof entryHashSchema>;

const refName = z.string().refine(isSharedRefName, 'a ref name that git does not allow');

/** How one branch or tag moves; null where it is not there before, or after. */
const changeSchema = z
  .object({
    ref: refName,
    old: oidSchema.nullable(),
    new: oidSchema.nullable(),
    /** Commits that the ref reached may be lost by it: whoever signs this knows. */
    forced: z.boolean().optional(),
  })
  .refine((change) => change.old !== change.new, 'a ref that does not move');
export type PushedChange = z.infer<typeof changeSchema>;

/** Which branches and tags: `refs/heads/main`, or all that begin with what stands before a final `*`. */
const patternSchema = z.object({
  refs: z.string().refine(isRefPattern, 'a pattern that names no refs'),
  /** Whether what these refs reached may be taken away: by going back, or by going. */
  rewinds: z.boolean().optional(),
});

/**
 * `owner`: all refs, and who may do what. `maintainer`: the refs of its patterns. Everybody with a role has the
 * branches below `people/<peer id>/`; a `contributor` has these alone.
 */
export const roleSchema = z.discriminatedUnion('role', [
  z.object({ role: z.literal('owner') }),
  z.object({
    role: z.literal('maintainer'),
    patterns: z.array(patternSchema).min(1).max(LIMITS.patternsPerRole).readonly(),
  }),
  z.object({ role: z.literal('contributor') }),
]);
export type Role = z.infer<typeof roleSchema>;

/** What every entry says, whatever it is for. */
const about = {
  type: z.literal('gtp-push'),
  v: z.literal(2),
  project: swarmIdSchema,
  /** Who made and signed it. */
  peer: peerIdSchema,
  /** 1 for the first. */
  seq: z.int().positive(),
  /** The entry before; null before the first. */
  previous: entryHashSchema.nullable(),
  /** Seconds since the epoch, by its maker's clock. */
  time: z.int().positive(),
};

const pushSchema = z.object({
  ...about,
  act: z.literal('push'),
  changes: z
    .array(changeSchema)
    .min(1)
    .max(LIMITS.changesPerPush)
    .refine(
      (changes) => new Set(changes.map(({ ref }) => ref)).size === changes.length,
      'a ref that moves twice',
    )
    .readonly(),
});

const grantSchema = z.object({
  ...about,
  act: z.literal('grant'),
  to: peerIdSchema,
  role: roleSchema,
  /** Seconds since the epoch; without it, until it is revoked. */
  expires: z.int().positive().optional(),
});

const revokeSchema = z.object({ ...about, act: z.literal('revoke'), from: peerIdSchema });

/** One signed statement of a project's chain: refs move, or somebody may do something, or may no more. */
export const entrySchema = z.discriminatedUnion('act', [pushSchema, grantSchema, revokeSchema]);
export type Entry = z.infer<typeof entrySchema>;
export type PushEntry = Extract<Entry, { act: 'push' }>;

/** An entry as it travels, and as it is kept: the JSON exactly as signed, its maker's key and the signature. */
export const signedEntrySchema = z.object({
  entry: z.record(z.string(), z.unknown()),
  /** Base64 of the maker's public key (SPKI, DER). */
  key: z.base64().max(256),
  /** Base64 of an ECDSA P-256 / SHA-256 signature (IEEE P1363) over the canonical JSON. */
  signature: z.base64().max(128),
});
export type SignedEntry = z.infer<typeof signedEntrySchema>;

/** How far a chain has come: its last entry. */
export const chainHeadSchema = z.object({ seq: z.int().positive(), hash: entryHashSchema });
export type ChainHead = z.infer<typeof chainHeadSchema>;

/**
 * How far a depot says that a chain was. It signs this once for all: of two such statements that do not fit
 * together, anybody sees that it tells two stories.
 */
export const chainStatementSchema = z.object({
  type: z.literal('gtp-chain'),
  v: z.literal(2),
  depot: peerIdSchema,
  project: swarmIdSchema,
  owner: peerIdSchema,
  head: chainHeadSchema,
  /** Seconds since the epoch, by the depot's clock. */
  time: z.int().positive(),
});
export type ChainStatement = z.infer<typeof chainStatementSchema>;

/** A statement as it travels: the JSON exactly as signed, the depot's key and the signature. */
export const signedStatementSchema = z.object({
  statement: z
    .record(z.string(), z.unknown())
    .refine(
      (statement) => JSON.stringify(statement).length <= LIMITS.statementLength,
      'a statement that is too long',
    ),
  /** Base64 of the depot's public key (SPKI, DER). */
  key: z.base64().max(256),
  /** Base64 of an ECDSA P-256 / SHA-256 signature (IEEE P1363) over the canonical JSON. */
  signature: z.base64().max(128),
});
export type SignedStatement = z.infer<typeof signedStatementSchema>;

/** In a manifest, of a copy that takes pushes. */
export const takesPushesSchema = z.object({
  /** What its entries say that they are of: heads come and go, this stays. */
  project: swarmIdSchema,
  /** Who may begin the chain. */
  owner: peerIdSchema,
  /** How far it has come; missing before the first push. */
  head: chainHeadSchema.optional(),
  /** The depot's word for that; never without it. */
  statement: signedStatementSchema.optional(),
});
export type TakesPushes = z.infer<typeof takesPushesSchema>;

/** Entries of a chain, from the one that was asked for on; none where it ends before that. */
export const chainPageSchema = z.object({
  entries: z.array(signedEntrySchema).max(LIMITS.entriesPerPage),
  head: chainHeadSchema.nullable(),
  /** Milliseconds since the epoch, by the depot's clock. */
  time: z.int().min(0),
});
export type ChainPage = z.infer<typeof chainPageSchema>;

/** The first line of a push: a pack with what its entries lead to may follow. */
export const pushRequestSchema = z.object({
  entries: z.array(signedEntrySchema).min(1).max(LIMITS.entriesPerRequest),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;

/**
 * Why a depot did not take a push: `behind`, the chain has gone on meanwhile; `clock`, its maker's clock is wrong;
 * `refused`, its maker may not do this, or not in this way; `not-forward`, a change that was not forced would lose
 * commits; `damaged`, what came is no pack, not whole, or holds what git refuses; `full`, there is no room for it.
 */
const pushFaultSchema = z.enum(['behind', 'clock', 'refused', 'not-forward', 'damaged', 'full']);
export type PushFault = z.infer<typeof pushFaultSchema>;

export const pushAnswerSchema = z.discriminatedUnion('taken', [
  z.object({ taken: z.literal(true), head: chainHeadSchema }),
  z.object({
    taken: z.literal(false),
    fault: pushFaultSchema,
    /** For people to read. */
    why: z.string().max(LIMITS.whyLength),
    /** Of `not-forward`: which ones. */
    refs: z.array(refName).max(LIMITS.changesPerPush).optional(),
  }),
]);
export type PushAnswer = z.infer<typeof pushAnswerSchema>;
