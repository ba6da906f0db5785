import type { RepositoryId } from '../../shared/ids.ts';

const ID_LETTERS = 6;

/**
 * Under which name guests find each repository: that of its folder, with `-` for what is awkward in an
 * address. Those that would have the same one, or differ by case alone, get a part of their ids behind it,
 * all of them, so that a name leads to none that somebody else meant.
 */
export function guestNames(
  repositories: readonly { readonly id: RepositoryId; readonly name: string }[],
): Map<RepositoryId, string> {
  const plain = repositories.map(({ id, name }) => ({ id, name: plainName(name) }));
  const counts = new Map<string, number>();
  for (const { name } of plain) counts.set(key(name), (counts.get(key(name)) ?? 0) + 1);
  const longer = plain.map(({ id, name }) => {
    const isTaken = (counts.get(key(name)) ?? 0) > 1;
    return { id, name: isTaken ? `${name}-${id.slice(0, ID_LETTERS)}` : name };
  });
  // One may be called as another one is with its id.
  const all = longer.map(({ name }) => key(name));
  return new Map(
    longer.map(({ id, name }, index) => {
      const isAlone = all.indexOf(key(name)) === index && all.lastIndexOf(key(name)) === index;
      return [id, isAlone ? name : `${name}-${id}`];
    }),
  );
}

function key(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function plainName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/\.git$/i, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return plain === '' ? 'repository' : plain;
}
