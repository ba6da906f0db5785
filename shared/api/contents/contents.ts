import type { ComparedCommit, FileList } from '../../gtp/comparison.ts';
import type { OverviewCommit } from '../../gtp/overview.ts';
import type { Oid } from '../../ids.ts';

/** Some commits of a history, newest first. */
export interface CommitPage {
  /** The commit whose history this is. */
  readonly tip: Oid;
  readonly commits: readonly OverviewCommit[];
  /** There are none before them. */
  readonly isLast: boolean;
}

/** A commit, and what it changed beside its first parent; all of its files where it has none. */
export interface CommitContents {
  readonly commit: ComparedCommit;
  readonly parents: readonly Oid[];
  readonly files: FileList;
}

/** What stands in a folder. */
export interface FolderEntry {
  /** As git has it: what is no UTF-8 stands as a lone surrogate, U+DC80 for the byte 0x80. */
  readonly name: string;
  /** Octal, as `100644`, `040000` for a folder, `120000` for a symbolic link, `160000` for a submodule. */
  readonly mode: string;
  readonly oid: Oid;
  /** Null for a folder and a submodule. */
  readonly bytes: number | null;
}

export interface FolderContents {
  /** In git's order. */
  readonly entries: readonly FolderEntry[];
  /** There are more, which are not told. */
  readonly isCut: boolean;
}
