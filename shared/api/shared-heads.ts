import { z } from 'zod';
import {
  type ObjectFormat,
  type Oid,
  peerIdSchema,
  repositoryIdSchema,
  swarmIdSchema,
} from '../ids.ts';

/** A teammate's copy of a project. */
export const theirCopySchema = z.object({
  swarm: swarmIdSchema,
  peer: peerIdSchema,
  /** Where they have several; the one with the latest commit, if left out. */
  copy: repositoryIdSchema.optional(),
});

/** What a teammate shares of a project. */
export interface SharedHeads {
  readonly objectFormat: ObjectFormat;
  /** In full, like `refs/heads/main`; null if there is none. */
  readonly defaultBranch: string | null;
  readonly heads: readonly {
    readonly ref: string;
    readonly oid: Oid;
    /** The commit that an annotated tag leads to, as far as the teammate tells. */
    readonly peeled: Oid | null;
  }[];
}
