import type { AppState, Peer } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { compareNames } from '../people/compare-names.ts';

/** What a project is found by beside people's names, joined once: a search looks at all of them at each change. */
const texts = new WeakMap<Swarm, string>();

/** Whether every word is in the project's name or description, a head's name, or the name of who has it. */
export function matches(swarm: Swarm, peers: AppState['peers'], words: readonly string[]): boolean {
  const text = texts.get(swarm) ?? textOf(swarm);
  texts.set(swarm, text);
  const isOfSomebody = (word: string) =>
    swarm.alternatives.some(({ peer }) => peers[peer]?.name.toLowerCase().includes(word));
  return words.every((word) => text.includes(word) || isOfSomebody(word));
}

function textOf({ name, description, alternatives }: Swarm): string {
  const copies = alternatives.flatMap((copy) => [
    copy.name,
    ...copy.heads.map((head) => head.name),
  ]);
  return [name, description ?? '', ...copies].join('\n').toLowerCase();
}

/** Who has a project, each once, in no order. */
export function whoHas({ alternatives }: Swarm, peers: AppState['peers']): Peer[] {
  const ids = new Set(alternatives.map(({ peer }) => peer));
  return [...ids].flatMap((id) => peers[id] ?? []);
}

/** The same in the order of the room. */
export function peersOf(swarm: Swarm, peers: AppState['peers']): Peer[] {
  return whoHas(swarm, peers).sort((a, b) => compareNames(a.name, b.name));
}

/** Those whom a project names: who has it, and for whom it is kept. */
export function namedBy({ alternatives }: Swarm): readonly PeerId[] {
  return [
    ...new Set(alternatives.flatMap(({ peer, mirror }) => (mirror ? [peer, mirror.of] : [peer]))),
  ];
}

/** Who made the latest commit available, and when (seconds since the epoch). */
export function latestChange(swarm: Swarm): { peer: PeerId; at: number } | null {
  let latest: { peer: PeerId; at: number } | null = null;
  for (const { peer, heads } of swarm.alternatives) {
    for (const { tip } of heads) {
      if (tip !== null && (latest === null || tip.time > latest.at))
        latest = { peer, at: tip.time };
    }
  }
  return latest;
}

/** The projects that one peer shares with me, by name. */
export function swarmsOf(peer: PeerId, swarms: AppState['swarms']): Swarm[] {
  return Object.values(swarms)
    .filter((swarm) => swarm.alternatives.some((alternative) => alternative.peer === peer))
    .sort((a, b) => compareNames(a.name, b.name));
}
