import { counts } from '../../../shared/texts/english/counts.ts';
import { plurals } from '../../../shared/texts/plural.ts';
import type { Parts } from '../../../shared/texts/translation.ts';

const { counted } = plurals('en-GB');

/** What came, from whom, and what has moved in all. */
export const activity = {
  title: 'Activity',
  fetches: (n: number) => counted(n, 'fetch', 'fetches'),
  parts: 'Parts of the activity',
  whatCame: 'What came',
  totals: 'Totals',
  emptyTitle: 'Nothing has come yet',
  empty:
    'Follow a teammate, and their commits arrive here by themselves. Whatever came can be undone.',
  undoWhat: (head: string, what: string) => `Undo: ${head} ${what}`,
  undoAll: 'Undo all',
  undoAllOf: (name: string, repository: string) => `Undo all: ${name} in ${repository}`,
  fetchAgain: 'Fetch again',
  fetchAgainOf: (name: string, repository: string) => `Fetch again: ${name} in ${repository}`,
  whoWhere: <T>(who: T, repository: string): Parts<T> => [who, ` in ${repository}`],
  yourBranch: <T>(branch: T, what: string): Parts<T> => ['Your ', branch, ` ${what}`],
  nothingMovedTitle: 'Nothing has moved yet',
  nothingMoved: 'What you receive and give is added up here, by day, by person and by project.',
  lastDays: (n: number) => `The last ${n} days`,
  byPerson: 'By person',
  byProject: 'By project',
  name: 'Name',
  received: 'Received',
  given: 'Given',
  saved: 'Saved',
  notFromServer: 'Not fetched from a server',
  today: (bytes: string) => `${bytes} today`,
  guests: 'Guests',
  others: 'Others',
  daysPlot: (n: number, received: string, given: string) =>
    `The last ${n} days: ${received} received, ${given} given`,
  dayPlot: (day: string, received: string, given: string) =>
    `${day}: ${received} received, ${given} given`,
  above: (bytes: string) => `above: received, ${bytes}`,
  below: (bytes: string) => `below: given, ${bytes}`,
  isToday: 'today',
  rightNow: 'Who gives what to whom, right now',
  gives: (speed: string) => `gives ${speed}`,
  gets: (speed: string) => `gets ${speed}`,
  commitsPlot: (hours: number, figures: string) =>
    `commits of the last ${hours} hours, the oldest first: ${figures}`,
  hoursAgo: (n: number) => `${n} hours ago`,
  mostInAnHour: (n: number) => `most in an hour: ${n}`,
  commitsWithinHour: (n: number) => `${counts.commits(n)} within the hour`,
};
