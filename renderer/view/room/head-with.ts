import type { RoomCommit } from '../../../shared/api/room-state.ts';
import type { AlternativeHead, Swarm } from '../../../shared/api/swarm-state.ts';
import type { PeerId } from '../../../shared/ids.ts';

/**
 * A teammate's head that a commit of the room is seen in: the one that is at it, else the freshest of whoever has it, since that
 * one's history is told in a room. Null where only a copy of mine has it.
 */
export function headWith(
  { oid, peers }: Pick<RoomCommit, 'oid' | 'peers'>,
  { alternatives }: Pick<Swarm, 'alternatives'>,
): { readonly peer: PeerId; readonly ref: string } | null {
  const heads = peers.flatMap((id) =>
    alternatives
      .filter(({ peer, isOpen }) => peer === id && isOpen)
      .flatMap((copy) => copy.heads.map((head) => ({ peer: id, head }))),
  );
  const isAt = ({ head }: (typeof heads)[number]) => head.oid === oid || head.tip?.oid === oid;
  const [first] = heads;
  const ofFirst = heads.filter(({ peer }) => peer === first?.peer);
  const freshest = ofFirst.sort((a, b) => timeOf(b.head) - timeOf(a.head))[0];
  const found =
    heads.find((each) => isAt(each) && each.head.kind === 'branch') ?? heads.find(isAt) ?? freshest;
  return found === undefined ? null : { peer: found.peer, ref: found.head.ref };
}

function timeOf({ tip }: AlternativeHead): number {
  return tip?.time ?? 0;
}
