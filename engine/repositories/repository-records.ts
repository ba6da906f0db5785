import { z } from 'zod';
import {
  isInForce,
  type Opening,
  openingSchema,
  visibilityAt,
} from '../../shared/domain/room/opening.ts';
import { type Visibility, visibilitySchema } from '../../shared/domain/visibility.ts';
import { oidSchema, repositoryIdSchema } from '../../shared/ids.ts';

const knownProjectSchema = z.object({
  /** The root commits of all its heads. */
  roots: z.array(oidSchema),
  /** Names the folder of its objects on its disk, as no other folder is ever named. */
  place: z.string(),
});
/** Which project was found in a repository when it was read last. */
export type KnownProject = z.infer<typeof knownProjectSchema>;

/** What Shoal remembers of a repository of the user's. */
export const repositoryRecordSchema = z.object({
  id: repositoryIdSchema,
  path: z.string(),
  /** Whom its owner chose; `opening` hides that for a while. */
  visibility: visibilitySchema,
  opening: openingSchema.optional(),
  only: z.array(z.string()),
  except: z.array(z.string()),
  project: knownProjectSchema.optional(),
  /** Whether what teammates have of it is fetched ahead, where it is shared or followed; so if left out. */
  fetchesAhead: z.boolean().optional(),
});
export type RepositoryRecord = z.infer<typeof repositoryRecordSchema>;

/** Who may see it at this moment. */
export function visibilityOf({ visibility, opening }: RepositoryRecord): Visibility {
  return visibilityAt(visibility, opening, Date.now());
}

/** For how long it is open to everyone; null while its owner's own choice holds. */
export function openingOf({ opening }: RepositoryRecord): Opening | null {
  return opening !== undefined && isInForce(opening, Date.now()) ? opening : null;
}
