import type { HeadKind } from '../../domain/git/ref-name.ts';
import type { Relation } from '../../domain/git/relation.ts';
import type { Comparison, FileList } from '../../gtp/comparison.ts';
import type { Oid, PeerId } from '../../ids.ts';

/** A commit that is to be named to people. */
interface Touch {
  readonly oid: Oid;
  readonly author: string;
  /** Seconds since the epoch. */
  readonly time: number;
  readonly subject: string;
}

/** Why a file does not merge: what was done to it in the teammate's history (`there`), and in mine (`here`). */
export type ConflictKind =
  | 'both-changed'
  | 'both-added'
  | 'deleted-here'
  | 'deleted-there'
  /** Renamed apart, a file against a folder, and the like. */
  | 'other';

export interface ConflictingFile {
  /** As in `ChangedFile`. */
  readonly path: string;
  readonly kind: ConflictKind;
  /** Each side's last commit that touched it; null where that is not known. */
  readonly mine: Touch | null;
  readonly theirs: Touch | null;
}

/** What a merge into what is checked out would come to. */
export interface HeadConflicts {
  /** The first of them. */
  readonly files: readonly ConflictingFile[];
  /** How many there are in all; 0: it merges cleanly. */
  readonly fileCount: number;
}

/** An earlier commit of a head, which I looked at or had fetched. */
export interface SeenHead {
  readonly oid: Oid;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whether its commits are here (still): only then can be told what has changed since. */
  readonly isHere: boolean;
  /** Whether its history was rewritten since; null where that cannot be told. */
  readonly isRewritten: boolean | null;
}

/** Why something cannot be done here, and how it can. */
export interface Refusal {
  readonly isPossible: false;
  /** As `head.checkOut` and `head.merge` would fail. */
  readonly code: string;
  readonly sentence: string;
  /** For a shell, where one helps; each name in it is quoted. */
  readonly command: string | null;
}

export type CheckOutOffer =
  | Refusal
  | {
      readonly isPossible: true;
      /** A free name for the branch. */
      readonly branch: string;
    };

export type MergeOffer =
  | Refusal
  | {
      readonly isPossible: true;
      /** The checked-out branch. */
      readonly into: string;
      readonly how: 'fast-forward' | 'merge-commit';
    };

/** Everything there is to know of a head of a teammate's. */
export interface HeadLook {
  readonly peer: PeerId;
  readonly ref: string;
  /** `main` of `refs/heads/main`. */
  readonly name: string;
  readonly kind: HeadKind;
  /** What was looked at: the commit that is asked for, else where the head is now. */
  readonly oid: Oid;
  /** Where the head is now as far as its owner told; null: it is gone, or its owner is. */
  readonly current: Oid | null;
  /** Whether its commits are in my repository. */
  readonly isHere: boolean;
  /** The tracking ref that holds exactly this commit, once fetched. */
  readonly tracking: string | null;
  /** Who told what it brings, while it is not here; null for my own git. */
  readonly toldBy: PeerId | null;
  /** My commit that it is compared with: of the branch of the same name, else what is checked out. */
  readonly mine: { readonly branch: string | null; readonly oid: Oid } | null;
  readonly relation: Relation;
  readonly comparison: Comparison;
  /** Null where that cannot be told: it is not here, a merge takes too long, or nothing is checked out. */
  readonly conflicts: HeadConflicts | null;
  /** Null where I see it for the first time. */
  readonly seen: SeenHead | null;
  readonly checkOut: CheckOutOffer;
  readonly merge: MergeOffer;
  /**
   * For a head of a project that I have no copy of: the branch of theirs that it is compared with, by its short name;
   * null where its latest commits are shown instead. Left out for any other.
   */
  readonly offered?: { readonly branch: string | null };
}

/** Which files differ between two commits that are here. */
export interface HeadFiles extends FileList {
  readonly from: Oid;
  readonly to: Oid;
}

/** Lines of one side of a conflict; `start` is the number of the first one, from 1. */
interface ConflictSide {
  readonly start: number;
  readonly lines: readonly string[];
}

/** Where two histories changed the same lines. */
export interface ConflictHunk {
  readonly mine: ConflictSide;
  readonly base: ConflictSide;
  readonly theirs: ConflictSide;
}

export interface FileConflict extends ConflictingFile {
  /** Null for a file that is no text, that one side deleted, or that is too large. */
  readonly hunks: readonly ConflictHunk[] | null;
  /** There are more, or longer ones. */
  readonly isCut: boolean;
}

/** A commit before and after its history was rewritten. */
export interface RewrittenCommit {
  readonly change: 'same' | 'changed' | 'new' | 'gone';
  readonly old: Oid | null;
  readonly new: Oid | null;
  readonly subject: string;
}

/** What became of a head's commits since I looked. */
export interface HeadChanges {
  readonly from: Oid;
  readonly to: Oid;
  /** Oldest first; null where there are too many to compare. */
  readonly commits: readonly RewrittenCommit[] | null;
}

/** How to take back what was done; it is taken back only while nothing has changed since. */
export type HeadUndo =
  | { readonly kind: 'merge'; readonly branch: string; readonly from: Oid; readonly to: Oid }
  | {
      readonly kind: 'check-out';
      readonly branch: string;
      readonly at: Oid;
      /** What was checked out before: a branch by its short name, or a commit. */
      readonly before: { readonly branch: string | null; readonly oid: Oid };
    };

/** `head.checkOut` and `head.merge` answer with this. */
export interface HeadDone {
  /** The branch that is checked out now, and its commit. */
  readonly branch: string;
  readonly oid: Oid;
  readonly how: 'checked-out' | 'fast-forward' | 'merge-commit';
  readonly undo: HeadUndo;
}
