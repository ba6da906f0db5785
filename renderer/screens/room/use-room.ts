import { useEffect, useMemo, useState } from 'react';
import type { RoomCommits } from '../../../shared/api/room-state.ts';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState, useOpenable } from '../../state/shoal.ts';
import { type OpenProject, openProjects } from '../../view/room/room-projects.ts';

/** The engine is asked again after a change, and so many milliseconds after the last time at the soonest. */
const GAP = 2_000;

export interface RoomNow {
  readonly projects: readonly OpenProject[];
  /** Copies that could not be asked for their latest commits. */
  readonly unasked: number;
}

/** What is open in a room nearby, asked for anew whenever a head of it moves. */
export function useRoom(): RoomNow {
  const actions = useActions();
  const now = useNow();
  const self = useAppState((state) => state.self);
  const peers = useAppState((state) => state.peers);
  const repositories = useAppState((state) => state.repositories);
  const swarms = useOpenable();
  const [told, setTold] = useState<RoomCommits | null>(null);
  const projects = useMemo(
    () => openProjects({ self, peers, repositories, swarms }, told, now),
    [self, peers, repositories, swarms, told, now],
  );
  // My own heads are in no project's list, but the time of its latest commit counts them.
  const shown = new Set(projects.map(({ id }) => id));
  const heads = swarms
    .filter(({ id }) => shown.has(id))
    .map(({ id, updatedAt, alternatives }) => {
      const oids = alternatives.flatMap((copy) => copy.heads.map(({ oid }) => oid));
      return `${id} ${updatedAt} ${oids.join()}`;
    })
    .join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: heads that moved are asked about.
  useEffect(() => {
    if (projects.length === 0) return;
    let isStale = false;
    const ask = () =>
      actions.run('room.commits', {}).then(
        (answer) => isStale || setTold(answer),
        // What is known stays on screen; the next head that moves asks again.
        () => {},
      );
    const timer = setTimeout(ask, told === null ? 0 : GAP);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [actions, heads]);
  return { projects, unasked: told?.unasked ?? 0 };
}
