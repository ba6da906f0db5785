import {
  countDistinct,
  type HeadCount,
  headCountWords,
  newHeadsWords,
} from '../../../shared/domain/words/head-count.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { t } from '../../texts/texts.ts';
import { isFetchable } from '../people/peers.ts';
import { type HeadRow, isNew, newHeads, type TheirHead } from './heads.ts';

/** What a fetch brings. */
export interface Coming {
  /** From whom: those who are here and have anything new, or, with none of them, those who are away. */
  readonly peers: readonly PeerId[];
  /** Different branches and tags that are not here; what several people have alike counts once. */
  readonly fresh: HeadCount;
  /** What is fetched with them: heads at commits that are here already, and tags. */
  readonly along: HeadCount;
}

/** What one click on the primary action brings; null for nothing. */
export function comingFrom(rows: readonly HeadRow[]): Coming | null {
  const here = newHeads(rows).peers;
  return broughtBy(rows, here.length > 0 ? here : fetchableOf(rows));
}

/** What a fetch from these people brings; null for nothing. */
export function broughtBy(rows: readonly HeadRow[], peers: readonly PeerId[]): Coming | null {
  return peers.length === 0 ? null : { peers, ...brought(rows, new Set(peers)) };
}

/** Who is away, and whose new heads can be had from others. */
function fetchableOf(rows: readonly HeadRow[]): PeerId[] {
  const theirs = rows.filter((row) => row.kind === 'theirs').filter(isNew);
  return [...new Set(theirs.flatMap(({ peer }) => (isFetchable(peer) ? [peer.id] : [])))];
}

/** `2 new heads`. */
export function comingWords({ fresh }: Coming): string {
  return newHeadsWords(fresh) ?? t.nearby.coming.nothing;
}

/** `1 known head and 305 tags come along`; null where nothing does. */
export function alongWords({ along }: Coming): string | null {
  const { heads, tags } = along;
  if (heads + tags === 0) return null;
  const known = t.nearby.coming.knownHeads(heads);
  const words =
    heads === 0
      ? headCountWords(along)
      : tags === 0
        ? known
        : t.counts.headsAndTags(known, t.counts.tags(tags));
  return t.nearby.coming.along(words, heads + tags === 1);
}

/** What a fetch from one person brings, as a statement that stands alone. */
export function bringsSentence(name: string, coming: Coming): string {
  const along = alongWords(coming);
  return [
    t.nearby.coming.brings(comingWords(coming), name),
    ...(along === null ? [] : [along]),
  ].join('; ');
}

/** All that is not kept here yet as these people have it. */
function brought(
  rows: readonly HeadRow[],
  peers: ReadonlySet<PeerId>,
): { fresh: HeadCount; along: HeadCount } {
  const missing = rows
    .filter((row) => row.kind === 'theirs')
    .filter(({ peer, standing }) => peers.has(peer.id) && standing?.tracking === null)
    .filter(({ beside }) => beside === null);
  const branches = missing.filter(({ head }) => head.kind === 'branch');
  const tags = missing.filter(({ head }) => head.kind === 'tag');
  const heads = distinct(branches.filter(isNew));
  const newTags = distinct(tags.filter(isNew));
  return {
    fresh: { heads, tags: newTags },
    along: {
      heads: distinct(branches.filter((row) => !isNew(row))),
      tags: distinct(tags) - (heads > 0 ? 0 : newTags),
    },
  };
}

function distinct(rows: readonly TheirHead[]): number {
  return countDistinct(rows.map(({ head }) => head));
}
