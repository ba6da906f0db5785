import { counts } from '../../../shared/texts/english/counts.ts';
import { plurals } from '../../../shared/texts/plural.ts';
import type { Parts } from '../../../shared/texts/translation.ts';

const { counted } = plurals('en-GB');

/** What is open to everyone for an evening, and what happens in it. */
export const room = {
  title: 'Room',
  takingPart: 'Taking part',
  offTitle: 'The room is off',
  off: 'For a hackathon or an evening together: chosen projects are open to everyone here for a while, and all see who hacks on what. Afterwards each is shared as it was before.',
  alone: 'Nobody else is here yet. Whoever opens Shoal on this network sees these projects.',
  commitsPerHour: 'Commits per hour',
  unasked: (n: number) =>
    `${counted(n, 'copy', 'copies')} could not be asked for older commits just now.`,
  showOnProjector: 'Show on a projector',
  words: (people: number, projects: number, commits: number) =>
    `${counts.people(people)} in ${counts.projects(projects)}, ${counts.commits(commits)} within a day`,
  inThisRoom: 'In this room',
  nothingOpen: 'Nothing is open at the moment',
  whoHacks: 'Who hacks on what',
  latestCommits: 'Latest commits',
  showMore: (n: number) => `Show ${n} more`,
  commitsWithinDay: ' commits within a day',
  authorIn: (author: string, project: string) => `${author} in ${project}`,
  authorInSince: (author: string, project: string, age: string) =>
    `${author} in ${project}, ${age}`,
  howToJoin: 'How to join',
  howItIs:
    'Whoever opens Shoal on this network is in. To be sure that it is you, they scan your code with it.',
  withoutShoal: <T>(page: T): Parts<T> => [
    'Without Shoal, everything is at ',
    page,
    ', to be cloned with plain git:',
  ],
  guestsPage: 'The page for guests, as a code to scan',
  mine: 'My part of the room',
  open: 'Open my projects to everyone',
  openUntil: (projects: number, until: string) =>
    `${counts.projects(projects)} open ${until}, then shared as before.`,
  openOff: 'Off: each is shared as you chose for it.',
  howLong: 'How long',
  anotherEnd: 'Another end…',
  whichOnes: 'Which ones',
  guestsToo: 'Guests clone with plain git, too',
  nothingToOpen: 'You have no repository here yet that could be open to everyone.',
};
