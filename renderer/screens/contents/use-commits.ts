import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommitPage } from '../../../shared/api/contents/contents.ts';
import { asShoalError } from '../../../shared/errors.ts';
import type { OverviewCommit } from '../../../shared/gtp/overview.ts';
import type { Oid, RepositoryId } from '../../../shared/ids.ts';
import { useActions } from '../../state/shoal.ts';
import { whyNot } from '../../texts/told.ts';

export interface ReadCommits {
  /** Null until the first ones are here. */
  readonly tip: Oid | null;
  readonly commits: readonly OverviewCommit[];
  readonly isLast: boolean;
  /** Why no more can be had; null while they can. */
  readonly failure: { readonly sentence: string; readonly isFinal: boolean } | null;
}

const NONE: ReadCommits = { tip: null, commits: [], isLast: false, failure: null };

/**
 * Commits of what is checked out, as far as they were asked for. Those of one history: where its branch moves
 * meanwhile, what was begun is read on.
 * @param standing another one reads anew, as soon as there is something else to read
 */
export function useCommits(repository: RepositoryId, standing: string) {
  const actions = useActions();
  const [read, setRead] = useState<ReadCommits>(NONE);
  const asking = useRef<AbortController | null>(null);
  const latest = useRef(read);
  latest.current = read;
  const ask = useCallback(
    (from: ReadCommits | null) => {
      asking.current?.abort();
      const left = new AbortController();
      asking.current = left;
      const done = (change: (old: ReadCommits) => ReadCommits) => {
        if (left.signal.aborted) return;
        asking.current = null;
        setRead(change);
      };
      const where = from === null ? {} : { tip: from.tip ?? undefined, skip: from.commits.length };
      actions.run('contents.commits', { repository, ...where }, left.signal).then(
        (page) => done((old) => joined(from === null ? old : from, page, from !== null)),
        (error: unknown) => {
          const failure = { sentence: whyNot(error), isFinal: asShoalError(error).isFinal };
          done((old) => ({ ...old, failure }));
        },
      );
    },
    [actions, repository],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another standing reads anew.
  useEffect(() => {
    ask(null);
    return () => asking.current?.abort();
  }, [ask, standing]);
  // Whoever comes back from an editor may have committed there.
  useEffect(() => {
    const look = () => {
      if (asking.current === null && latest.current.tip !== null) ask(null);
    };
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [ask]);
  const more = useCallback(() => {
    const { tip, isLast, failure } = latest.current;
    if (tip === null || isLast || failure !== null || asking.current !== null) return;
    ask(latest.current);
  }, [ask]);
  const retry = useCallback(() => {
    setRead((old) => ({ ...old, failure: null }));
    ask(latest.current.tip === null ? null : { ...latest.current, failure: null });
  }, [ask]);
  return { read, more, retry };
}

/** @param goesOn whether the page follows what was read; else it is the newest of a history */
function joined(old: ReadCommits, page: CommitPage, goesOn: boolean): ReadCommits {
  const { tip, commits, isLast } = page;
  if (goesOn) return { tip, commits: [...old.commits, ...commits], isLast, failure: null };
  // Nothing has moved: what was read further down stays.
  if (old.tip === tip) return { ...old, failure: null };
  return { tip, commits, isLast, failure: null };
}
