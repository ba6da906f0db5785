import { z } from 'zod';
import { oneLine, plainText } from '../domain/words/text.ts';
import { oidSchema } from '../ids.ts';
import { LIMITS } from './limits.ts';

const line = (maxLength: number) =>
  z
    .string()
    .max(maxLength * 4)
    .transform((text) => oneLine(text, maxLength));

/** `POST /gtp/2/repositories/:id/comparison`: what does this head bring to somebody with these commits? */
export const comparisonRequestSchema = z.object({
  head: oidSchema,
  /** Commits that the asking peer has. Those that it may not see, or that are unknown, count for nothing. */
  haves: z.array(oidSchema).max(LIMITS.havesPerComparison),
});
export type ComparisonRequest = z.infer<typeof comparisonRequestSchema>;

const commitSchema = z.object({
  oid: oidSchema,
  author: line(LIMITS.nameLength),
  /** Seconds since the epoch: when it was written, and when it was last changed. */
  authoredAt: z.int(),
  committedAt: z.int(),
  subject: line(LIMITS.subjectLength),
  /** The rest of the message; empty where there is none. */
  body: z
    .string()
    .max(LIMITS.messageLength)
    .transform((text) => plainText(text, LIMITS.messageLength)),
  /** The message goes on. */
  isCut: z.boolean(),
});
export type ComparedCommit = z.infer<typeof commitSchema>;

/** As git has it: what is no UTF-8 of a path stands as a lone surrogate, U+DC80 for the byte 0x80. */
const pathSchema = z.string().min(1).max(LIMITS.pathLength);

/** A file as it is on one side. */
const fileSideSchema = z.object({
  /** Octal, as `100644`; `120000` for a symbolic link, `160000` for a submodule. */
  mode: z.string().regex(/^[0-7]{6}$/),
  /** Of its content; of a submodule, the commit. */
  oid: oidSchema,
  /** Null for a submodule. */
  bytes: z.int().min(0).nullable(),
  /** How large the file is that it only stands for (Git LFS), in bytes; null for any other. */
  lfsBytes: z.int().min(0).nullable(),
});
export type FileSide = z.infer<typeof fileSideSchema>;

const changedFileSchema = z.object({
  path: pathSchema,
  /** Where it was before, for a renamed file; null for any other. */
  oldPath: pathSchema.nullable(),
  /** How much of a renamed file is as before, in percent; null for any other. */
  similarity: z.int().min(0).max(100).nullable(),
  status: z.enum(['added', 'deleted', 'modified', 'renamed', 'retyped']),
  /** Null for an added, or a deleted one. */
  old: fileSideSchema.nullable(),
  new: fileSideSchema.nullable(),
  /** Lines; null where they are not counted, as of a binary file, or of very many. */
  added: z.int().min(0).nullable(),
  removed: z.int().min(0).nullable(),
  isBinary: z.boolean(),
});
export type ChangedFile = z.infer<typeof changedFileSchema>;

/** Which files differ between two commits. */
const fileListSchema = z.object({
  /** In git's order; beyond what there is room for, they are only counted. */
  files: z.array(changedFileSchema).max(LIMITS.filesPerComparison),
  /** How many differ in all. */
  fileCount: z.int().min(0),
  /** Lines of all files; null where they are not counted. */
  added: z.int().min(0).nullable(),
  removed: z.int().min(0).nullable(),
});
export type FileList = z.infer<typeof fileListSchema>;

/** What a head brings beyond what somebody has, and how its files differ from where the two parted. */
export const comparisonSchema = fileListSchema.extend({
  head: oidSchema,
  /** Where they parted; null where they have nothing in common: all files are new then. */
  base: oidSchema.nullable(),
  /** The latest of those that the head reaches and the other does not, the newest first. */
  commits: z.array(commitSchema).max(LIMITS.commitsPerComparison),
  /** How many there are in all. */
  commitCount: z.int().min(0),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** `POST /gtp/2/repositories/:id/diff`: how does a file of that comparison differ? */
export const diffRequestSchema = comparisonRequestSchema.extend({
  path: pathSchema,
  /** The first line that is wanted, counted over all hunks from 0. */
  from: z.int().min(0).max(LIMITS.linesPerDiff),
});
export type DiffRequest = z.infer<typeof diffRequestSchema>;

const hunkSchema = z.object({
  /** The numbers of its first lines, from 1; 0 on a side that has none. */
  oldStart: z.int().min(0),
  newStart: z.int().min(0),
  /** What git says of where this is, such as the function's name. */
  heading: z.string().max(LIMITS.lineLength),
  /** Each with its sign before it: space, `-`, `+`, or `\` for git's remark on a missing line end. */
  lines: z.array(
    z
      .string()
      .min(1)
      .max(LIMITS.lineLength + 1),
  ),
  /** Lines that go on, by their place in `lines`, and how many bytes more they have. */
  cuts: z.array(z.object({ line: z.int().min(0), bytes: z.int().min(1) })),
});
export type DiffHunk = z.infer<typeof hunkSchema>;

function fitsOnePage(hunks: readonly DiffHunk[]): boolean {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const length = lines.reduce((sum, line) => sum + line.length, 0);
  return lines.length <= LIMITS.linesPerPage && length <= LIMITS.pageLength;
}

const imageSchema = z.object({
  type: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']),
  base64: z.base64().max(Math.ceil(LIMITS.imageBytes / 3) * 4),
});
export type DiffImage = z.infer<typeof imageSchema>;

/** How a file differs. */
export const fileDiffSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    /** Those of this page; a hunk may go on in the next one. */
    hunks: z.array(hunkSchema).refine(fitsOnePage, 'more than a page holds'),
    /** Where this page begins, and how many lines all hunks have. */
    from: z.int().min(0),
    lineCount: z.int().min(0).max(LIMITS.linesPerDiff),
    /** The diff goes on beyond them. */
    isCut: z.boolean(),
    /** Some of it is no UTF-8, and was read as Latin-1. */
    isGuessed: z.boolean(),
  }),
  /** With both pictures where it is one of a kind that browsers show, and not too large. */
  z.object({
    kind: z.literal('binary'),
    old: imageSchema.nullable(),
    new: imageSchema.nullable(),
  }),
  z.object({
    kind: z.literal('submodule'),
    old: oidSchema.nullable(),
    new: oidSchema.nullable(),
  }),
  /** More than anybody would read; nothing of it was looked at. */
  z.object({ kind: z.literal('large') }),
]);
export type FileDiff = z.infer<typeof fileDiffSchema>;
