import { counts } from '../../../shared/texts/german/counts.ts';
import { plurals } from '../../../shared/texts/plural.ts';
import type { Parts } from '../../../shared/texts/translation.ts';
import type { activity as english } from '../english/activity.ts';

const { counted } = plurals('de-DE');

export const activity = {
  title: 'Aktivität',
  fetches: (n) => `${n.toLocaleString('de-DE')}-mal geholt`,
  parts: 'Teile der Aktivität',
  whatCame: 'Was kam',
  totals: 'Summen',
  emptyTitle: 'Noch ist nichts gekommen',
  empty:
    'Folge jemandem, und die Commits kommen von selbst hier an. Was kam, lässt sich rückgängig machen.',
  undoWhat: (head, what) => `Rückgängig: ${head} ${what}`,
  undoAll: 'Alles rückgängig',
  undoAllOf: (name, repository) => `Alles rückgängig: ${name} in ${repository}`,
  fetchAgain: 'Noch einmal holen',
  fetchAgainOf: (name, repository) => `Noch einmal holen: ${name} in ${repository}`,
  whoWhere: <T>(who: T, repository: string): Parts<T> => [who, ` in ${repository}`],
  yourBranch: <T>(branch: T, what: string): Parts<T> => ['Dein ', branch, ` ${what}`],
  nothingMovedTitle: 'Noch hat sich nichts bewegt',
  nothingMoved:
    'Was du bekommst und gibst, wird hier zusammengezählt, nach Tag, Person und Projekt.',
  lastDays: (n) => `Die letzten ${n} Tage`,
  byPerson: 'Nach Person',
  byProject: 'Nach Projekt',
  name: 'Name',
  received: 'Bekommen',
  given: 'Gegeben',
  saved: 'Gespart',
  notFromServer: 'Nicht vom Server geholt',
  today: (bytes) => `${bytes} heute`,
  guests: 'Gäste',
  others: 'Andere',
  daysPlot: (n, received, given) => `Die letzten ${n} Tage: ${received} bekommen, ${given} gegeben`,
  dayPlot: (day, received, given) => `${day}: ${received} bekommen, ${given} gegeben`,
  above: (bytes) => `oben: bekommen, ${bytes}`,
  below: (bytes) => `unten: gegeben, ${bytes}`,
  isToday: 'heute',
  rightNow: 'Wer gerade wem was gibt',
  gives: (speed) => `gibt ${speed}`,
  gets: (speed) => `bekommt ${speed}`,
  commitsPlot: (hours, figures) =>
    `Commits der letzten ${hours} Stunden, die ältesten zuerst: ${figures}`,
  hoursAgo: (n) => `vor ${counted(n, 'Stunde', 'Stunden')}`,
  mostInAnHour: (n) => `höchstens in einer Stunde: ${n}`,
  commitsWithinHour: (n) => `${counts.commits(n)} in dieser Stunde`,
} satisfies typeof english;
