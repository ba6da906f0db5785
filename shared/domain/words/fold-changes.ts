import type { ActivityChange } from '../../api/activity-state.ts';
import { assertNever } from '../../errors.ts';
import { t } from '../../texts/texts.ts';
import type { RefChangeKind } from '../git/ref-change.ts';
import { tagName } from './head-count.ts';

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
    const key = [kindOf(change), change.kind, change.isUndone ? 'undone' : ''].join(' ').trim();
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
  const isOfTags = tagName(first.ref) !== null;
  const heads = isOfTags ? t.counts.tags(changes.length) : t.counts.branches(changes.length);
  const words = manyWords(first.kind, heads);
  return [{ kind: 'many', key, words, isUndone: first.isUndone, changes }];
}

function rank(line: ChangeLine): number {
  const change = line.kind === 'one' ? line.change : line.changes[0];
  const isOfTags = change !== undefined && tagName(change.ref) !== null;
  return (isOfTags ? 2 : 0) + (line.kind === 'many' ? 1 : 0);
}

function kindOf({ ref }: ActivityChange): string {
  return tagName(ref) === null ? 'branch' : 'tag';
}

/** What happened to several heads. @param heads how many, as in `304 tags` */
function manyWords(kind: RefChangeKind, heads: string): string {
  switch (kind) {
    case 'new':
      return t.changes.areNew(heads);
    case 'moved':
      return t.changes.haveMoved(heads);
    case 'rewritten':
      return t.changes.wereRewritten(heads);
    case 'deleted':
      return t.changes.areGone(heads);
    default:
      return assertNever(kind);
  }
}
