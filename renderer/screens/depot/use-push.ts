import { useEffect, useRef, useState } from 'react';
import type { OfferedBranch } from '../../../shared/api/depot-look-contract.ts';
import { shortRefName } from '../../../shared/domain/git/ref-name.ts';
import type { SwarmId } from '../../../shared/ids.ts';
import { useAppState, useShoal } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { whyNot } from '../../texts/told.ts';
import type { DepotOf } from '../../view/depots/depots-of.ts';
import { rejectedSentence } from '../../view/depots/push-step.ts';

export type PushState =
  | { readonly state: 'idle' }
  /** `sent`: bytes so far. */
  | { readonly state: 'pushing'; readonly branch: string; readonly sent: number }
  | { readonly state: 'pushed'; readonly branch: string }
  | { readonly state: 'refused'; readonly sentence: string; readonly needsFetch: boolean };

export interface Push {
  readonly now: PushState;
  readonly begin: (branch: OfferedBranch) => void;
  readonly cancel: () => void;
}

type Told =
  | Exclude<PushState, { state: 'pushing' }>
  | { readonly state: 'pushing'; readonly branch: string };

/** One push after the other, and what became of the last. @param path of the repository that has the commits */
export function usePush(swarm: SwarmId, path: string, { peer: depot, copy }: DepotOf): Push {
  const { actions, depots } = useShoal();
  const given = useAppState(({ traffic }) => traffic[depot.id]?.given ?? 0);
  const [told, setTold] = useState<Told>({ state: 'idle' });
  const before = useRef(0);
  const running = useRef<AbortController | null>(null);
  // Whoever leaves the page has not given up the push.
  const isLeft = useRef(false);
  useEffect(() => {
    isLeft.current = false;
    return () => {
      isLeft.current = true;
    };
  }, []);
  const tell = (state: Told) => {
    running.current = null;
    if (!isLeft.current) setTold(state);
  };
  const begin = (branch: OfferedBranch) => {
    if (running.current !== null) return;
    const name = shortRefName(branch.ref);
    const left = new AbortController();
    running.current = left;
    before.current = given;
    setTold({ state: 'pushing', branch: name });
    const { target: ref, oid, old: seen } = branch;
    const wanted = [{ ref, new: oid, seen, forced: false }];
    actions
      .run('depot.push', { swarm, peer: depot.id, copy, gitDir: path, wanted }, left.signal)
      .then(({ refs: [first] }) => {
        if (first?.status !== 'rejected') {
          tell({ state: 'pushed', branch: name });
          depots.askAnew();
          return;
        }
        const why = rejectedSentence(first, depot.name);
        const { code } = first.why;
        tell({
          state: 'refused',
          sentence: t.depots.notPushed(name, why),
          needsFetch: code === 'fetch-first' || code === 'non-fast-forward',
        });
      })
      .catch((error: unknown) =>
        tell({
          state: 'refused',
          sentence: t.depots.notPushed(name, whyNot(error)),
          needsFetch: false,
        }),
      );
  };
  const now: PushState =
    told.state === 'pushing' ? { ...told, sent: Math.max(0, given - before.current) } : told;
  return { now, begin, cancel: () => running.current?.abort() };
}
