import type { HeadStanding } from '../../shared/api/swarm-state.ts';
import { outlookOfRelation } from '../../shared/domain/git/merge-outlook.ts';
import { shortRefName } from '../../shared/domain/git/ref-name.ts';
import { type Relation, relationFromCounts } from '../../shared/domain/git/relation.ts';
import type { Head } from '../../shared/gtp/manifest.ts';
import type { Oid } from '../../shared/ids.ts';
import { existingObjects } from '../git/cat-file.ts';
import { GitFailedError } from '../git/errors.ts';
import { haveCommonCommit } from '../git/merge-base.ts';
import type { Repository } from '../git/open.ts';
import { countLeftRight } from '../git/rev-list.ts';
import type { CopyContent } from '../repositories/read-copy.ts';

/**
 * Relations remembered; a pair of commits never changes its relation. Beyond, all are forgotten: a list
 * by use would take a megabyte for each repository before it holds anything.
 */
const MAX_REMEMBERED = 50_000;

/** What became of a head that was fetched. */
export type Fetched = Pick<HeadStanding, 'tracking' | 'isUndone'>;

/** How teammates' heads stand to the branches of one repository of mine. */
export class Standings {
  readonly #repository: Repository;
  readonly #here = new Set<Oid>();
  readonly #relations = new Map<string, Relation>();

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  async of(
    heads: readonly Head[],
    content: CopyContent,
    fetchedOf: (head: Head) => Fetched,
    signal: AbortSignal,
  ): Promise<HeadStanding[]> {
    await this.#look(
      heads.map(({ oid }) => oid),
      signal,
    );
    const mine = new Map(content.heads.map((head) => [head.ref, head]));
    const checkedOut = mine.get(content.branch ?? '');
    const standings: HeadStanding[] = [];
    for (const head of heads) {
      const isBranch = head.ref.startsWith('refs/heads/');
      const own = mine.get(head.ref) ?? (isBranch ? checkedOut : undefined);
      const here = this.#here.has(head.oid);
      const headRelation =
        isBranch && checkedOut !== undefined
          ? await this.#relation(checkedOut, head, here, signal)
          : null;
      standings.push({
        against: own === undefined ? null : shortRefName(own.ref),
        relation: await this.#relation(own, head, here, signal),
        headRelation,
        merge: outlookOfRelation(headRelation),
        here,
        ...fetchedOf(head),
      });
    }
    return standings;
  }

  async #relation(
    own: Head | undefined,
    head: Head,
    here: boolean,
    signal: AbortSignal,
  ): Promise<Relation> {
    if (own?.oid === head.oid) return { kind: 'same' };
    // A tag may lead to something else than a commit; there is nothing to count then.
    if (own?.tip === undefined || head.tip === undefined || !here) return { kind: 'unknown' };
    const key = `${own.oid} ${head.oid}`;
    const known = this.#relations.get(key);
    if (known !== undefined) return known;
    const counted = await this.#count(own.oid, head.oid, signal);
    if (counted === null) return { kind: 'unknown' };
    const { left, right } = counted;
    const isApart = left > 0 && right > 0;
    const relation: Relation =
      isApart && !(await haveCommonCommit(this.#repository, own.oid, head.oid, signal))
        ? { kind: 'unrelated' }
        : relationFromCounts(left, right);
    if (this.#relations.size > MAX_REMEMBERED) this.#relations.clear();
    this.#relations.set(key, relation);
    return relation;
  }

  /** Null for one whose history is not all here: the others' are shown all the same. */
  #count(mine: Oid, theirs: Oid, signal: AbortSignal) {
    return countLeftRight(this.#repository, mine, theirs, signal).catch((error: unknown) => {
      if (error instanceof GitFailedError) return null;
      throw error;
    });
  }

  /** Finds out which of the objects are here; one that is stays, one that is not may come. */
  async #look(oids: readonly Oid[], signal: AbortSignal): Promise<void> {
    const unknown = oids.filter((oid) => !this.#here.has(oid));
    const found = await existingObjects(this.#repository, unknown, { signal });
    for (const oid of found) this.#here.add(oid);
  }
}
