import type { Parts } from '../../../shared/texts/translation.ts';

/** One of the people in the room: how they are reached, and whether they are trusted. */
export const people = {
  connected: 'Connected',
  connectedAt: (address: string) => `Connected at ${address}`,
  punched: 'Connected through the routers of both sides, as there is no direct way',
  /** Of a relay, as `host:port`. */
  connectedOver: (relay: string) => `Connected over the relay ${relay}, as there is no direct way`,
  overRelay: 'over a relay',
  away: (ms: string) => `${ms} away`,
  connecting: 'connecting',
  isConnecting: 'Connecting…',
  unreachable: 'unreachable',
  isUnreachable: 'Seen on the network, but no connection could be made',
  left: (age: string) => `left ${age}`,
  hasLeft: (age: string) => `Left ${age}`,
  forget: 'Forget',
  vouch: 'Vouch',
  stopVouching: 'Stop vouching',
  stopTrusting: 'Stop trusting',
  findOutWhy: 'Find out why',
  followFails: (why: string) => `Following does not work: ${why}`,
  keyChanged: (name: string) =>
    `You trusted someone whose name is, or looks like, ${name}, but this is another key. It may be a new computer, or somebody else. Compare the words again before you trust it.`,
  sixWords: (name: string) => `${name}’s six words`,
  compare: (name: string) =>
    `${name} finds the same words under their own name, at the bottom left. Compare them aloud or side by side, not over chat.`,
  wordsCommand: 'shoal status',
  /** Of a depot, which has no window; `command` prints the words. */
  compareDepot: <T>(name: string, command: T): Parts<T> => [
    `Whoever runs ${name} sees the same words there with `,
    command,
    '. Compare them aloud or side by side, not over chat.',
  ],
  isTrusted: (name: string) =>
    `You compared this key. ${name} sees what you share with people you trust.`,
  youVouch: (name: string) => `You vouch for ${name}, and everyone can see it.`,
  theyCompared: 'They compared these words; you did not yet.',
  trust: (name: string) => `The words match, trust ${name}`,
  scan: (name: string) => `Scan ${name}’s code instead`,
  trustEffect:
    'They will see what you share with people you trust. You can take it back at any time.',
  shares: 'Shares with you',
  depot: {
    sign: 'depot',
    title: 'Depot',
    keeps: 'Keeps projects for others while they are away',
    keepsFor: (name: string) => `${name} keeps projects for others while their owners are away.`,
    asOf: (time: string) => `as of ${time}`,
    wasThere: (head: string) => `Where ${head} was then`,
    headsAsOf: (name: string, time: string) => `${name}’s heads as of ${time}`,
    headsNow: (name: string) => `${name}’s heads as they are now`,
    ownHeadsAsOf: (time: string) => `Your heads as of ${time}`,
    ownHeadsNow: 'Your heads as they are now',
  },
  nothing: 'Nothing right now.',
  notMet: (name: string) => `You have not met this computer of ${name}’s before.`,
  met: (name: string) => `You have met this computer of ${name}’s before.`,
  metOn: (name: string, day: string) =>
    `You have met this computer of ${name}’s before, first on ${day}.`,
  lastHeard: (name: string, age: string) => `What ${name} shares was last heard of ${age}.`,
  tooOld: 'That is too old to be fetched from others.',
  fromOthers: 'It can be fetched from whoever else has it.',
  vouchFor: (names: string, isOne: boolean, name: string) =>
    `${names} ${isOne ? 'vouches' : 'vouch'} for ${name}.`,
  scanning: {
    title: (name: string) => `Scan ${name}’s code`,
    how: (name: string) =>
      `${name} opens their own name at the bottom left, and there the code. Hold it in front of this computer’s camera.`,
    notAllowed:
      'The camera may not be used. Allow it in the settings of this system, or compare the six words.',
    notFound: 'No camera was found. Compare the six words instead.',
    failed:
      'The camera cannot be used, perhaps because another program has it. Compare the six words instead.',
    noCode: 'This is no code of Shoal.',
    yourOwn: (name: string) => `This is your own code. Scan the one on ${name}’s screen.`,
    unknown: (name: string) =>
      `This is the code of another computer than the one that is called ${name} here. Do not trust that one.`,
    somebodyElse: (other: string, name: string) => `This is ${other}’s code, not ${name}’s.`,
  },
  code: {
    title: 'Your code',
    effect:
      'It says the same as your six words. A teammate who scans it, from the page about you, knows that this computer is yours.',
    label: (name: string) => `The code of ${name}`,
  },
};
