import type { RefUpdate } from '../../api/activity-state.ts';
import type { Oid } from '../../ids.ts';
import { t } from '../../texts/texts.ts';
import { headKind } from '../git/ref-name.ts';

/** Branches and tags, counted apart: three hundred tags are not three hundred news. */
export interface HeadCount {
  readonly heads: number;
  readonly tags: number;
}

/** How many heads patterns choose, and of how many. */
export interface HeadMatches {
  readonly chosen: HeadCount;
  readonly all: HeadCount;
}

const TAG = /^refs\/(?:remotes\/[^/]+\/)?tags\/(.+)$/;

/** `v1` of `refs/tags/v1` and of `refs/remotes/anna/tags/v1`; null for any other ref. */
export function tagName(ref: string): string | null {
  return TAG.exec(ref)?.[1] ?? null;
}

/** How many different heads these are: what several people have, at the same commit, counts once. */
export function countDistinct(
  heads: readonly { readonly name: string; readonly oid: Oid | null }[],
): number {
  return new Set(heads.map(({ name, oid }) => `${oid} ${name}`)).size;
}

/** What became of refs, by how many different heads that is. */
export function countHeads(updates: readonly RefUpdate[]): HeadCount {
  const heads = updates.map(({ ref, old, new: now }) => ({
    name: branchName(ref),
    oid: now ?? old,
    isTag: tagName(ref) !== null,
  }));
  return {
    heads: countDistinct(heads.filter(({ isTag }) => !isTag)),
    tags: countDistinct(heads.filter(({ isTag }) => isTag)),
  };
}

/** `main` of `refs/remotes/anna/main` and of `refs/heads/main`. */
function branchName(ref: string): string {
  return ref.replace(/^refs\/(?:heads\/|remotes\/[^/]+\/|)/, '');
}

/** How many of these are tags, and how many are not. */
export function countKinds(list: readonly { readonly ref: string }[]): HeadCount {
  const tags = list.filter(({ ref }) => headKind(ref) === 'tag').length;
  return { heads: list.length - tags, tags };
}

/** `2 heads and 305 tags`; what there is none of is not named, unless there is nothing at all. */
export function headCountWords({ heads, tags }: HeadCount): string {
  const { counts } = t;
  if (tags === 0) return counts.heads(heads);
  if (heads === 0) return counts.tags(tags);
  return counts.headsAndTags(counts.heads(heads), counts.tags(tags));
}

/** `2 new heads`: what is news of a project; tags are, where there is nothing else. Null for none of both. */
export function newHeadsWords({ heads, tags }: HeadCount): string | null {
  if (heads > 0) return t.counts.newHeads(heads);
  return tags > 0 ? t.counts.newTags(tags) : null;
}
