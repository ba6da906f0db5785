import { counts } from '../../../shared/texts/german/counts.ts';
import { plurals } from '../../../shared/texts/plural.ts';
import type { Parts } from '../../../shared/texts/translation.ts';
import type { room as english } from '../english/room.ts';

const { counted, form } = plurals('de-DE');

export const room = {
  title: 'Raum',
  takingPart: 'Mitmachen',
  offTitle: 'Der Raum ist aus',
  off: 'Für einen Hackathon oder einen gemeinsamen Abend: Ausgewählte Projekte sind eine Weile für alle hier offen, und alle sehen, wer woran arbeitet. Danach ist jedes wieder geteilt wie zuvor.',
  alone: 'Noch ist sonst niemand da. Wer in diesem Netzwerk Shoal öffnet, sieht diese Projekte.',
  commitsPerHour: 'Commits pro Stunde',
  unasked: (n) =>
    `${counted(n, 'Kopie', 'Kopien')} ${form(n, 'konnte', 'konnten')} gerade nicht nach älteren Commits gefragt werden.`,
  showOnProjector: 'Auf einem Beamer zeigen',
  words: (people, projects, commits) =>
    `${counts.people(people)} in ${counted(projects, 'Projekt', 'Projekten')}, ${counts.commits(commits)} an einem Tag`,
  inThisRoom: 'In diesem Raum',
  nothingOpen: 'Im Moment ist nichts offen',
  whoHacks: 'Wer woran arbeitet',
  latestCommits: 'Neueste Commits',
  showMore: (n) => `${n} weitere zeigen`,
  commitsWithinDay: ' Commits an einem Tag',
  authorIn: (author, project) => `${author} in ${project}`,
  authorInSince: (author, project, age) => `${author} in ${project}, ${age}`,
  howToJoin: 'So macht man mit',
  howItIs:
    'Wer in diesem Netzwerk Shoal öffnet, ist dabei. Um sicher zu sein, dass du es bist, wird damit dein Code gescannt.',
  withoutShoal: <T>(page: T): Parts<T> => [
    'Ohne Shoal liegt alles unter ',
    page,
    ' und lässt sich mit git allein klonen:',
  ],
  guestsPage: 'Die Seite für Gäste als Code zum Scannen',
  mine: 'Mein Teil des Raums',
  open: 'Meine Projekte für alle öffnen',
  openUntil: (projects, until) =>
    `${counts.projects(projects)} offen ${until}, dann wieder geteilt wie zuvor.`,
  openOff: 'Aus: Jedes ist geteilt, wie du es gewählt hast.',
  howLong: 'Wie lange',
  anotherEnd: 'Anderes Ende…',
  whichOnes: 'Welche',
  guestsToo: 'Auch Gäste klonen mit git allein',
  nothingToOpen: 'Du hast hier noch kein Repository, das für alle offen sein könnte.',
} satisfies typeof english;
