/** How the receiver treats the peer, and what the peer has ready. */
export interface Case {
  readonly what: string;
  readonly trusted: boolean;
  readonly cached: boolean;
  /** Whole commands against `git clone git://`; null for a copy without any check (rsync) in the same run. */
  readonly target: number | null;
}

export const CASES = [
  { what: 'verify first, nothing cached', trusted: false, cached: false, target: 1 },
  { what: 'verify first, blocks cached', trusted: false, cached: true, target: 0.7 },
  { what: 'trusted, nothing cached', trusted: true, cached: false, target: 0.6 },
  { what: 'trusted, blocks cached', trusted: true, cached: true, target: null },
] as const satisfies readonly Case[];

export function caseOf(trusted: boolean, cached: boolean): Case {
  const found = CASES.find((each) => each.trusted === trusted && each.cached === cached);
  if (found === undefined) throw new Error('there is no such case');
  return found;
}
