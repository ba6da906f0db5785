/** Two letters that stand for a name: `Anna Bäcker` → `AB`, `herring` → `HE`. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const [first, second] = words;
  if (first === undefined) return '?';
  const letters = second === undefined ? [...first].slice(0, 2) : [firstOf(first), firstOf(second)];
  return letters.join('').toUpperCase();
}

function firstOf(word: string): string {
  return [...word][0] ?? '';
}
