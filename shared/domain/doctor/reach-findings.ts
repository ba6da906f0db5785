import type { DoctorFacts, PeerFact } from '../../api/doctor-facts.ts';
import { t } from '../../texts/all-texts.ts';
import type { Finding } from './finding.ts';
import { type Advice, allowAnnouncements, allowConnections } from './firewall-advice.ts';
import { someNames } from './name-list.ts';
import { type ReachKind, reachKinds } from './reach-kinds.ts';

/** Whether teammates and this computer find and reach each other; those for whom the same is so, together. */
export function reachFindings(facts: DoctorFacts): Finding[] {
  const byKind = new Map<ReachKind, PeerFact[]>();
  for (const peer of facts.peers) {
    for (const kind of reachKinds(peer, facts)) {
      byKind.set(kind, [...(byKind.get(kind) ?? []), peer]);
    }
  }
  return [...byKind].map(([code, peers]) => {
    const names = someNames(peers.map(({ name }) => name));
    const words = WORDS[code]({ names, at: placeOf(peers), isOne: peers.length === 1, facts });
    return { code, command: null, ...words };
  });
}

interface About {
  readonly names: string;
  /** Where that is, if it is one: as in ` at 10.0.0.5:7654`. */
  readonly at: string;
  readonly isOne: boolean;
  readonly facts: DoctorFacts;
}

type Words = Omit<Finding, 'code' | 'command'> & Partial<Advice>;

const WORDS: Readonly<Record<ReachKind, (about: About) => Words>> = {
  isolation: ({ names, isOne }) => {
    const { what, ...rest } = t.reachFindings.isolation;
    return { severity: 'problem', what: what(names, isOne), ...rest };
  },
  'isolation-likely': ({ names, isOne }) => {
    const { what, meaning, do: advice } = t.reachFindings.isolationLikely;
    return {
      severity: 'problem',
      what: what(names, isOne),
      meaning: meaning(isOne),
      do: advice(isOne),
    };
  },
  'gone-silent': ({ names, isOne }) => {
    const { what, meaning, do: advice } = t.reachFindings.goneSilent;
    return {
      severity: 'note',
      what: what(names, isOne),
      meaning: meaning(isOne),
      do: advice(isOne),
    };
  },
  'no-way': ({ names, at, isOne }) => {
    const { what, meaning, do: advice } = t.reachFindings.noWay;
    return {
      severity: 'problem',
      what: what(names, isOne, at),
      meaning: meaning(isOne),
      do: advice(isOne),
    };
  },
  'their-port-blocked': ({ names, at, isOne }) => {
    const { what, meaning, do: advice } = t.reachFindings.theirPortBlocked;
    return {
      severity: 'warning',
      what: what(names, at),
      meaning: meaning(isOne),
      do: advice(isOne),
    };
  },
  'refused-there': ({ names, at, isOne }) => {
    const { what, ...rest } = t.reachFindings.refusedThere;
    return { severity: 'problem', what: what(names, isOne, at), ...rest };
  },
  'other-there': ({ names, at }) => {
    const { what, ...rest } = t.reachFindings.otherThere;
    return { severity: 'problem', what: what(names, at), ...rest };
  },
  'no-answer': ({ names, isOne }) => {
    const { what, ...rest } = t.reachFindings.noAnswer;
    return { severity: 'warning', what: what(names, isOne), ...rest };
  },
  'port-blocked': ({ names, facts }) => {
    const { what, meaning } = t.reachFindings.portBlocked;
    return {
      severity: 'warning',
      what: what(names, facts.port),
      meaning,
      ...allowConnections(facts),
    };
  },
  'port-refused': ({ names, facts }) => {
    const { what, meaning } = t.reachFindings.portRefused;
    return {
      severity: 'warning',
      what: what(names, facts.port),
      meaning,
      ...allowConnections(facts),
    };
  },
  'port-elsewhere': ({ names }) => {
    const { what, ...rest } = t.reachFindings.portElsewhere;
    return { severity: 'warning', what: what(names), ...rest };
  },
  'one-way-out': ({ names, isOne }) => {
    const { what, meaning, do: advice } = t.reachFindings.oneWayOut;
    return { severity: 'warning', what: what(names, isOne), meaning, do: advice(isOne) };
  },
  'one-way-in': ({ names, isOne, facts }) => {
    const { what, meaning, do: advice } = t.reachFindings.oneWayIn;
    const { command } = allowAnnouncements(facts);
    return {
      severity: 'warning',
      what: what(names, isOne),
      meaning: meaning(names, isOne),
      do: advice,
      command: facts.firewalls.some(({ admitsMdns }) => admitsMdns !== true) ? command : null,
    };
  },
  'only-by-address': ({ names }) => {
    const { what, ...rest } = t.reachFindings.onlyByAddress;
    return { severity: 'note', what: what(names), ...rest };
  },
  translated: ({ names }) => {
    const { what, ...rest } = t.reachFindings.translated;
    return { severity: 'note', what: what(names), ...rest };
  },
  'over-relay': ({ names, isOne }) => {
    const { what, ...rest } = t.reachFindings.overRelay;
    return { severity: 'note', what: what(names, isOne), ...rest };
  },
  punched: ({ names, isOne }) => {
    const { what, ...rest } = t.reachFindings.punched;
    return { severity: 'note', what: what(names, isOne), ...rest };
  },
  'older-version': ({ names, isOne }) => {
    const { what, ...rest } = t.reachFindings.olderVersion;
    return { severity: 'note', what: what(names, isOne), ...rest };
  },
};

function placeOf(peers: readonly PeerFact[]): string {
  const [only, ...more] = peers;
  return only?.place == null || more.length > 0 ? '' : t.reachFindings.at(only.place);
}
