import type { AppState, LocalRepository, Peer, Problem } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { LeftOut, LeftOutReason, TheirLeftOut } from '../../../shared/domain/left-out.ts';
import { t } from '../../texts/texts.ts';

/** What somebody shares of a project, and their lists do not have. */
export interface LeftOutBy extends TheirLeftOut {
  readonly peer: Peer;
}

/** Whose lists leave out something of a project; once each, also with several copies. */
export function leftOutIn({ alternatives }: Swarm, peers: AppState['peers']): LeftOutBy[] {
  const found = new Map<Peer, LeftOutBy>();
  for (const { peer: id, leftOut } of alternatives) {
    const peer = peers[id];
    if (peer === undefined || leftOut === undefined) continue;
    const { forRoom = 0, forName = 0 } = found.get(peer) ?? {};
    found.set(peer, {
      peer,
      forRoom: forRoom + leftOut.forRoom,
      forName: forName + leftOut.forName,
    });
  }
  return [...found.values()];
}

/** `2,004 branches and tags are not listed`. */
export function theirLeftOutLabel(all: readonly TheirLeftOut[]): string {
  const total = all.reduce((sum, { forRoom, forName }) => sum + forRoom + forName, 0);
  return t.nearby.leftOut.notListed(total);
}

/** Beside whose they are: `2,003: the list is full`. */
export function theirLeftOutReasons({ forRoom, forName }: TheirLeftOut): string[] {
  return [
    ...(forRoom > 0 ? [t.nearby.leftOut.listIsFull(forRoom)] : []),
    ...(forName > 0 ? [t.nearby.leftOut.noNames(forName)] : []),
  ];
}

/** What of a repository of mine others do not get. */
export interface MyLeftOut {
  /** Why nobody hears of it at all. */
  readonly whole: LeftOut | null;
  /** Otherwise, what is left out of it. */
  readonly parts: readonly LeftOut[];
}

export function myLeftOut({ leftOut = [] }: LocalRepository): MyLeftOut {
  const whole = leftOut.find(({ reason }) => reason === 'repository' || reason === 'malformed');
  return { whole: whole ?? null, parts: whole === undefined ? leftOut : [] };
}

const HEADS: readonly LeftOutReason[] = ['not-text', 'head', 'refused', 'no-room'];

/** `2,005 branches and tags cannot be shared`. */
export function myLeftOutLabel(parts: MyLeftOut['parts']): string {
  const total = parts
    .filter(({ reason }) => HEADS.includes(reason))
    .reduce((sum, part) => sum + part.count, 0);
  return total > 0 ? t.repositories.cannotBeShared(total) : t.repositories.notAllTold;
}

const OF_LISTS: readonly string[] = ['vouches-left-out', 'relayed-left-out'];

/** Whether a problem is no more than that my list leaves something out: that keeps Shoal from nothing. */
export function isAboutMyList({ code }: Problem): boolean {
  return OF_LISTS.includes(code);
}
