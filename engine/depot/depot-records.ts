import { z } from 'zod';
import { isAlias } from '../../shared/domain/git/tracking-refs.ts';
import {
  objectFormatSchema,
  oidSchema,
  peerIdSchema,
  repositoryIdSchema,
  swarmIdSchema,
} from '../../shared/ids.ts';

/** Times are milliseconds since the epoch. */
const time = z.number().min(0);
/** Bytes; null for as many as there are. */
const quota = z.int().positive().nullable();

/** Somebody whose heads are kept. */
const personSchema = z.object({
  peer: peerIdSchema,
  name: z.string(),
  /** Below `refs/remotes/`. */
  alias: z.string().refine(isAlias),
  /** When these were known to be their heads last. */
  seenAt: time,
  heads: z.int().min(0),
  /** What they showed then, as one word. */
  shown: z.string(),
});
export type DepotPersonRecord = z.infer<typeof personSchema>;

/** `project.json`: what a depot knows of a project it keeps. */
export const depotRecordSchema = z.object({
  /** Names the folder, too, and the copy in the depot's manifest. */
  id: repositoryIdSchema,
  swarm: swarmIdSchema,
  objectFormat: objectFormatSchema,
  roots: z.array(oidSchema).min(1),
  name: z.string(),
  description: z.string().nullable(),
  originHashes: z.array(z.string()),
  /**
   * `everyone`: of all people whose copies everyone may see. `owner`: of its owner alone, who shows it to some only: what is
   * not for everyone is never in one repository with what somebody else decides on.
   */
  scope: z.enum(['everyone', 'owner']),
  /** Whose branches and tags are the project's own here. */
  owner: peerIdSchema,
  since: time,
  /** Somebody asked for it by its name. */
  isAdded: z.boolean(),
  /** What moves branches and tags: the owner's copy, or signed pushes. */
  heads: z.enum(['owner', 'pushes']),
  /** Who may see it beside its owner, where not everyone may. */
  told: z.array(peerIdSchema),
  /** Whether everyone may see it now. */
  isOpen: z.boolean(),
  people: z.array(personSchema),
  quota,
  /** Bytes that it takes. */
  used: z.int().min(0),
  /** When anybody took anything of it, and when somebody shared it, last. */
  askedAt: time,
  seenAt: time,
});
export type DepotRecord = z.infer<typeof depotRecordSchema>;

/** `depot.json`. */
export const depotSettingsSchema = z.object({
  quota,
  /** What was removed is not kept again by itself. */
  removed: z.array(swarmIdSchema),
});
export type DepotSettings = z.infer<typeof depotSettingsSchema>;

export const INITIAL_DEPOT_SETTINGS: DepotSettings = { quota: null, removed: [] };
