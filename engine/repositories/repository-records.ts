import { z } from 'zod';
import { visibilitySchema } from '../../shared/domain/visibility.ts';
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
  visibility: visibilitySchema,
  only: z.array(z.string()),
  except: z.array(z.string()),
  project: knownProjectSchema.optional(),
  /** Whether what teammates have of it is fetched ahead, where it is shared or followed; so if left out. */
  fetchesAhead: z.boolean().optional(),
});
export type RepositoryRecord = z.infer<typeof repositoryRecordSchema>;
