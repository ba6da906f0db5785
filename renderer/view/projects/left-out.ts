import type { AppState, LocalRepository, Peer, Problem } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { LeftOut, LeftOutReason, TheirLeftOut } from '../../../shared/domain/left-out.ts';
import { count } from '../../../shared/domain/words/quantity.ts';

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
  return `${heads(total)} ${total === 1 ? 'is' : 'are'} not listed`;
}

/** Beside whose they are: `2,003: the list is full`. */
export function theirLeftOutReasons({ forRoom, forName }: TheirLeftOut): string[] {
  const names = forName === 1 ? 'its name cannot be told' : 'their names cannot be told';
  return [
    ...(forRoom > 0 ? [`${figure(forRoom)}: the list is full`] : []),
    ...(forName > 0 ? [`${figure(forName)}: ${names}`] : []),
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
  return total > 0 ? `${heads(total)} cannot be shared` : 'Not all of it can be told';
}

const OF_LISTS: readonly string[] = ['vouches-left-out', 'relayed-left-out'];

/** Whether a problem is no more than that my list leaves something out: that keeps Shoal from nothing. */
export function isAboutMyList({ code }: Problem): boolean {
  return OF_LISTS.includes(code);
}

const heads = (n: number) => count(n, 'branch or tag', 'branches and tags');
const figure = (n: number) => n.toLocaleString('en-GB');
