import type { ActivityChange } from '../../api/activity-state.ts';
import { assertNever } from '../../errors.ts';
import type { RefChangeKind } from '../git/ref-change.ts';
import { tagName } from './head-count.ts';
import { count } from './quantity.ts';

/** As many changes of a kind stand alone; more of them are one line. */
const FEW = 5;

/** A line of what a fetch did. */
export type ChangeLine =
  | { readonly kind: 'one'; readonly change: ActivityChange }
  | {
      readonly kind: 'many';
      /** Differs from that of every other line of the fetch. */
      readonly key: string;
      /** `304 tags are new`. */
      readonly words: string;
      readonly isUndone: boolean;
      readonly changes: readonly ActivityChange[];
    };

/** Every change in just one line, branches before tags; many that are alike fold into one. */
export function foldChanges(changes: readonly ActivityChange[]): ChangeLine[] {
  const groups = new Map<string, ActivityChange[]>();
  for (const change of changes) {
    const key = [nounOf(change), change.kind, change.isUndone ? 'undone' : ''].join(' ').trim();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  const lines = [...groups].flatMap(([key, group]) => linesOf(key, group));
  return lines.sort((a, b) => rank(a) - rank(b));
}

function linesOf(key: string, changes: readonly ActivityChange[]): ChangeLine[] {
  const [first] = changes;
  if (first === undefined || changes.length <= FEW) {
    return changes.map((change) => ({ kind: 'one', change }));
  }
  const words = `${count(changes.length, nounOf(first), pluralOf(first))} ${manyWords(first.kind)}`;
  return [{ kind: 'many', key, words, isUndone: first.isUndone, changes }];
}

function rank(line: ChangeLine): number {
  const change = line.kind === 'one' ? line.change : line.changes[0];
  const isOfTags = change !== undefined && tagName(change.ref) !== null;
  return (isOfTags ? 2 : 0) + (line.kind === 'many' ? 1 : 0);
}

function nounOf({ ref }: ActivityChange): string {
  return tagName(ref) === null ? 'branch' : 'tag';
}

function pluralOf({ ref }: ActivityChange): string {
  return tagName(ref) === null ? 'branches' : 'tags';
}

/** What happened to several heads, behind their number. */
function manyWords(kind: RefChangeKind): string {
  switch (kind) {
    case 'new':
      return 'are new';
    case 'moved':
      return 'have moved';
    case 'rewritten':
      return 'were rewritten';
    case 'deleted':
      return 'are gone';
    default:
      return assertNever(kind);
  }
}
