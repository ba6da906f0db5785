import { counts } from '../../../shared/texts/english/counts.ts';
import { plurals } from '../../../shared/texts/plural.ts';

const { counted } = plurals('en-GB');

/** The screen of the doctor; what it finds is told by the rules. */
export const doctor = {
  title: 'Doctor',
  about: (name: string) => `about ${name}`,
  lookAgain: 'Look again',
  lookingTitle: 'Looking…',
  looking:
    'Looking at this computer, and asking teammates how they see it. It takes a few seconds; more where somebody does not answer.',
  lookingAgain: 'Looking again, and asking teammates…',
  findings: 'Findings',
  severity: { problem: 'Problem', warning: 'Warning', note: 'Note' },
  report: 'Report',
  copyReport: 'Copy the report',
  withNames: 'With names, addresses and paths',
  networkInterface: 'Network interface',
  addresses: 'Addresses',
  lookingForTeammates: 'Looking for teammates',
  teammate: 'Teammate',
  seenFromHere: 'Seen from here',
  howTheySeeYou: 'How they see you',
  inTheWay: (n: number) => `${counted(n, 'thing is', 'things are')} in the way.`,
  worthALook: (n: number) => `${counted(n, 'thing is', 'things are')} worth a look.`,
  nothingInTheWay: 'Nothing stands in the way on this computer.',
  allIsWell: (n: number) => `All is well: ${counts.teammates(n)} can connect to this computer.`,
  heard: (reached: string) => `Heard, ${reached}`,
  notHeard: (reached: string) => `Not heard, ${reached}`,
  hearsYou: (reached: string) => `Hears you, ${reached}`,
  hearsYouNot: (reached: string) => `Does not hear you, ${reached}`,
  older: 'Cannot say: an older version',
  silent: 'Did not answer',
  unasked: 'Could not be asked',
  /** Where there is no direct way; the first of a relay, as `host:port`. */
  overRelay: (relay: string) => `Connected over the relay ${relay}`,
  punched: 'Connected by hole punching',
  reached: {
    yes: 'connects',
    refused: 'refused',
    silent: 'no answer',
    unreachable: 'no way there',
    other: 'something else answers',
    untried: 'connecting not tried',
  },
  notUsed: 'Not used.',
  doesNotWork: 'Does not work.',
  used: (heard: string) => `Used: ${heard}`,
  nobodyHeard: 'nobody heard',
  teammatesHeard: (n: number) => `${counts.teammates(n)} heard`,
  notEvenItself: (heard: string) => `${heard}, not even this computer itself`,
};
