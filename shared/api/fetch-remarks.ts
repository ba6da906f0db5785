import type { PeerId } from '../ids.ts';

/** Why nothing came from one of several teammates. */
export interface FetchFailure {
  /** Null for a name that nobody here has. */
  readonly peer: PeerId | null;
  readonly name: string;
  readonly code: string;
  readonly sentence: string;
}

/**
 * `alias-taken`: the heads are under another name; `name-taken`: some heads have no place; `files-missing`: not
 * all files of a clone could be written; `left-out`: the teammate shares more than can be told;
 * `large-files`: some files of Git LFS are still to come from their server, or stand as pointers;
 * `other-copies`: of several copies that a teammate shares, one was fetched; `origin-down`: a clone of an address holds
 * a teammate's heads instead of the origin's; `nothing-nearby`: all of a clone of an address came from the origin, as
 * something went wrong before.
 */
export interface FetchNote {
  readonly peer: PeerId;
  readonly code:
    | 'alias-taken'
    | 'name-taken'
    | 'files-missing'
    | 'left-out'
    | 'large-files'
    | 'other-copies'
    | 'origin-down'
    | 'nothing-nearby';
  readonly sentence: string;
}
