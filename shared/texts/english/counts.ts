import { plurals } from '../plural.ts';

const LOCALE = 'en-GB';
const { counted, listed } = plurals(LOCALE);

/** Numbers, and how much there is of what. */
export const counts = {
  locale: LOCALE,
  /** Between units and tenths. */
  decimal: '.',
  figure: (n: number) => n.toLocaleString(LOCALE),
  listed,
  /** At the end of a list. */
  others: (n: number) => `${n} others`,
  more: (n: number) => counted(n, 'more', 'more'),
  minutes: (n: number) => counted(n, 'minute', 'minutes'),
  hours: (n: number) => counted(n, 'hour', 'hours'),
  days: (n: number) => counted(n, 'day', 'days'),
  projects: (n: number) => counted(n, 'project', 'projects'),
  people: (n: number) => counted(n, 'person', 'people'),
  teammates: (n: number) => counted(n, 'teammate', 'teammates'),
  files: (n: number) => counted(n, 'file', 'files'),
  commits: (n: number) => counted(n, 'commit', 'commits'),
  branches: (n: number) => counted(n, 'branch', 'branches'),
  heads: (n: number) => counted(n, 'head', 'heads'),
  tags: (n: number) => counted(n, 'tag', 'tags'),
  newHeads: (n: number) => counted(n, 'new head', 'new heads'),
  newTags: (n: number) => counted(n, 'new tag', 'new tags'),
  headsAndTags: (heads: string, tags: string) => `${heads} and ${tags}`,
  /** A time of day of another day. */
  clockOn: (clock: string, day: string) => `${clock} on ${day}`,
};
