import type { PeerId } from '../../../shared/ids.ts';

/** One cell of a block map: what part of its blocks is here, and who gave most of them. */
export interface BlockCell {
  readonly part: number;
  readonly peer: PeerId | null;
}

/** At most `most` cells for any number of blocks, in their order, as even as can be. */
export function blockCells(sources: readonly (PeerId | null)[], most: number): BlockCell[] {
  const cells = Math.min(sources.length, most);
  return Array.from({ length: cells }, (_, cell) => {
    const from = Math.floor((cell * sources.length) / cells);
    const to = Math.floor(((cell + 1) * sources.length) / cells);
    return summarize(sources.slice(from, to));
  });
}

function summarize(sources: readonly (PeerId | null)[]): BlockCell {
  const given = sources.filter((peer) => peer !== null);
  const counts = new Map<PeerId, number>();
  for (const peer of given) counts.set(peer, (counts.get(peer) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return { part: given.length / sources.length, peer: most?.[0] ?? null };
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
