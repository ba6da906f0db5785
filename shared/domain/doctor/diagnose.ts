import type { DoctorFacts, InterfaceFact, PeerFact } from '../../api/doctor-facts.ts';
import type { Reached } from '../../gtp/view.ts';
import type { PeerId } from '../../ids.ts';
import { beyondFindings } from './beyond-findings.ts';
import { clockFindings } from './clock-findings.ts';
import { computerFindings } from './computer-findings.ts';
import { type Finding, inOrder } from './finding.ts';
import { firewallFindings } from './firewall-findings.ts';
import { networkFindings } from './network-findings.ts';
import { peerFindings } from './peer-findings.ts';
import { reachFindings } from './reach-findings.ts';
import { sightOf } from './sight.ts';

/** What `shoal doctor --json` prints. */
export interface Diagnosis {
  /** The gravest first; empty when all is well. */
  readonly findings: readonly Finding[];
  readonly versions: DoctorFacts['versions'];
  readonly interfaces: readonly InterfaceFact[];
  readonly peers: readonly SeenPeer[];
}

/** A teammate, as it is seen from here and sees this computer. */
interface SeenPeer {
  readonly id: PeerId;
  readonly name: string;
  readonly presence: PeerFact['presence'];
  readonly trust: PeerFact['trust'];
  /** The relay over which it is connected; absent where it is connected directly, or not at all. */
  readonly relay?: string;
  /** It is connected by hole punching. */
  readonly isPunched?: true;
  /** Where it was dialled. */
  readonly address: string | null;
  /** Whether its announcement was heard just now. */
  readonly heard: boolean;
  /** What came of dialling it. */
  readonly reached: Reached;
  /** Whether it heard this computer's announcement just now; null where it did not say. */
  readonly hearsMe: boolean | null;
  /** What came of its dialling this computer; null where it did not say. */
  readonly reachesMe: Reached | null;
  /** By how many seconds its clock is ahead; null where it did not say. */
  readonly clockAhead: number | null;
  readonly software: string | null;
  /** How many repositories it shows to this computer, and this one to it. */
  readonly shows: number | null;
  readonly maySee: number;
}

/** What follows from what was seen. */
export function diagnose(facts: DoctorFacts): Diagnosis {
  const findings = [
    ...computerFindings(facts),
    ...networkFindings(facts),
    ...firewallFindings(facts),
    ...reachFindings(facts),
    ...beyondFindings(facts),
    ...clockFindings(facts),
    ...peerFindings(facts),
  ];
  return {
    findings: inOrder(findings),
    versions: facts.versions,
    interfaces: facts.network.interfaces,
    peers: facts.peers.map(seen),
  };
}

function seen(peer: PeerFact): SeenPeer {
  const { id, name, presence, trust, place, reached, view, clockAhead, shows, maySee } = peer;
  const { hears, isHeard } = sightOf(peer);
  const told = view.state === 'told' ? view : null;
  return {
    ...(peer.relay === undefined ? {} : { relay: peer.relay }),
    ...(peer.isPunched ? { isPunched: true } : {}),
    ...{ id, name, presence, trust, address: place, heard: hears, reached, hearsMe: isHeard },
    reachesMe: told?.view.reached ?? null,
    clockAhead: clockAhead === null ? null : Math.round(clockAhead / 1000),
    software: told?.view.software ?? null,
    ...{ shows, maySee },
  };
}
