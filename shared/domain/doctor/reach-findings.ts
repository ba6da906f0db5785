import type { DoctorFacts, PeerFact } from '../../api/doctor-facts.ts';
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
    const words = WORDS[code]({ names, places: placesOf(peers), isOne: peers.length === 1, facts });
    return { code, command: null, ...words };
  });
}

interface About {
  readonly names: string;
  readonly places: string;
  readonly isOne: boolean;
  readonly facts: DoctorFacts;
}

type Words = Omit<Finding, 'code' | 'command'> & Partial<Advice>;

/** Another network, where nothing else helps. */
const ELSEWHERE =
  'Use another network, a cable or a phone’s hotspot; or ask whoever runs the network to turn “client isolation” (also “AP isolation”) off.';

const WORDS: Readonly<Record<ReachKind, (about: About) => Words>> = {
  isolation: ({ names, isOne }) => ({
    severity: 'problem',
    what: `${names} ${isOne ? 'is' : 'are'} heard, but no connection gets through, in either direction.`,
    meaning:
      'Announcements to everyone pass, and what is meant for one computer does not: the network keeps its computers apart (client isolation), or lets packets through in one direction only.',
    do: ELSEWHERE,
  }),
  'isolation-likely': ({ names, isOne }) => ({
    severity: 'problem',
    what: `${names} ${isOne ? 'was' : 'were'} here a moment ago, and now nothing comes through: no announcement, no connection.`,
    meaning: `Either ${isOne ? 'that computer is' : 'those computers are'} off this network, or the network keeps its computers apart (client isolation). This computer’s own announcements do go out.`,
    do: `Ask whether ${isOne ? 'it is' : 'they are'} still on the same network. If so: ${ELSEWHERE.charAt(0).toLowerCase()}${ELSEWHERE.slice(1)}`,
  }),
  'gone-silent': ({ names, isOne }) => ({
    severity: 'note',
    what: `${names} ${isOne ? 'was' : 'were'} here a moment ago, and nothing comes from there any more.`,
    meaning: `Others are heard, so it is not the network: ${isOne ? 'that computer sleeps, is off, or has' : 'those computers sleep, are off, or have'} left.`,
    do: `Nothing has to be done: ${isOne ? 'it shows' : 'they show'} up again when ${isOne ? 'it is' : 'they are'} back.`,
  }),
  'no-way': ({ names, places, isOne }) => ({
    severity: 'problem',
    what: `${names} ${isOne ? 'is' : 'are'} heard, but ${isOne ? 'does' : 'do'} not answer${places}.`,
    meaning: `Most often a firewall on ${theirs(isOne)} drops what comes in. Else the network keeps its computers apart (client isolation).`,
    do: `Have Shoal’s doctor run on ${theirs(isOne)}, too: it says whether a firewall there is the reason. If it is not: use another network.`,
  }),
  'their-port-blocked': ({ names, places, isOne }) => ({
    severity: 'warning',
    what: `${names} cannot be dialled from here${places}.`,
    meaning: `A firewall on ${theirs(isOne)} drops what comes in. As long as they dial this computer, everything works all the same.`,
    do: `Ask ${isOne ? 'them' : 'each of them'} to let Shoal’s port in: its doctor there says how.`,
  }),
  'refused-there': ({ names, places, isOne }) => ({
    severity: 'problem',
    what: `${names} ${isOne ? 'is' : 'are'} heard, but the connection is refused${places}.`,
    meaning:
      'Shoal was just ended or started again there, or a firewall there refuses what comes in.',
    do: 'Wait half a minute. If it stays so, have the doctor run there, too.',
  }),
  'other-there': ({ names, places }) => ({
    severity: 'problem',
    what: `Where ${names} should be${places}, something else answers.`,
    meaning:
      'Another program or another computer has that address now, or somebody announces what is not theirs.',
    do: 'Ask them for their address (Shoal shows it under their own name), and connect to that.',
  }),
  'no-answer': ({ names, isOne }) => ({
    severity: 'warning',
    what: `${names} ${isOne ? 'is' : 'are'} connected, but did not answer in time.`,
    meaning: 'That computer is very busy, asleep, or its line is slow.',
    do: 'Look again in a minute.',
  }),
  'port-blocked': ({ names, facts }) => ({
    severity: 'warning',
    what: `${names} cannot dial this computer: nothing comes back from port ${facts.port ?? 'of Shoal’s'}.`,
    meaning:
      'A firewall on this computer drops what comes in. Whoever cannot be dialled from here, either, will never be connected.',
    ...allowConnections(facts),
  }),
  'port-refused': ({ names, facts }) => ({
    severity: 'warning',
    what: `${names} cannot dial this computer: the connection to port ${facts.port ?? 'of Shoal’s'} is refused.`,
    meaning:
      'A firewall on this computer refuses what comes in, or Shoal listens at another of its addresses only.',
    ...allowConnections(facts),
  }),
  'port-elsewhere': ({ names }) => ({
    severity: 'warning',
    what: `At the address under which ${names} see this computer, something else answers.`,
    meaning:
      'A router, a VPN or a virtual machine stands between, and others cannot dial this computer through it.',
    do: 'Nothing has to be done while both are connected. Else put both on the same network.',
  }),
  'one-way-out': ({ names, isOne }) => ({
    severity: 'warning',
    what: `${names} ${isOne ? 'does' : 'do'} not hear this computer’s announcements, although ${isOne ? 'it is' : 'they are'} heard here.`,
    meaning: `Multicast passes in one direction only. This computer does not show up there by itself; it has to be the one that connects.`,
    do: `A firewall on ${theirs(isOne)} may drop UDP port 5353: have the doctor run there, too. Some Wi-Fi drops multicast; a cable does not.`,
  }),
  'one-way-in': ({ names, isOne, facts }) => {
    const { command } = allowAnnouncements(facts);
    return {
      severity: 'warning',
      what: `The announcements of ${names} do not arrive here, although ${isOne ? 'that computer hears' : 'those computers hear'} this one.`,
      meaning: `Multicast passes in one direction only. ${names} will not show up here by ${isOne ? 'itself' : 'themselves'}; the connection has to come from there.`,
      do: 'A firewall on this computer may drop UDP port 5353, or the network drops multicast on its way: then a cable, or adding them by address, helps.',
      command: facts.firewalls.some(({ admitsMdns }) => admitsMdns !== true) ? command : null,
    };
  },
  'only-by-address': ({ names }) => ({
    severity: 'note',
    what: `${names} and this computer do not hear each other’s announcements.`,
    meaning:
      'They are connected because one knew the other’s address: on another network, through a VPN, or where multicast is dropped.',
    do: 'Nothing has to be done. To find each other by yourselves, be on the same network.',
  }),
  translated: ({ names }) => ({
    severity: 'note',
    what: `${names} see this computer under an address that it has not got.`,
    meaning: 'A router, a VPN or a virtual machine stands between and changes addresses.',
    do: 'Nothing has to be done while it works. Others there may need this computer to connect to them.',
  }),
  'over-relay': ({ names, isOne }) => ({
    severity: 'note',
    what: `${names} ${isOne ? 'is' : 'are'} connected over a relay, as no direct connection came about.`,
    meaning:
      'Everything works, at the relay’s speed. What is said over it nobody but the two can read.',
    do: 'Nothing has to be done. A port that is let in on one side makes the connection direct.',
  }),
  'older-version': ({ names, isOne }) => ({
    severity: 'note',
    what: `${names} ${isOne ? 'runs' : 'run'} an older Shoal, which cannot say how it sees this computer.`,
    meaning: 'Fetching works all the same; only this question stays open.',
    do: 'Ask them to update, and look again.',
  }),
};

function theirs(isOne: boolean): string {
  return isOne ? 'their computer' : 'their computers';
}

function placesOf(peers: readonly PeerFact[]): string {
  const [only, ...more] = peers;
  return only?.place == null || more.length > 0 ? '' : ` at ${only.place}`;
}
