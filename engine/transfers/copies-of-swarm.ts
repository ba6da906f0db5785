import { groupIntoSwarms } from '../../shared/domain/swarms.ts';
import type { Oid, PeerId, SwarmId } from '../../shared/ids.ts';
import type { Peers } from '../peers/peers.ts';
import { RemoteCopy } from './remote-copy.ts';

/** All copies that connected peers share with me. */
export function allRemoteCopies(peers: Peers): RemoteCopy[] {
  return peers.all.flatMap((peer) =>
    (peer.manifest?.repositories ?? []).map(
      (shared) =>
        new RemoteCopy(
          { id: peer.id, name: peers.nameOf(peer.id) ?? peer.id },
          shared,
          () => peer.link,
        ),
    ),
  );
}

/** Teammates' copies of the project with these root commits. */
export function copiesRelatedTo(peers: Peers, roots: readonly Oid[]): RemoteCopy[] {
  const wanted = new Set(roots);
  return allRemoteCopies(peers).filter(({ shared }) =>
    shared.roots.some((root) => wanted.has(root)),
  );
}

/** Teammates' copies of a swarm, the one with the latest commit first. */
export function copiesOfSwarm(peers: Peers, id: SwarmId): RemoteCopy[] {
  const copies = allRemoteCopies(peers).map((copy) => ({
    copy,
    swarm: copy.shared.swarm,
    roots: copy.shared.roots,
  }));
  const group = [...groupIntoSwarms(copies).values()].find((members) =>
    members.some(({ swarm }) => swarm === id),
  );
  return (group ?? []).map(({ copy }) => copy).sort((a, b) => latestCommit(b) - latestCommit(a));
}

/** The copy of one peer among several, if it has one. */
export function copyOfPeer(copies: readonly RemoteCopy[], peer: PeerId): RemoteCopy | null {
  return copies.find((copy) => copy.peer.id === peer) ?? null;
}

function latestCommit({ shared }: RemoteCopy): number {
  return Math.max(0, ...shared.heads.map(({ tip }) => tip?.time ?? 0));
}
