import type { peerFindings as english } from '../english/peer-findings.ts';

export const peerFindings = {
  problem: {
    what: (name, problem) => `${name}: ${problem}`,
    meaning: 'Etwas von dort fehlt hier vielleicht oder ist veraltet.',
    do: 'Bitte darum, Shoal dort zu aktualisieren und neu zu starten; sieh dann noch einmal nach.',
  },
  keyChanged: {
    what: (name) =>
      `${name} hat einen anderen Schlüssel als den, dem du unter diesem Namen vertraut hast.`,
    meaning:
      'Es kann ein neuer Computer sein, oder jemand anders: Was du mit Leuten teilst, denen du vertraust, wird ihm nicht gezeigt.',
    do: 'Vergleicht die sechs Wörter noch einmal, laut oder nebeneinander.',
  },
  unknown: {
    what: (typed) =>
      `Niemand namens „${typed}“ war zu hören oder war da, seit Shoal gestartet wurde.`,
    meaning:
      'Dort läuft Shoal nicht, ist in einem anderen Netzwerk, oder die Ankündigungen kommen hier nicht an.',
    notLooking: 'Dieses Shoal sieht sich nicht um, darum wird niemand beim Namen gefunden.',
    do: 'Bitte darum, dort Shoal zu öffnen und die Diagnose laufen zu lassen. Verbinde dich per Adresse, um die Ankündigungen im Netzwerk zu umgehen.',
  },
  nothingTold: {
    what: (name) => `${name} hat noch nicht gesagt, was geteilt wird.`,
    meaning: 'Die Liste ist unterwegs oder wurde abgelehnt.',
    do: 'Sieh gleich noch einmal nach.',
  },
  sharesNothing: {
    what: (name) => `${name} teilt nichts mit dir.`,
    meaning:
      'Darum ist von dort kein Projekt zu sehen. Was man nicht sehen darf, sieht aus wie etwas, das es nicht gibt.',
    do: 'Bitte darum, es mit allen zu teilen, oder diesem Computer zu vertrauen und es mit Vertrauten zu teilen.',
  },
  shownNothing: {
    what: (name) => `Du teilst nichts mit ${name}.`,
    meaning: 'Dort taucht kein Projekt von dir auf.',
    do: 'Wähle unter „Meine Repositorys“, wer ein Repository sehen darf, oder nimm `shoal share`.',
  },
  notHeard: {
    what: (name) => `${name} ist nicht verbunden und war gerade nicht zu hören.`,
    never: 'Dort wurde Shoal beendet, oder es war in diesem Netzwerk nie zu hören.',
    before:
      'Vorhin war dort etwas zu hören: Der Computer schläft, ist aus oder in einem anderen Netzwerk.',
    do: 'Bitte darum, Shoal im selben Netzwerk zu öffnen. Um Ankündigungen zu umgehen, verbindet euch per Adresse.',
  },
} satisfies typeof english;
