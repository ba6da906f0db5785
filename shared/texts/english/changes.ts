import { plurals } from '../plural.ts';
import { counts } from './counts.ts';

const { counted } = plurals('en-GB');

/** What happened to heads, what is news of it, and how sharing stands. */
export const changes = {
  /** Behind the name of a head. */
  isNew: 'is new',
  hasMoved: 'has moved',
  hasNewCommits: (n: number) => `has ${counted(n, 'new commit', 'new commits')}`,
  wasRewritten: 'was rewritten',
  isGone: 'is gone',
  /** Behind how many there are. */
  areNew: (heads: string) => `${heads} are new`,
  haveMoved: (heads: string) => `${heads} have moved`,
  wereRewritten: (heads: string) => `${heads} were rewritten`,
  areGone: (heads: string) => `${heads} are gone`,
  haveChanged: (heads: string) => `${heads} changed`,
  /** Behind the name of a branch of mine. */
  movedAlong: 'moved along',
  wasLeft: (why: string) => `was left: ${why}`,
  yourBranch: (branch: string, what: string) => `your ${branch} ${what}`,
  news: (people: string, where: string) => `${people} in ${where}`,
  someTeammate: 'A teammate',
  wouldConflict: (head: string, mine: string, files: number) =>
    `${head} would conflict with your ${mine} in ${counts.files(files)}`,
  wouldConflictWithYours: (head: string, files: number) =>
    `${head} would conflict with your work in ${counts.files(files)}`,
  andOtherHeads: (told: string, n: number) =>
    `${told}, and ${counted(n, 'other head', 'other heads')}`,
  sharingIsPaused: 'Sharing is paused',
  sharingIsPausedUntil: (time: string) => `Sharing is paused until ${time}`,
  pauses: {
    hour: 'For an hour',
    tomorrow: 'Until tomorrow morning',
    resumed: 'Until I resume it',
  },
  sharedWithNobodyNow: (why: string) => `Shared with nobody at the moment. ${why}`,
};
