import type { DoctorFacts, InterfaceFact, PeerFact } from '../../shared/api/doctor-facts.ts';
import type { Finding, Severity } from '../../shared/domain/doctor/finding.ts';
import { sightOf } from '../../shared/domain/doctor/sight.ts';
import { count } from '../../shared/domain/words/quantity.ts';
import type { Reached } from '../../shared/gtp/view.ts';

/** How it stands, in one sentence. */
export function verdict({ peers }: DoctorFacts, findings: readonly Finding[]): string {
  const number = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity).length;
  const [problems, warnings] = [number('problem'), number('warning')];
  if (problems > 0) return `${count(problems, 'thing is', 'things are')} in the way.`;
  if (warnings > 0) return `${count(warnings, 'thing is', 'things are')} worth a look.`;
  const dialling = peers.filter(
    ({ view }) => view.state === 'told' && view.view.reached === 'yes',
  ).length;
  if (dialling === 0) return 'Nothing stands in the way on this computer.';
  return `All is well: ${count(dialling, 'teammate')} can connect to this computer.`;
}

/** What is known in one direction: whether it is heard, and whether it can be connected to. */
export interface Way {
  readonly words: string;
  /** Null where it is not known. */
  readonly isGood: boolean | null;
}

/** How a teammate is seen from here. */
export function wayThere(peer: PeerFact): Way {
  const { hears, talks } = sightOf(peer);
  const isGood = peer.reached === 'yes' || talks === true;
  return { words: `${hears ? 'Heard' : 'Not heard'}, ${REACHED[peer.reached]}`, isGood };
}

/** How a teammate sees this computer. */
export function wayBack(peer: PeerFact): Way {
  const { view } = peer;
  switch (view.state) {
    case 'told': {
      const { reached } = view.view;
      const heard = sightOf(peer).isHeard ? 'Hears you' : 'Does not hear you';
      const isGood = reached === 'yes' ? true : reached === 'untried' ? null : false;
      return { words: `${heard}, ${REACHED[reached]}`, isGood };
    }
    case 'older':
      return { words: 'Cannot say: an older version', isGood: null };
    case 'silent':
      return { words: 'Did not answer', isGood: false };
    case 'unasked':
      return { words: 'Could not be asked', isGood: null };
  }
}

const REACHED: Readonly<Record<Reached, string>> = {
  yes: 'connects',
  refused: 'refused',
  silent: 'no answer',
  unreachable: 'no way there',
  other: 'something else answers',
  untried: 'connecting not tried',
};

/** Whether an interface is used, and what came of it. */
export function interfaceWords({ use, reason, heardItself, heard }: InterfaceFact): string {
  if (use === 'skipped') return `Not used. ${reason ?? ''}`.trim();
  if (use === 'failed') return `Does not work. ${reason ?? ''}`.trim();
  const others = heard.length === 0 ? 'nobody heard' : `${count(heard.length, 'teammate')} heard`;
  const echo = heardItself === false ? ', not even this computer itself' : '';
  return `Used: ${others}${echo}`;
}
