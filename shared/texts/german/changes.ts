import type { changes as english } from '../english/changes.ts';
import { plurals } from '../plural.ts';
import { counts } from './counts.ts';

const { counted } = plurals('de-DE');

export const changes = {
  isNew: 'ist neu',
  hasMoved: 'hat sich bewegt',
  hasNewCommits: (n) => `hat ${counted(n, 'neuen Commit', 'neue Commits')}`,
  wasRewritten: 'wurde umgeschrieben',
  isGone: 'ist weg',
  areNew: (heads) => `${heads} sind neu`,
  haveMoved: (heads) => `${heads} haben sich bewegt`,
  wereRewritten: (heads) => `${heads} wurden umgeschrieben`,
  areGone: (heads) => `${heads} sind weg`,
  haveChanged: (heads) => `${heads} geändert`,
  movedAlong: 'ist mitgegangen',
  wasLeft: (why) => `blieb stehen: ${why}`,
  yourBranch: (branch, what) => `dein ${branch} ${what}`,
  news: (people, where) => `${people} in ${where}`,
  someTeammate: 'Jemand',
  wouldConflict: (head, mine, files) =>
    `${head} hätte Konflikte mit deinem ${mine} in ${counts.files(files)}`,
  wouldConflictWithYours: (head, files) =>
    `${head} hätte Konflikte mit deiner Arbeit in ${counts.files(files)}`,
  andOtherHeads: (told, n) => `${told}, und ${counted(n, 'weiterer Head', 'weitere Heads')}`,
  sharingIsPaused: 'Teilen ist angehalten',
  sharingIsPausedUntil: (time) => `Teilen ist angehalten bis ${time}`,
  pauses: {
    hour: 'Für eine Stunde',
    tomorrow: 'Bis morgen früh',
    resumed: 'Bis ich es fortsetze',
  },
  sharedWithNobodyNow: (why) => `Im Moment mit niemandem geteilt. ${why}`,
} satisfies typeof english;
