import type { DoctorFacts, PeerFact } from '../../api/doctor-facts.ts';
import type { Reached } from '../../gtp/view.ts';
import { sightOf } from './sight.ts';

/** What can be in the way between this computer and a teammate's. */
export type ReachKind =
  /** They are heard, and no packet for this computer alone comes back. */
  | 'isolation'
  /** They were heard lately, and now nothing of them comes through; nor of anybody. */
  | 'isolation-likely'
  /** The same, while others are heard. */
  | 'gone-silent'
  /** They are heard, and do not answer: a firewall of theirs, or the network. */
  | 'no-way'
  /** The same, where the network lets others through. */
  | 'their-port-blocked'
  /** Where they say that they are, nothing listens, or something else does. */
  | 'refused-there'
  | 'other-there'
  /** There is a connection, and no answer on it. */
  | 'no-answer'
  /** They cannot dial this computer: nothing comes back, it is refused, or something else answers. */
  | 'port-blocked'
  | 'port-refused'
  | 'port-elsewhere'
  /** They do not hear this computer, which hears them; the other way round; neither hears the other. */
  | 'one-way-out'
  | 'one-way-in'
  | 'only-by-address'
  /** They see this computer under an address that it has not. */
  | 'translated'
  | 'older-version'
  /** A relay passes on what they and this computer say to each other. */
  | 'over-relay'
  /** Hole punching brought them and this computer together. */
  | 'punched';

/** Nothing came back from there. */
const UNANSWERED: ReadonlySet<Reached> = new Set(['silent', 'unreachable']);

/** All that is in the way between this computer and a teammate's, seen from both ends. */
export function reachKinds(peer: PeerFact, facts: DoctorFacts): ReachKind[] {
  // What is in the way of a direct connection is why there is a way around.
  if (peer.relay !== undefined) return ['over-relay'];
  if (peer.isPunched) return ['punched'];
  const kinds = [wayThere(peer, facts), wayBack(peer), hearing(peer, facts), place(peer, facts)];
  return kinds.flatMap((kind) => kind ?? []);
}

function wayThere(peer: PeerFact, facts: DoctorFacts): ReachKind | null {
  const { reached } = peer;
  const { hears, heardLately, talks } = sightOf(peer);
  if (talks === true) return UNANSWERED.has(reached) ? 'their-port-blocked' : null;
  if (reached === 'yes') return talks === false ? 'no-answer' : null;
  if (!hears) {
    const isLost = heardLately && UNANSWERED.has(reached) && canHear(facts);
    if (!isLost) return null;
    const others = facts.network.interfaces.some(({ heard }) => heard.length > 0);
    return others ? 'gone-silent' : 'isolation-likely';
  }
  switch (reached) {
    case 'unreachable':
      return 'isolation';
    case 'silent':
      return silence(facts.peers.filter((other) => other !== peer));
    case 'refused':
      return 'refused-there';
    case 'other':
      return 'other-there';
    case 'untried':
      return null;
  }
}

/** Of somebody who is heard and does not answer: what the others do says whose fault it is. */
function silence(others: readonly PeerFact[]): ReachKind {
  if (others.some(answers)) return 'their-port-blocked';
  // A firewall has one; several at once are the network's.
  return others.some(({ heardOn }) => heardOn.length > 0) ? 'isolation' : 'no-way';
}

function wayBack({ view }: PeerFact): ReachKind | null {
  if (view.state === 'older') return 'older-version';
  if (view.state !== 'told') return null;
  const { reached } = view.view;
  if (UNANSWERED.has(reached)) return 'port-blocked';
  if (reached === 'refused') return 'port-refused';
  return reached === 'other' ? 'port-elsewhere' : null;
}

/** Nothing of it is said where this computer hears nobody: that is told by itself. */
function hearing(peer: PeerFact, facts: DoctorFacts): ReachKind | null {
  const { hears, isHeard } = sightOf(peer);
  if (isHeard === null || !canHear(facts)) return null;
  if (hears) return isHeard ? null : 'one-way-out';
  return isHeard ? 'one-way-in' : 'only-by-address';
}

function place({ view }: PeerFact, { network }: DoctorFacts): ReachKind | null {
  if (view.state !== 'told' || view.view.address === '') return null;
  const mine = network.interfaces.flatMap(({ addresses }) => addresses);
  // Without interfaces nothing is known; one that both are on has its own names for itself.
  const isMine = mine.length === 0 || mine.includes(view.view.address);
  return isMine || view.view.address.startsWith('127.') ? null : 'translated';
}

function canHear({ network }: DoctorFacts): boolean {
  return network.interfaces.some(({ heardItself }) => heardItself === true);
}

function answers(peer: PeerFact): boolean {
  return peer.reached === 'yes' || sightOf(peer).talks === true;
}
