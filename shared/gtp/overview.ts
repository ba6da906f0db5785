import { z } from 'zod';
import { oneLine, plainText } from '../domain/words/text.ts';
import { oidSchema } from '../ids.ts';
import { LIMITS } from './limits.ts';

const line = (maxLength: number) =>
  z
    .string()
    .max(maxLength * 4)
    .transform((text) => oneLine(text, maxLength));

/** `POST /gtp/2/repositories/:id/overview`: what is there to see at this head? */
export const overviewRequestSchema = z.object({ head: oidSchema });

const fileName = line(LIMITS.fileNameLength);

const readmeSchema = z.object({
  name: fileName,
  text: z
    .string()
    .max(LIMITS.readmeLength)
    .transform((text) => plainText(text, LIMITS.readmeLength)),
  /** The file goes on. */
  isCut: z.boolean(),
});

const commitSchema = z.object({
  oid: oidSchema,
  parents: z.array(oidSchema).max(LIMITS.parentsPerCommit),
  author: line(LIMITS.nameLength),
  /** Committer date, seconds since the epoch. */
  time: z.int(),
  subject: line(LIMITS.subjectLength),
});
export type OverviewCommit = z.infer<typeof commitSchema>;

const entrySchema = z.object({
  name: fileName,
  kind: z.enum(['folder', 'file', 'link', 'submodule']),
  /** All that is below, for a folder. */
  bytes: z.int().min(0),
  files: z.int().min(0),
});
export type OverviewEntry = z.infer<typeof entrySchema>;

const languageSchema = z.object({ name: line(LIMITS.nameLength), bytes: z.int().min(0) });

/** What a project looks like at one head, for somebody who has not got it. */
export const overviewSchema = z.object({
  head: oidSchema,
  /** Null where there is none, or none that is text. */
  readme: readmeSchema.nullable(),
  /** The name of the file that holds it. */
  license: fileName.nullable(),
  /** The latest of all heads that the asking peer may see, none before a child of it. */
  commits: z.array(commitSchema).max(LIMITS.commitsPerOverview),
  /** The whole tree: how many files, their bytes, and in which languages, the most used first. */
  files: z.int().min(0),
  bytes: z.int().min(0),
  languages: z.array(languageSchema).max(LIMITS.languagesPerOverview),
  /** The top of the tree, folders first. */
  entries: z.array(entrySchema).max(LIMITS.entriesPerOverview),
  /** There are more entries. */
  isCut: z.boolean(),
});
export type Overview = z.infer<typeof overviewSchema>;
