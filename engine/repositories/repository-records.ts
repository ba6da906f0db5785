import { z } from 'zod';
import { visibilitySchema } from '../../shared/domain/visibility.ts';
import { repositoryIdSchema } from '../../shared/ids.ts';

/** What Shoal remembers of a repository of the user's. */
export const repositoryRecordSchema = z.object({
  id: repositoryIdSchema,
  path: z.string(),
  visibility: visibilitySchema,
  only: z.array(z.string()),
  except: z.array(z.string()),
});
export type RepositoryRecord = z.infer<typeof repositoryRecordSchema>;
