import { z } from 'zod';
import { isSharedRefName } from '../domain/git/ref-name.ts';
import { oneLine } from '../domain/words/text.ts';
import {
  objectFormatSchema,
  oidSchema,
  peerIdSchema,
  repositoryIdSchema,
  swarmIdSchema,
} from '../ids.ts';
import { LIMITS } from './limits.ts';
import { signedStatementSchema, takesPushesSchema } from './push.ts';

const line = (maxLength: number) =>
  z
    .string()
    .max(maxLength * 4)
    .transform((text) => oneLine(text, maxLength));

const name = line(LIMITS.nameLength).refine((text) => text !== '', 'a name is empty');

const refName = z.string().refine(isSharedRefName, 'a ref name that git does not allow');

/** Who made a head's last commit, and when: enough to show it before its objects are here. */
const tipSchema = z.object({
  /** Committer date, seconds since the epoch. */
  time: z.int(),
  author: line(LIMITS.nameLength),
  subject: line(LIMITS.subjectLength),
  /** Where the head is an annotated tag: which commit it leads to. */
  oid: oidSchema.optional(),
});
export type Tip = z.infer<typeof tipSchema>;

const headSchema = z.object({ ref: refName, oid: oidSchema, tip: tipSchema.optional() });
export type Head = z.infer<typeof headSchema>;

/** How many of something a bound, or a name that cannot be told, has kept out; nothing where all is told. */
const leftOut = z.int().positive().optional();

/** What its maker would show of a repository, and cannot. */
const leftOutSchema = z.object({
  /** Branches and tags that the list has no room for: those that are not in it may exist all the same. */
  heads: leftOut,
  /** Branches and tags whose names cannot be told. */
  names: leftOut,
  roots: leftOut,
  origins: leftOut,
});

const repositoryFields = z.object({
  id: repositoryIdSchema,
  swarm: swarmIdSchema,
  name,
  description: line(LIMITS.descriptionLength).optional(),
  objectFormat: objectFormatSchema,
  /** Root commits of the shared heads, the default branch's own first. */
  roots: z.array(oidSchema).min(1).max(LIMITS.rootsPerRepository),
  heads: z.array(headSchema).max(LIMITS.headsPerRepository),
  /** Those beyond: a list of `heads` that is longer would be refused by earlier versions. */
  moreHeads: z.array(headSchema).max(LIMITS.moreHeadsPerRepository).optional(),
  defaultBranch: refName.optional(),
  /** Everyone may see it, so whoever has received blocks of it may pass them on to anyone. */
  open: z.boolean().optional(),
  /** Everyone may see it only for a while: until then, in seconds since the epoch, or until its owner ends it. */
  room: z.object({ until: z.int().positive().optional() }).optional(),
  /**
   * Kept for this peer, whose branches and tags these are: as of then, in seconds since the epoch, or, left out, as
   * they are now.
   */
  mirror: z.object({ of: peerIdSchema, asOf: z.int().positive().optional() }).optional(),
  /** Large files of Git LFS can be asked for: a peer that does not say so is not asked. */
  lfs: z.boolean().optional(),
  /** Missing where nobody can push to it. */
  pushes: takesPushesSchema.optional(),
  /** What depots told this peer of their chains of the project, for others to compare with what they were told. */
  seen: z.array(signedStatementSchema).max(LIMITS.statementsPerRepository).optional(),
  /** Hex SHA-256 of each normalized origin URL, without credentials. */
  origins: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(LIMITS.originsPerRepository),
  leftOut: leftOutSchema.optional(),
});

/** A copy of a project as its reader has it: all heads in one list. */
export const sharedRepositorySchema = repositoryFields.transform(
  ({ moreHeads = [], ...fields }) => {
    const told = [...fields.heads, ...moreHeads];
    const heads = withoutDoubles(told);
    if (heads.length === told.length) return { ...fields, heads };
    const { leftOut } = fields;
    const names = (leftOut?.names ?? 0) + told.length - heads.length;
    return { ...fields, heads, leftOut: { ...leftOut, names } };
  },
);
/** As it travels. */
export type ToldRepository = z.input<typeof repositoryFields>;
export type SharedRepository = z.infer<typeof sharedRepositorySchema>;

/** Two heads of one name are neither: names that are no UTF-8 were told so by earlier versions. */
function withoutDoubles(heads: readonly Head[]): Head[] {
  const seen = new Map<string, number>();
  for (const { ref } of heads) seen.set(ref, (seen.get(ref) ?? 0) + 1);
  return heads.filter(({ ref }) => seen.get(ref) === 1);
}

/**
 * Whether a branch or tag that is not in the list is gone: otherwise it may only have found no room, which
 * earlier versions did not say.
 */
export function listsAllHeads({ heads, leftOut }: SharedRepository): boolean {
  return leftOut?.heads === undefined && heads.length !== LIMITS.headsPerRepository;
}

/**
 * The manifest's maker compared this peer's words, when it went by this name. It holds as long as a
 * manifest says so: a statement with a signature of its own could be shown after it was taken back.
 */
export const vouchSchema = z.object({ peer: peerIdSchema, name });
export type Vouch = z.infer<typeof vouchSchema>;

/**
 * What a peer says it shares, for one audience. Signed as canonical JSON (RFC 8785).
 * `seq` counts for all audiences together and only grows; a receiver refuses a lower one than it has seen, and
 * one past `expires` unless its maker hands it over itself.
 */
export const manifestSchema = z.object({
  type: z.literal('gtp-manifest'),
  v: z.literal(2),
  peer: peerIdSchema,
  name,
  /**
   * `everyone`: holds only what everyone may see, and may be passed on to anyone. `receiver`: for the
   * peer that it was handed to, and refused from anybody but its maker.
   */
  audience: z.enum(['everyone', 'receiver']),
  seq: z.int().positive(),
  /** Seconds since the epoch. */
  expires: z.int().positive(),
  repositories: z.array(sharedRepositorySchema).max(LIMITS.repositoriesPerManifest),
  vouches: z.array(vouchSchema).max(LIMITS.vouchesPerManifest).optional(),
  leftOut: z.object({ repositories: leftOut, vouches: leftOut }).optional(),
  /** Its maker keeps projects for others while these are away. */
  depot: z.boolean().optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;
/** As its maker writes it. */
export type ToldManifest = z.input<typeof manifestSchema>;
export type ManifestAudience = Manifest['audience'];

/** A manifest as it travels: the JSON exactly as signed, the signer's key and the signature. */
export const signedManifestSchema = z.object({
  manifest: z.record(z.string(), z.unknown()),
  /** Base64 of the signer's public key (SPKI, DER). */
  key: z.base64().max(256),
  /** Base64 of an ECDSA P-256 / SHA-256 signature (IEEE P1363) over the canonical JSON. */
  signature: z.base64().max(128),
});
export type SignedManifest = z.infer<typeof signedManifestSchema>;
