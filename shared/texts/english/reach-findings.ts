const theirs = (isOne: boolean) => (isOne ? 'their computer' : 'their computers');
const elsewhere =
  'se another network, a cable or a phone’s hotspot; or ask whoever runs the network to turn “client isolation” (also “AP isolation”) off.';
const port = (number: number | null) => number ?? 'of Shoal’s';

/**
 * What is in the way between this computer and teammates’. `names` are one, where `isOne`, or several; `at` is as in
 * ` at 10.0.0.5:7654`, or nothing.
 */
export const reachFindings = {
  at: (place: string) => ` at ${place}`,
  isolation: {
    what: (names: string, isOne: boolean) =>
      `${names} ${isOne ? 'is' : 'are'} heard, but no connection gets through, in either direction.`,
    meaning:
      'Announcements to everyone pass, and what is meant for one computer does not: the network keeps its computers apart (client isolation), or lets packets through in one direction only.',
    do: `U${elsewhere}`,
  },
  isolationLikely: {
    what: (names: string, isOne: boolean) =>
      `${names} ${isOne ? 'was' : 'were'} here a moment ago, and now nothing comes through: no announcement, no connection.`,
    meaning: (isOne: boolean) =>
      `Either ${isOne ? 'that computer is' : 'those computers are'} off this network, or the network keeps its computers apart (client isolation). This computer’s own announcements do go out.`,
    do: (isOne: boolean) =>
      `Ask whether ${isOne ? 'it is' : 'they are'} still on the same network. If so: u${elsewhere}`,
  },
  goneSilent: {
    what: (names: string, isOne: boolean) =>
      `${names} ${isOne ? 'was' : 'were'} here a moment ago, and nothing comes from there any more.`,
    meaning: (isOne: boolean) =>
      `Others are heard, so it is not the network: ${isOne ? 'that computer sleeps, is off, or has' : 'those computers sleep, are off, or have'} left.`,
    do: (isOne: boolean) =>
      `Nothing has to be done: ${isOne ? 'it shows' : 'they show'} up again when ${isOne ? 'it is' : 'they are'} back.`,
  },
  noWay: {
    what: (names: string, isOne: boolean, at: string) =>
      `${names} ${isOne ? 'is' : 'are'} heard, but ${isOne ? 'does' : 'do'} not answer${at}.`,
    meaning: (isOne: boolean) =>
      `Most often a firewall on ${theirs(isOne)} drops what comes in. Else the network keeps its computers apart (client isolation).`,
    do: (isOne: boolean) =>
      `Have Shoal’s doctor run on ${theirs(isOne)}, too: it says whether a firewall there is the reason. If it is not: use another network.`,
  },
  theirPortBlocked: {
    what: (names: string, at: string) => `${names} cannot be dialled from here${at}.`,
    meaning: (isOne: boolean) =>
      `A firewall on ${theirs(isOne)} drops what comes in. As long as they dial this computer, everything works all the same.`,
    do: (isOne: boolean) =>
      `Ask ${isOne ? 'them' : 'each of them'} to let Shoal’s port in: its doctor there says how.`,
  },
  refusedThere: {
    what: (names: string, isOne: boolean, at: string) =>
      `${names} ${isOne ? 'is' : 'are'} heard, but the connection is refused${at}.`,
    meaning:
      'Shoal was just ended or started again there, or a firewall there refuses what comes in.',
    do: 'Wait half a minute. If it stays so, have the doctor run there, too.',
  },
  otherThere: {
    what: (names: string, at: string) => `Where ${names} should be${at}, something else answers.`,
    meaning:
      'Another program or another computer has that address now, or somebody announces what is not theirs.',
    do: 'Ask them for their address (Shoal shows it under their own name), and connect to that.',
  },
  noAnswer: {
    what: (names: string, isOne: boolean) =>
      `${names} ${isOne ? 'is' : 'are'} connected, but did not answer in time.`,
    meaning: 'That computer is very busy, asleep, or its line is slow.',
    do: 'Look again in a minute.',
  },
  portBlocked: {
    what: (names: string, number: number | null) =>
      `${names} cannot dial this computer: nothing comes back from port ${port(number)}.`,
    meaning:
      'A firewall on this computer drops what comes in. Whoever cannot be dialled from here, either, will never be connected.',
  },
  portRefused: {
    what: (names: string, number: number | null) =>
      `${names} cannot dial this computer: the connection to port ${port(number)} is refused.`,
    meaning:
      'A firewall on this computer refuses what comes in, or Shoal listens at another of its addresses only.',
  },
  portElsewhere: {
    what: (names: string) =>
      `At the address under which ${names} see this computer, something else answers.`,
    meaning:
      'A router, a VPN or a virtual machine stands between, and others cannot dial this computer through it.',
    do: 'Nothing has to be done while both are connected. Else put both on the same network.',
  },
  oneWayOut: {
    what: (names: string, isOne: boolean) =>
      `${names} ${isOne ? 'does' : 'do'} not hear this computer’s announcements, although ${isOne ? 'it is' : 'they are'} heard here.`,
    meaning:
      'Multicast passes in one direction only. This computer does not show up there by itself; it has to be the one that connects.',
    do: (isOne: boolean) =>
      `A firewall on ${theirs(isOne)} may drop UDP port 5353: have the doctor run there, too. Some Wi-Fi drops multicast; a cable does not.`,
  },
  oneWayIn: {
    what: (names: string, isOne: boolean) =>
      `The announcements of ${names} do not arrive here, although ${isOne ? 'that computer hears' : 'those computers hear'} this one.`,
    meaning: (names: string, isOne: boolean) =>
      `Multicast passes in one direction only. ${names} will not show up here by ${isOne ? 'itself' : 'themselves'}; the connection has to come from there.`,
    do: 'A firewall on this computer may drop UDP port 5353, or the network drops multicast on its way: then a cable, or adding them by address, helps.',
  },
  onlyByAddress: {
    what: (names: string) => `${names} and this computer do not hear each other’s announcements.`,
    meaning:
      'They are connected because one knew the other’s address: on another network, through a VPN, or where multicast is dropped.',
    do: 'Nothing has to be done. To find each other by yourselves, be on the same network.',
  },
  translated: {
    what: (names: string) => `${names} see this computer under an address that it has not got.`,
    meaning: 'A router, a VPN or a virtual machine stands between and changes addresses.',
    do: 'Nothing has to be done while it works. Others there may need this computer to connect to them.',
  },
  overRelay: {
    what: (names: string, isOne: boolean) =>
      `${names} ${isOne ? 'is' : 'are'} connected over a relay, as no direct connection came about.`,
    meaning:
      'Everything works, at the relay’s speed. What is said over it nobody but the two can read.',
    do: 'Nothing has to be done. A port that is let in on one side makes the connection direct.',
  },
  punched: {
    what: (names: string, isOne: boolean) =>
      `${names} ${isOne ? 'is' : 'are'} connected by hole punching, through routers that let nobody in.`,
    meaning: 'Everything works, and nobody passes on what is said.',
    do: 'Nothing has to be done. A port that is let in on one side makes the connection direct, and faster.',
  },
  olderVersion: {
    what: (names: string, isOne: boolean) =>
      `${names} ${isOne ? 'runs' : 'run'} an older Shoal, which cannot say how it sees this computer.`,
    meaning: 'Fetching works all the same; only this question stays open.',
    do: 'Ask them to update, and look again.',
  },
};
