import { z } from 'zod';
import type { FileDiff } from '../../gtp/comparison.ts';
import { LIMITS } from '../../gtp/limits.ts';
import { oidSchema, repositoryIdSchema } from '../../ids.ts';
import { command } from '../contract.ts';
import type { CommitContents, CommitPage, FolderContents } from './contents.ts';

const repository = repositoryIdSchema;
const from = z.int().min(0).max(LIMITS.linesPerDiff).default(0);

/** No list of commits is read further than this. */
const MOST_COMMITS = 10_000_000;

/** What can be asked about what is in a repository of mine. Nothing in it is changed. */
export const contentsCommands = {
  /** Commits, newest first: those that this one leads to, or, where none is named, what is checked out. */
  'contents.commits': command<CommitPage>()(
    z.object({
      repository,
      tip: oidSchema.optional(),
      skip: z.int().min(0).max(MOST_COMMITS).default(0),
    }),
  ),
  /** A commit with its message, and which files it changed. */
  'contents.commit': command<CommitContents>()(z.object({ repository, commit: oidSchema })),
  /** How a commit changed one file; a page of it, from this line on. */
  'contents.diff': command<FileDiff>()(
    z.object({
      repository,
      commit: oidSchema,
      path: z.string().min(1).max(LIMITS.pathLength),
      from,
    }),
  ),
  /** What is in a folder. @param tree of git; a commit is the folder at its top */
  'contents.folder': command<FolderContents>()(z.object({ repository, tree: oidSchema })),
  /** A file, told as a diff against nothing; a page of it, from this line on. */
  'contents.file': command<FileDiff>()(
    z.object({ repository, oid: oidSchema, mode: z.string().regex(/^[0-7]{6}$/), from }),
  ),
} as const;
export type ContentsCommands = typeof contentsCommands;
