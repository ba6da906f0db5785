import { counts } from '../../../shared/texts/german/counts.ts';
import { plurals } from '../../../shared/texts/plural.ts';
import type { repositories as english } from '../english/repositories.ts';

const { counted, form } = plurals('de-DE');

export const repositories = {
  title: 'Meine Repositorys',
  add: 'Hinzufügen…',
  emptyTitle: 'Füge ein Repository hinzu, um es zu teilen',
  empty:
    'Niemand sieht es, bis du sagst, wer darf. Was andere schicken, kommt in seine Remote-Branches; deine eigenen Branches und Dateien bleiben, wie sie sind.',
  drop: 'Lege ein Repository ab, um es hinzuzufügen',
  reading: 'wird gelesen…',
  needsAttention: 'braucht dich',
  notShared: 'nicht geteilt',
  isReading: 'Branches und Tags werden gelesen…',
  openInRoom: (until, afterwards) =>
    `Im Raum für alle offen ${until}. Danach: ${afterwards}. Was du hier wählst, gilt sofort.`,
  noCommits: 'noch keine Commits',
  toShare: (heads) => `${heads} zum Teilen`,
  seeNearby: 'In der Nähe ansehen',
  remove: 'Aus Shoal entfernen…',
  folderStays: 'Der Ordner bleibt, wie er ist.',
  othersDoNotGet: 'Was andere davon nicht bekommen',
  cannotBeShared: (n) =>
    `${counted(n, 'Branch oder Tag', 'Branches und Tags')} ${form(n, 'kann', 'können')} nicht geteilt werden`,
  notAllTold: 'Nicht alles davon lässt sich nennen',
  whoMaySee: 'Wer es sehen darf',
  audience: {
    nobody: {
      label: 'Niemand',
      effect: 'Bleibt auf diesem Computer; du kannst trotzdem hineinholen.',
    },
    trusted: {
      label: 'Leute, denen ich vertraue',
      effect: 'Alle, deren sechs Wörter du verglichen hast.',
    },
    everyone: {
      label: 'Alle in der Nähe',
      effect: 'Wer auch immer in diesem Netzwerk Shoal benutzt.',
    },
    peers: { label: 'Ausgewählte', effect: 'Nur die, bei denen du unten ein Häkchen setzt.' },
  },
  visibility: {
    nobody: 'nicht geteilt',
    trusted: 'Vertraute',
    everyone: 'alle in der Nähe',
    peers: (n) => counts.people(n),
  },
  chosenPeople: 'Ausgewählte',
  nobodyKnown: 'Noch war niemand da. Bis du jemanden wählst, sieht es niemand.',
  nobodyTicked: 'Bis du bei jemandem ein Häkchen setzt, sieht es niemand.',
  sharedHeads: 'Branches und Tags, die geteilt werden',
  shareThese: 'Diese Heads teilen',
  fetchAhead: 'Im Voraus holen',
  fetchAheadEffect:
    'Solange es geteilt oder gefolgt wird, kommt schon vorher, was Leute haben, denen du vertraust, damit dein nächstes git fetch wenig zu bringen hat.',
} satisfies typeof english;
