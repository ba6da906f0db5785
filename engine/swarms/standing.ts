import type { HeadStanding } from '../../shared/api/swarm-state.ts';
import { outlookOfRelation } from '../../shared/domain/git/merge-outlook.ts';
import { shortRefName } from '../../shared/domain/git/ref-name.ts';
import { type Relation, relationFromCounts } from '../../shared/domain/git/relation.ts';
import type { Head } from '../../shared/gtp/manifest.ts';
import type { Oid } from '../../shared/ids.ts';
import { existingObjects } from '../git/cat-file.ts';
import type { Repository } from '../git/open.ts';
import type { CopyContent } from '../repositories/read-copy.ts';
import type { Counted, Pair } from './ahead-behind.ts';
import { countApart } from './count-apart.ts';

/**
 * Relations remembered; a pair of commits never changes its relation. Beyond, all are forgotten: a list
 * by use would take a megabyte for each repository before it holds anything.
 */
const MAX_REMEMBERED = 50_000;

/** What became of a head that was fetched. */
export type Fetched = Pick<HeadStanding, 'tracking' | 'isUndone'>;

/** What is known of a copy's heads beside where they are. */
export interface Known {
  readonly fetchedOf: (head: Head) => Fetched;
  /** The commits that were only fetched ahead: they count as not here. Another set whenever refs were listed anew. */
  readonly ahead: ReadonlySet<Oid>;
}

/** How teammates' heads stand to the branches of one repository of mine. */
export class Standings {
  readonly #repository: Repository;
  readonly #here = new Set<Oid>();
  /** What was looked for in vain since refs were listed last: what comes, comes with one. */
  readonly #missing = new Set<Oid>();
  #listed: ReadonlySet<Oid> | null = null;
  readonly #relations = new Map<string, Relation>();

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  async of(
    heads: readonly Head[],
    content: CopyContent,
    { fetchedOf, ahead }: Known,
    signal: AbortSignal,
  ): Promise<HeadStanding[]> {
    for (const oid of ahead) this.#here.delete(oid);
    if (this.#listed !== ahead) this.#missing.clear();
    this.#listed = ahead;
    await this.#look(
      heads.map(({ oid }) => oid).filter((oid) => !ahead.has(oid)),
      signal,
    );
    const mine = new Map(content.heads.map((head) => [head.ref, head]));
    const checkedOut = mine.get(content.branch ?? '');
    const compared = heads.map((head) => {
      const isBranch = head.ref.startsWith('refs/heads/');
      const own = mine.get(head.ref) ?? (isBranch ? checkedOut : undefined);
      return { head, own, current: isBranch ? checkedOut : undefined };
    });
    await this.#count(
      compared.flatMap(({ head, own, current }) => [
        { own, head },
        { own: current, head },
      ]),
      signal,
    );
    return compared.map(({ head, own, current }) => {
      const headRelation = current === undefined ? null : this.#relation(current, head);
      return {
        against: own === undefined ? null : shortRefName(own.ref),
        relation: this.#relation(own, head),
        headRelation,
        merge: outlookOfRelation(headRelation),
        here: this.#here.has(head.oid),
        ...fetchedOf(head),
      };
    });
  }

  /** What is not known of them yet: all at once, for a list may hold thousands. */
  async #count(
    heads: readonly { own: Head | undefined; head: Head }[],
    signal: AbortSignal,
  ): Promise<void> {
    const pairs = new Map<string, Pair>();
    for (const { own, head } of heads) {
      if (!this.#isCountable(own, head)) continue;
      const key = keyOf(own, head);
      if (!this.#relations.has(key)) pairs.set(key, { mine: own.oid, theirs: head.oid });
    }
    if (this.#relations.size + pairs.size > MAX_REMEMBERED) this.#relations.clear();
    const counted = await countApart(this.#repository, [...pairs.values()], signal);
    for (const [index, key] of [...pairs.keys()].entries()) {
      const found = counted[index] ?? null;
      // One whose history is not all here may be counted another time.
      if (found !== null) this.#relations.set(key, relationOf(found));
    }
  }

  #relation(own: Head | undefined, head: Head): Relation {
    if (own?.oid === head.oid) return { kind: 'same' };
    const known = this.#isCountable(own, head) ? this.#relations.get(keyOf(own, head)) : undefined;
    return known ?? { kind: 'unknown' };
  }

  /** A tag may lead to something else than a commit; there is nothing to count then. */
  #isCountable(own: Head | undefined, head: Head): own is Head {
    if (own?.tip === undefined || head.tip === undefined) return false;
    return own.oid !== head.oid && this.#here.has(head.oid);
  }

  /** Finds out which of the objects are here; one that is stays, one that is not may come. */
  async #look(oids: readonly Oid[], signal: AbortSignal): Promise<void> {
    const unknown = oids.filter((oid) => !this.#here.has(oid) && !this.#missing.has(oid));
    const found = await existingObjects(this.#repository, unknown, { signal });
    for (const oid of unknown) (found.has(oid) ? this.#here : this.#missing).add(oid);
  }
}

function keyOf(own: Head, head: Head): string {
  return `${own.oid} ${head.oid}`;
}

function relationOf({ behind, ahead, isRelated }: Counted): Relation {
  const isApart = behind > 0 && ahead > 0;
  return isApart && !isRelated ? { kind: 'unrelated' } : relationFromCounts(behind, ahead);
}
