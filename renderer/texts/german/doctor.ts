import { counts } from '../../../shared/texts/german/counts.ts';
import { plurals } from '../../../shared/texts/plural.ts';
import type { doctor as english } from '../english/doctor.ts';

const { counted, form } = plurals('de-DE');

export const doctor = {
  title: 'Diagnose',
  about: (name) => `über ${name}`,
  lookAgain: 'Noch einmal nachsehen',
  lookingTitle: 'Es wird nachgesehen…',
  looking:
    'Dieser Computer wird untersucht, und andere werden gefragt, wie sie ihn sehen. Das dauert ein paar Sekunden; länger, wo jemand nicht antwortet.',
  lookingAgain: 'Es wird noch einmal nachgesehen und gefragt…',
  findings: 'Befunde',
  severity: { problem: 'Problem', warning: 'Warnung', note: 'Hinweis' },
  report: 'Bericht',
  copyReport: 'Bericht kopieren',
  withNames: 'Mit Namen, Adressen und Pfaden',
  networkInterface: 'Netzwerkschnittstelle',
  addresses: 'Adressen',
  lookingForTeammates: 'Suche nach anderen',
  teammate: 'Person',
  seenFromHere: 'Von hier gesehen',
  howTheySeeYou: 'Wie man dich sieht',
  inTheWay: (n) => `${counted(n, 'Sache steht', 'Sachen stehen')} im Weg.`,
  worthALook: (n) => `${counted(n, 'Sache ist', 'Sachen sind')} einen Blick wert.`,
  nothingInTheWay: 'Auf diesem Computer steht nichts im Weg.',
  allIsWell: (n) =>
    `Alles ist gut: ${counts.people(n)} ${form(n, 'kann', 'können')} sich mit diesem Computer verbinden.`,
  heard: (reached) => `Gehört, ${reached}`,
  notHeard: (reached) => `Nicht gehört, ${reached}`,
  hearsYou: (reached) => `Hört dich, ${reached}`,
  hearsYouNot: (reached) => `Hört dich nicht, ${reached}`,
  older: 'Kann es nicht sagen: eine ältere Version',
  silent: 'Hat nicht geantwortet',
  unasked: 'Konnte nicht gefragt werden',
  overRelay: (relay) => `Verbunden über das Relay ${relay}`,
  punched: 'Verbunden durch Hole Punching',
  reached: {
    yes: 'Verbindung klappt',
    refused: 'abgelehnt',
    silent: 'keine Antwort',
    unreachable: 'kein Weg dorthin',
    other: 'etwas anderes antwortet',
    untried: 'Verbindung nicht versucht',
  },
  notUsed: 'Nicht benutzt.',
  doesNotWork: 'Geht nicht.',
  used: (heard) => `Benutzt: ${heard}`,
  nobodyHeard: 'niemand zu hören',
  teammatesHeard: (n) => `${counts.people(n)} zu hören`,
  notEvenItself: (heard) => `${heard}, nicht einmal dieser Computer selbst`,
} satisfies typeof english;
