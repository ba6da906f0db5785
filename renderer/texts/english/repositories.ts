import { counts } from '../../../shared/texts/english/counts.ts';
import { plurals } from '../../../shared/texts/plural.ts';

const { counted } = plurals('en-GB');

/** My repositories: who may see which, and what of them. */
export const repositories = {
  title: 'My repositories',
  add: 'Add…',
  emptyTitle: 'Add a repository to share it',
  empty:
    'Nobody sees it until you say who may. What teammates send goes to its remote branches; your own branches and files stay as they are.',
  drop: 'Drop a repository to add it',
  reading: 'reading…',
  needsAttention: 'needs attention',
  notShared: 'not shared',
  isReading: 'Reading its branches and tags…',
  openInRoom: (until: string, afterwards: string) =>
    `Open to everyone in the room ${until}. Afterwards: ${afterwards}. What you choose here holds at once.`,
  noCommits: 'no commits yet',
  toShare: (heads: string) => `${heads} to share`,
  seeNearby: 'See it nearby',
  remove: 'Remove from Shoal…',
  folderStays: 'The folder stays as it is.',
  othersDoNotGet: 'What others do not get of it',
  cannotBeShared: (n: number) =>
    `${counted(n, 'branch or tag', 'branches and tags')} cannot be shared`,
  notAllTold: 'Not all of it can be told',
  whoMaySee: 'Who may see it',
  audience: {
    nobody: {
      label: 'Nobody',
      effect: 'Stays on this computer; you can still fetch into it.',
    },
    trusted: { label: 'People I trust', effect: 'Everyone whose six words you compared.' },
    everyone: { label: 'Everyone nearby', effect: 'Anyone who runs Shoal on this network.' },
    peers: { label: 'Chosen people', effect: 'Only those you tick below.' },
  },
  visibility: {
    nobody: 'not shared',
    trusted: 'people I trust',
    everyone: 'everyone nearby',
    peers: (n: number) => counts.people(n),
  },
  chosenPeople: 'Chosen people',
  nobodyKnown: 'Nobody has been here yet. Until you choose someone, nobody sees it.',
  nobodyTicked: 'Until you tick someone, nobody sees it.',
  sharedHeads: 'Branches and tags that are shared',
  shareThese: 'Share these heads',
  fetchAhead: 'Fetch ahead',
  fetchAheadEffect:
    'While it is shared or followed, what teammates you trust have is brought before you ask, so that your next git fetch has little to bring.',
};
