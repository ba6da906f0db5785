/**
 * Divides an amount among those who need some of it: who needs less than an equal share gets all of that, and the
 * rest is shared by the others in the same way. No share is larger than its need.
 */
export function divide(amount: number, needs: readonly number[]): number[] {
  const shares = needs.map(() => 0);
  const smallestFirst = [...needs.keys()].sort((a, b) => (needs[a] ?? 0) - (needs[b] ?? 0));
  let left = Math.max(0, amount);
  for (const [place, index] of smallestFirst.entries()) {
    const share = Math.min(needs[index] ?? 0, Math.floor(left / (needs.length - place)));
    shares[index] = share;
    left -= share;
  }
  return shares;
}
