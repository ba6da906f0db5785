import type { Manifest, SharedRepository } from '../gtp/manifest.ts';

/**
 * Why something is shared, but not told to others. Branches and tags: `not-text`, `head` and `refused`, their
 * names cannot be told (see `RefNameFault`); `no-room`, others take no longer list; `no-room-for-tips`, they are
 * told without what their last commit is. Of a repository: `roots`, `origins`; `repository` as a whole;
 * `malformed`, something in it that nobody would take.
 */
export type LeftOutReason =
  | 'not-text'
  | 'head'
  | 'refused'
  | 'no-room'
  | 'no-room-for-tips'
  | 'roots'
  | 'origins'
  | 'repository'
  | 'malformed';

/** What of mine others are not told, though I share it. */
export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly count: number;
  /** Some of them by name, fit to be shown. */
  readonly examples: readonly string[];
}

/** What of a teammate's branches and tags does not come, though it is shared. */
export interface TheirLeftOut {
  /** Their list has no room for these. */
  readonly forRoom: number;
  /** These have names that cannot be told. */
  readonly forName: number;
}

/** What a teammate's list as a whole has no room for. */
export interface TheirListLeftOut {
  readonly repositories: number;
  readonly vouches: number;
}

/** Nothing where all of it comes. @param manifest null while there is none */
export function theirListLeftOut(manifest: Pick<Manifest, 'leftOut'> | null): {
  leftOut?: TheirListLeftOut;
} {
  const { repositories = 0, vouches = 0 } = manifest?.leftOut ?? {};
  return repositories + vouches > 0 ? { leftOut: { repositories, vouches } } : {};
}

/** Null where all of it comes. */
export function theirLeftOut({ leftOut = {} }: SharedRepository): TheirLeftOut | null {
  const { heads: forRoom = 0, names: forName = 0 } = leftOut;
  return forRoom + forName > 0 ? { forRoom, forName } : null;
}

const EXAMPLES = 3;

/** Nothing where there is nothing of it. @param names of all that is left out */
export function leftOutFor(reason: LeftOutReason, names: readonly string[]): LeftOut[] {
  if (names.length === 0) return [];
  return [{ reason, count: names.length, examples: names.slice(0, EXAMPLES) }];
}
