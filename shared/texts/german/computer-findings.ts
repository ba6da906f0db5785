import type { computerFindings as english } from '../english/computer-findings.ts';

export const computerFindings = {
  problem: {
    meaning: 'Bis dahin tut etwas an Shoal nicht, was es soll.',
    do: 'Tu, was dort steht; dann verschwindet das von selbst.',
  },
  engine: {
    isComing: 'Die Engine von Shoal läuft im Moment nicht.',
    hasStopped: 'Die Engine von Shoal steht still.',
    meaning:
      'Niemand kann sich mit diesem Computer verbinden, und nichts wird geholt. Deine Repositorys sind sicher.',
    wait: 'Sie wird von selbst wieder gestartet: Sieh in einer halben Minute noch einmal nach.',
    restart: 'Beende Shoal und starte es neu.',
  },
  disk: {
    isFull: (free) =>
      `Der Datenträger, auf dem Shoal seine Daten hat, ist voll: ${free} sind frei.`,
    isLow: (free) => `Der Datenträger, auf dem Shoal seine Daten hat, hat nur noch ${free} frei.`,
    fullMeans:
      'Einstellungen, Vertrauen und was geholt wurde lassen sich nicht festhalten, und andere bekommen nicht alles, worum sie bitten.',
    lowMeans: 'Für etwas Großes ist beim Holen oder Klonen vielleicht kein Platz.',
    do: 'Schaffe dort Platz.',
  },
  repository: {
    isForeign: (path) => `${path} gehört jemand anderem auf diesem Computer.`,
    foreignMeans:
      'git weigert sich, darin zu arbeiten. Darum bekommt niemand etwas davon, obwohl du es teilst.',
    unusableMeans: 'Niemand bekommt etwas davon, auch wenn du es geteilt hast.',
    trustIt: 'Wenn du dem Inhalt vertraust, sage das git; oder mache es zu deinem.',
    wait: 'Shoal sieht von selbst wieder nach, sobald das getan ist.',
  },
} satisfies typeof english;
