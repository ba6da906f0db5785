import type { DoctorFacts, InterfaceFact, PeerFact } from '../../shared/api/doctor-facts.ts';
import type { Finding, Severity } from '../../shared/domain/doctor/finding.ts';
import { sightOf } from '../../shared/domain/doctor/sight.ts';
import { t } from '../texts/texts.ts';
import { told } from '../texts/told.ts';

/** How it stands, in one sentence. */
export function verdict({ peers }: DoctorFacts, findings: readonly Finding[]): string {
  const number = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity).length;
  const [problems, warnings] = [number('problem'), number('warning')];
  if (problems > 0) return t.doctor.inTheWay(problems);
  if (warnings > 0) return t.doctor.worthALook(warnings);
  const dialling = peers.filter(
    ({ view }) => view.state === 'told' && view.view.reached === 'yes',
  ).length;
  if (dialling === 0) return t.doctor.nothingInTheWay;
  return t.doctor.allIsWell(dialling);
}

/** What is known in one direction: whether it is heard, and whether it can be connected to. */
export interface Way {
  readonly words: string;
  /** Null where it is not known. */
  readonly isGood: boolean | null;
}

/** How a teammate is seen from here. */
export function wayThere(peer: PeerFact): Way {
  // There is no direct way, which is no fault: the two are connected all the same.
  if (peer.relay !== undefined) return { words: t.doctor.overRelay(peer.relay), isGood: true };
  if (peer.isPunched) return { words: t.doctor.punched, isGood: true };
  const { hears, talks } = sightOf(peer);
  const isGood = peer.reached === 'yes' || talks === true;
  const reached = t.doctor.reached[peer.reached];
  return { words: hears ? t.doctor.heard(reached) : t.doctor.notHeard(reached), isGood };
}

/** How a teammate sees this computer. */
export function wayBack(peer: PeerFact): Way {
  const { view } = peer;
  switch (view.state) {
    case 'told': {
      const { reached } = view.view;
      const words = t.doctor.reached[reached];
      const isGood = reached === 'yes' ? true : reached === 'untried' ? null : false;
      const { hearsYou, hearsYouNot } = t.doctor;
      return { words: sightOf(peer).isHeard ? hearsYou(words) : hearsYouNot(words), isGood };
    }
    case 'older':
      return { words: t.doctor.older, isGood: null };
    case 'silent':
      return { words: t.doctor.silent, isGood: false };
    case 'unasked':
      return { words: t.doctor.unasked, isGood: null };
  }
}

/** Whether an interface is used, and what came of it. */
export function interfaceWords({ use, reason, heardItself, heard }: InterfaceFact): string {
  if (use === 'skipped') return `${t.doctor.notUsed} ${told(reason ?? '')}`.trim();
  if (use === 'failed') return `${t.doctor.doesNotWork} ${told(reason ?? '')}`.trim();
  const { nobodyHeard, teammatesHeard, notEvenItself, used } = t.doctor;
  const others = heard.length === 0 ? nobodyHeard : teammatesHeard(heard.length);
  return used(heardItself === false ? notEvenItself(others) : others);
}

/** The same facts, with what the engine and the host say of them in the language of the window. */
export function inWindowLanguage(facts: DoctorFacts): DoctorFacts {
  const { network, repositories, problems, peers } = facts;
  const orNull = (sentence: string | null) => (sentence === null ? null : told(sentence));
  return {
    ...facts,
    network: {
      ...network,
      interfaces: network.interfaces.map((each) => ({ ...each, reason: orNull(each.reason) })),
    },
    repositories: repositories.map((each) => ({
      ...each,
      status:
        each.status.state === 'unusable'
          ? { ...each.status, sentence: told(each.status.sentence) }
          : each.status,
    })),
    problems: problems.map((each) => ({ ...each, sentence: told(each.sentence) })),
    peers: peers.map((peer) => ({ ...peer, problem: orNull(peer.problem) })),
  };
}
