import type { ComingBlock } from '../../../shared/api/state.ts';
import type { PeerId } from '../../../shared/ids.ts';

/**
 * One cell of a block map: what part of its blocks is here, and who gave most of them; with none of them
 * here, from whom one is on its way.
 */
export interface BlockCell {
  readonly part: number;
  readonly peer: PeerId | null;
}

/** At most `most` cells for any number of blocks, in their order, as even as can be. */
export function blockCells(
  sources: readonly (PeerId | null)[],
  most: number,
  coming: readonly ComingBlock[] = [],
): BlockCell[] {
  const cells = Math.min(sources.length, most);
  const from = (cell: number) => Math.floor((cell * sources.length) / cells);
  return Array.from({ length: cells }, (_, cell) => {
    const [first, next] = [from(cell), from(cell + 1)];
    const onItsWay = coming.find(({ block }) => block >= first && block < next);
    return summarize(sources.slice(first, next), onItsWay?.peer ?? null);
  });
}

function summarize(sources: readonly (PeerId | null)[], coming: PeerId | null): BlockCell {
  const given = sources.filter((peer) => peer !== null);
  const counts = new Map<PeerId, number>();
  for (const peer of given) counts.set(peer, (counts.get(peer) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return { part: given.length / sources.length, peer: most?.[0] ?? coming };
}

/** How many blocks each peer gave, the most generous first. */
export function blocksByPeer(
  sources: readonly (PeerId | null)[],
): { readonly peer: PeerId; readonly blocks: number }[] {
  const counts = new Map<PeerId, number>();
  for (const peer of sources) {
    if (peer !== null) counts.set(peer, (counts.get(peer) ?? 0) + 1);
  }
  return [...counts]
    .map(([peer, blocks]) => ({ peer, blocks }))
    .sort((a, b) => b.blocks - a.blocks);
}
