import { z } from 'zod';
import type { MirrorOf } from '../../../shared/api/depot-state.ts';
import { oidSchema, swarmIdSchema } from '../../../shared/ids.ts';
import type { Repository } from '../../git/open.ts';
import type { SwarmMembership } from '../membership.ts';
import type { CopyContent } from '../read-copy.ts';

const headSchema = z.object({
  ref: z.string(),
  oid: oidSchema,
  tip: z
    .object({
      time: z.int(),
      author: z.string(),
      subject: z.string(),
      oid: oidSchema.optional(),
    })
    .optional(),
});

const membershipSchema = z
  .object({
    swarm: swarmIdSchema,
    roots: z.array(oidSchema),
    defaultBranch: z.string().nullable(),
  })
  .nullable();

/** What was read of a repository, as it is written down; what its keeper knows better is left out. */
export const keptReadingSchema = z.object({
  branch: z.string().nullable(),
  heads: z.array(headSchema),
  unnamed: z.array(z.object({ ref: z.string(), fault: z.enum(['not-text', 'head', 'refused']) })),
  symbolic: z.array(z.tuple([z.string(), z.string()])),
  hasLfs: z.boolean(),
  membership: membershipSchema,
});
export type KeptReading = z.infer<typeof keptReadingSchema>;

/**
 * Who keeps a repository for others, as a depot does. Nobody else changes it: it is not watched, and what was read of
 * it last holds until its keeper has it read again, over a restart, too.
 */
export interface Keeper {
  /** Where it is. */
  readonly repository: Repository;
  /** What the project is called by the one whose copy it is. */
  readonly name: string;
  readonly description: string | null;
  /** Of the one whose copy it is, as `Origins`. */
  readonly originHashes: readonly string[];
  /** Null where it has to be read. */
  readonly lastReading: KeptReading | null;
  /** Whose copy it is; null where it is one of its own. */
  readonly mirror: MirrorOf | null;
  wasRead(reading: KeptReading): void;
}

/** What was read, as its keeper tells it. */
export function contentOf(
  { name, description, originHashes }: Keeper,
  { branch, heads, unnamed, symbolic, hasLfs }: KeptReading,
): CopyContent {
  return {
    ...{ name, description, branch, heads, unnamed, hasLfs },
    symbolic: new Map(symbolic),
    origins: { hashes: originHashes, hasAny: false },
    maintainers: [],
  };
}

export function toKeptReading(
  { branch, heads, unnamed, symbolic, hasLfs }: CopyContent,
  own: SwarmMembership | null,
): KeptReading {
  const membership = own === null ? null : { ...own, roots: [...own.roots] };
  return {
    ...{ branch, hasLfs, membership, symbolic: [...symbolic] },
    heads: [...heads],
    unnamed: [...unnamed],
  };
}
