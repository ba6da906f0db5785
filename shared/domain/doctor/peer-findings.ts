import type { DoctorFacts, PeerFact } from '../../api/doctor-facts.ts';
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
  return [
    ...(problem === null
      ? []
      : [
          {
            code: 'peer-problem',
            severity: 'warning' as const,
            what: `${name}: ${problem}`,
            meaning: 'Something of theirs may be missing or old here.',
            do: 'Ask them to update Shoal and to start it again; look again then.',
            command: null,
          },
        ]),
    ...(trust === 'changed'
      ? [
          {
            code: 'key-changed',
            severity: 'warning' as const,
            what: `${name} has another key than the one that you trusted under this name.`,
            meaning:
              'It may be a new computer, or somebody else: what you share with people you trust is not shown to it.',
            do: 'Compare the six words again, aloud or side by side.',
            command: null,
          },
        ]
      : []),
  ];
}

function unknown(typed: string, { network }: DoctorFacts): Finding {
  return {
    code: 'peer-unknown',
    severity: 'problem',
    what: `Nobody called “${typed}” was heard, or has been here since Shoal was started.`,
    meaning: network.isLooking
      ? 'Their Shoal is not running, is on another network, or its announcements do not arrive here.'
      : 'This Shoal does not look around, so nobody is found by name.',
    do: 'Ask them to open Shoal, and to run its doctor. Connect by address to go round the network’s announcements.',
    command: null,
  };
}

function about(peer: PeerFact): Finding[] {
  const { name, presence, shows, maySee, heardOn } = peer;
  const isHere = presence === 'connected';
  return [
    ...(!isHere && heardOn.length === 0 ? [away(peer)] : []),
    ...(isHere && shows === null
      ? [
          note('nothing-told', `${name} has not said yet what it shares.`, {
            meaning: 'Its list is on its way, or was refused.',
            do: 'Look again in a moment.',
          }),
        ]
      : []),
    ...(isHere && shows === 0
      ? [
          note('shares-nothing', `${name} shares nothing with you.`, {
            meaning:
              'That is why no project of theirs is shown. What one may not see looks like what is not there.',
            do: 'Ask them to share it with everyone, or to trust this computer and share it with people they trust.',
          }),
        ]
      : []),
    ...(maySee === 0
      ? [
          note('shown-nothing', `You share nothing with ${name}.`, {
            meaning: 'No project of yours shows up there.',
            do: 'Choose who may see a repository under My repositories, or with `shoal share`.',
          }),
        ]
      : []),
  ];
}

function away({ name, heardAgo }: PeerFact): Finding {
  return {
    code: 'not-heard',
    severity: 'problem',
    what: `${name} is not connected, and was not heard just now.`,
    meaning:
      heardAgo === null
        ? 'Their Shoal was ended, or was never heard on this network.'
        : 'They were heard before: their computer sleeps, is off, or is on another network.',
    do: 'Ask them to open Shoal on the same network. To go round announcements, connect by address.',
    command: null,
  };
}

function note(code: string, what: string, rest: Pick<Finding, 'meaning' | 'do'>): Finding {
  return { code, severity: 'note', what, command: null, ...rest };
}
