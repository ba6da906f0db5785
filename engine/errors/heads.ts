import { ShoalError } from '../../shared/errors.ts';
import { NotServedError } from './peer-failures.ts';

/** The peer shares this head, and does not know how to tell what it brings. */
export class OlderPeerError extends NotServedError {
  override readonly code = 'older-peer';

  constructor(name: string) {
    super(
      name,
      `${name}’s Shoal is older and does not show what a head brings before it is fetched. Fetch to look.`,
    );
  }
}

export class NotSeenError extends ShoalError {
  readonly code = 'not-seen';

  constructor() {
    super('You have not looked at this before, so that nothing has changed since.');
  }
}

/** A tag may name a file, or a folder. */
export class NoCommitError extends ShoalError {
  readonly code = 'no-commit';
  override readonly isFinal = true;

  constructor(name: string) {
    super(`“${name}” names something that is no commit: there is nothing to compare.`);
  }
}

export class UnchangedFileError extends ShoalError {
  readonly code = 'file-unchanged';
  override readonly isFinal = true;

  constructor() {
    super('This file is not among those that differ. Look again: the head may have moved.');
  }
}

/** What keeps a working tree from being changed, or a merge from being made: nothing was. */
export type RefusalCode =
  | 'not-here'
  | 'no-copy'
  | 'bare'
  | 'no-files'
  | 'unborn'
  | 'detached'
  | 'under-way'
  | 'interrupted'
  | 'locked'
  | 'not-clean'
  | 'own-programs'
  | 'branch-taken'
  | 'branch-name'
  | 'nothing-to-merge'
  | 'unrelated'
  | 'conflicts'
  | 'merge-unknown'
  | 'merge-rules'
  | 'signing'
  | 'no-identity'
  | 'in-the-way'
  | 'moved-meanwhile'
  | 'filter-failed';

/** A head was not checked out, or not merged: nothing was changed. */
export class HeadRefusedError extends ShoalError {
  constructor(
    readonly code: RefusalCode,
    sentence: string,
    /** For a shell: what does it, or clears the way; null where nothing does. */
    readonly command: string | null = null,
    cause?: unknown,
  ) {
    super(sentence, { cause });
  }
}

export class NotHereError extends HeadRefusedError {
  constructor() {
    super('not-here', 'The commits of this are not here. Fetch first.');
  }
}

/** There is no repository of mine that something could be done in. */
export class NoCopyError extends HeadRefusedError {
  constructor() {
    super('no-copy', 'You have no copy of this project. Clone it first.');
  }
}
