import { aliasFromName } from '../../shared/domain/git/tracking-refs.ts';

/** A name to try after `taken`, or after the usual one for this peer, was taken. */
export function freeAlias(peerName: string, taken?: string): string {
  const base = taken ?? aliasFromName(peerName);
  const numbered = base.match(/^(.*)-(\d+)$/);
  if (numbered !== null) return `${numbered[1]}-${Number(numbered[2]) + 1}`;
  return `${base}-2`;
}
