import { z } from 'zod';
import { LONGEST_PATTERN } from '../domain/depot/pattern-bounds.ts';
import { peerIdSchema, repositoryIdSchema, swarmIdSchema } from '../ids.ts';
import { command } from './contract.ts';
import type { DepotCheck, DepotProjectState, DepotSaved } from './depot-state.ts';

/** An absolute path that the user chose on this machine. */
const folderSchema = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.includes('\0'), 'a path cannot hold a zero byte');

/** Bytes; null for no quota. */
const quotaSchema = z.int().positive().nullable();

/** How this computer keeps projects for others; given when it starts. */
export const depotStartSchema = z.object({
  directory: folderSchema,
  mirrors: z.array(z.string().min(1).max(LONGEST_PATTERN)).max(100).readonly(),
});

export const depotCommands = {
  /** Keeps a project that somebody nearby shares until it is removed. */
  'depot.add': command<DepotProjectState>()(
    z.object({
      swarm: swarmIdSchema,
      /** Whose branches are the project's own; somebody trusted, or whoever shares it, if left out. */
      owner: peerIdSchema.optional(),
      /** Who may see it beside its owner, where that one does not show it to everyone; as before if left out. */
      told: z.array(peerIdSchema).max(1_000).optional(),
    }),
  ),
  /** Lets go of a project and all that is kept of it; it is not kept again by itself. */
  'depot.remove': command()(z.object({ project: repositoryIdSchema })),
  /** Reads every object of a project. */
  'depot.verify': command<DepotCheck>()(z.object({ project: repositoryIdSchema })),
  /** How much a project may take, or, of none, all together. */
  'depot.setQuota': command()(
    z.object({ project: repositoryIdSchema.nullable(), bytes: quotaSchema }),
  ),
  /** Copies everything into a new folder while it is served. */
  'depot.backup': command<DepotSaved>()(z.object({ path: folderSchema })),
  /** Brings a backup into a depot that keeps nothing yet. */
  'depot.restore': command<DepotSaved>()(z.object({ path: folderSchema })),
} as const;
