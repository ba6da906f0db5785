import { z } from 'zod';
import { isRefPath, isSharedRefName } from '../../domain/git/ref-name.ts';
import type { FileDiff } from '../../gtp/comparison.ts';
import { LIMITS } from '../../gtp/limits.ts';
import { oidSchema, peerIdSchema, repositoryIdSchema, swarmIdSchema } from '../../ids.ts';
import { command } from '../contract.ts';
import type { FileConflict, HeadChanges, HeadDone, HeadFiles, HeadLook } from './head-look.ts';

const theirFields = {
  peer: peerIdSchema,
  /** Such as `refs/heads/main`, by its name at the peer's. */
  ref: z.string().refine(isSharedRefName, 'not a branch or tag that can be shared'),
  /** A commit that it is at, or was; where it is now if left out. */
  oid: oidSchema.optional(),
};

/** Names a head of a teammate's, as seen from a copy of mine. */
const headFields = {
  /** Mine. */
  repository: repositoryIdSchema,
  ...theirFields,
};

/** The same of a project that I have no copy of. */
const offeredFields = { swarm: swarmIdSchema, ...theirFields };

/**
 * `base`, where the two parted: what the head changed; `mine`, all that differs from mine; `seen`, what has
 * changed since I looked. The last two need the commits here.
 */
const against = z.enum(['base', 'mine', 'seen']);
export type Against = z.infer<typeof against>;

const path = z.string().min(1).max(LIMITS.pathLength);
/** The first line of a page. */
const from = z.int().min(0).max(LIMITS.linesPerDiff).optional();
const branch = z.string().refine(isRefPath, 'not a name that git allows for a branch');

const undoSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('merge'), branch, from: oidSchema, to: oidSchema }),
  z.object({
    kind: z.literal('check-out'),
    branch,
    at: oidSchema,
    before: z.object({ branch: branch.nullable(), oid: oidSchema }),
  }),
]);

/** What can be asked about a teammate's head, and done with it. */
export const headCommands = {
  /** How it stands to mine, what it brings, and what can be done with it. Counts as having looked. */
  'head.look': command<HeadLook>()(z.object(headFields)),
  /** Which files differ from something else than where the two parted. */
  'head.files': command<HeadFiles>()(
    z.object({ ...headFields, against: against.exclude(['base']) }),
  ),
  /** How one file differs; a page of it, from this line on. */
  'head.diff': command<FileDiff>()(z.object({ ...headFields, against, path, from })),
  /** What a head of a project that I have not brings: beyond the default branch, or its latest commits. */
  'head.lookOffered': command<HeadLook>()(z.object(offeredFields)),
  /** How one file of that differs; a page of it, from this line on. */
  'head.diffOffered': command<FileDiff>()(z.object({ ...offeredFields, path, from })),
  /** Where a file conflicts with what is checked out. */
  'head.conflict': command<FileConflict>()(z.object({ ...headFields, path })),
  /** What became of its commits since I looked, as `git range-diff` tells. */
  'head.changes': command<HeadChanges>()(z.object(headFields)),
  /** Makes a branch of mine at it, and checks that out. */
  'head.checkOut': command<HeadDone>()(z.object({ ...headFields, branch })),
  /** Merges it into the checked-out branch, if that is a fast-forward or without conflicts. */
  'head.merge': command<HeadDone>()(z.object(headFields)),
  /** Takes one of the two back. */
  'head.undo': command()(z.object({ repository: repositoryIdSchema, undo: undoSchema })),
} as const;
export type HeadCommands = typeof headCommands;
