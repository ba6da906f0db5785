/** Whether a release comes after another one, both as three numbers. */
export function isNewer(version: string, than: string): boolean {
  const [theirs, mine] = [numbers(version), numbers(than)];
  const at = theirs.findIndex((number, index) => number !== (mine[index] ?? 0));
  return at >= 0 && (theirs[at] ?? 0) > (mine[at] ?? 0);
}

/** What follows a hyphen is on the way to that release, and counts as it. */
function numbers(version: string): number[] {
  return version.split('-', 1)[0]?.split('.').map(Number) ?? [];
}
