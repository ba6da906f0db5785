import type { DoctorFacts, PeerFact } from '../../api/doctor-facts.ts';
import { t } from '../../texts/all-texts.ts';
import type { Finding } from './finding.ts';

/** What is wrong with teammates themselves; of one that was asked for, also why nothing of it is seen. */
export function peerFindings(facts: DoctorFacts): Finding[] {
  const { asked, peers } = facts;
  return [
    ...peers.flatMap(problemOf),
    ...(asked?.state === 'unknown' ? [unknown(asked.typed, facts)] : []),
    ...(asked?.state === 'known'
      ? peers.flatMap((peer) => (peer.id === asked.id ? about(peer) : []))
      : []),
  ];
}

function problemOf({ name, trust, problem }: PeerFact): Finding[] {
  const words = t.peerFindings;
  return [
    ...(problem === null
      ? []
      : [
          {
            code: 'peer-problem',
            severity: 'warning' as const,
            ...words.problem,
            what: words.problem.what(name, problem),
            command: null,
          },
        ]),
    ...(trust === 'changed'
      ? [
          {
            code: 'key-changed',
            severity: 'warning' as const,
            ...words.keyChanged,
            what: words.keyChanged.what(name),
            command: null,
          },
        ]
      : []),
  ];
}

function unknown(typed: string, { network }: DoctorFacts): Finding {
  const words = t.peerFindings.unknown;
  return {
    code: 'peer-unknown',
    severity: 'problem',
    what: words.what(typed),
    meaning: network.isLooking ? words.meaning : words.notLooking,
    do: words.do,
    command: null,
  };
}

function about(peer: PeerFact): Finding[] {
  const { name, presence, shows, maySee, heardOn } = peer;
  const isHere = presence === 'connected';
  const words = t.peerFindings;
  return [
    ...(!isHere && heardOn.length === 0 ? [away(peer)] : []),
    ...(isHere && shows === null ? [note('nothing-told', name, words.nothingTold)] : []),
    ...(isHere && shows === 0 ? [note('shares-nothing', name, words.sharesNothing)] : []),
    ...(maySee === 0 ? [note('shown-nothing', name, words.shownNothing)] : []),
  ];
}

function away({ name, heardAgo }: PeerFact): Finding {
  const words = t.peerFindings.notHeard;
  return {
    code: 'not-heard',
    severity: 'problem',
    what: words.what(name),
    meaning: heardAgo === null ? words.never : words.before,
    do: words.do,
    command: null,
  };
}

interface NoteWords extends Pick<Finding, 'meaning' | 'do'> {
  what(name: string): string;
}

function note(code: string, name: string, { what, meaning, do: advice }: NoteWords): Finding {
  return { code, severity: 'note', what: what(name), meaning, do: advice, command: null };
}
