import type { counts as english } from '../english/counts.ts';
import { plurals } from '../plural.ts';

const LOCALE = 'de-DE';
const { counted, listed } = plurals(LOCALE);

export const counts = {
  locale: LOCALE,
  decimal: ',',
  figure: (n) => n.toLocaleString(LOCALE),
  listed,
  others: (n) => `${n} weitere`,
  more: (n) => counted(n, 'weiterer', 'weitere'),
  minutes: (n) => counted(n, 'Minute', 'Minuten'),
  hours: (n) => counted(n, 'Stunde', 'Stunden'),
  days: (n) => counted(n, 'Tag', 'Tage'),
  projects: (n) => counted(n, 'Projekt', 'Projekte'),
  people: (n) => counted(n, 'Person', 'Leute'),
  teammates: (n) => counted(n, 'Teammitglied', 'Teammitglieder'),
  files: (n) => counted(n, 'Datei', 'Dateien'),
  commits: (n) => counted(n, 'Commit', 'Commits'),
  branches: (n) => counted(n, 'Branch', 'Branches'),
  heads: (n) => counted(n, 'Head', 'Heads'),
  tags: (n) => counted(n, 'Tag', 'Tags'),
  newHeads: (n) => counted(n, 'neuer Head', 'neue Heads'),
  newTags: (n) => counted(n, 'neuer Tag', 'neue Tags'),
  headsAndTags: (heads, tags) => `${heads} und ${tags}`,
  clockOn: (clock, day) => `${clock} am ${day}`,
} satisfies typeof english;
