import type { people as english } from '../english/people.ts';

export const people = {
  connected: 'Verbunden',
  connectedAt: (address) => `Verbunden unter ${address}`,
  punched: 'Durch die Router beider Seiten verbunden, da es keinen direkten Weg gibt',
  connectedOver: (relay) => `Über das Relay ${relay} verbunden, da es keinen direkten Weg gibt`,
  overRelay: 'über ein Relay',
  away: (ms) => `${ms} entfernt`,
  connecting: 'verbindet sich',
  isConnecting: 'Verbindung wird aufgebaut…',
  unreachable: 'unerreichbar',
  isUnreachable: 'Im Netzwerk zu sehen, aber es kam keine Verbindung zustande',
  left: (age) => `bis ${age}`,
  hasLeft: (age) => `War da bis ${age}`,
  forget: 'Vergessen',
  vouch: 'Bürgen',
  stopVouching: 'Nicht mehr bürgen',
  stopTrusting: 'Nicht mehr vertrauen',
  findOutWhy: 'Warum?',
  followFails: (why) => `Folgen geht nicht: ${why}`,
  keyChanged: (name) =>
    `Du hast jemandem vertraut, dessen Name ${name} ist oder so aussieht, aber das hier ist ein anderer Schlüssel. Es kann ein neuer Computer sein, oder jemand anders. Vergleicht die Wörter noch einmal, bevor du ihm vertraust.`,
  sixWords: (name) => `Die sechs Wörter von ${name}`,
  compare: (name) =>
    `${name} findet dieselben Wörter unter dem eigenen Namen, unten links. Vergleicht sie laut oder nebeneinander, nicht per Chat.`,
  wordsCommand: 'shoal status',
  compareDepot: (name, command) => [
    `Wer ${name} betreibt, sieht dort dieselben Wörter mit `,
    command,
    '. Vergleicht sie laut oder nebeneinander, nicht per Chat.',
  ],
  isTrusted: (name) =>
    `Du hast diesen Schlüssel verglichen. ${name} sieht, was du mit Leuten teilst, denen du vertraust.`,
  youVouch: (name) => `Du bürgst für ${name}, und alle können das sehen.`,
  theyCompared: 'Dort wurden diese Wörter verglichen, von dir noch nicht.',
  trust: (name) => `Die Wörter stimmen, ${name} vertrauen`,
  scan: (name) => `Stattdessen den Code von ${name} scannen`,
  trustEffect:
    'Dort ist dann zu sehen, was du mit Leuten teilst, denen du vertraust. Du kannst es jederzeit zurücknehmen.',
  shares: 'Teilt mit dir',
  depot: {
    sign: 'Depot',
    title: 'Depot',
    keeps: 'Bewahrt Projekte für andere auf, während sie weg sind',
    keepsFor: (name) => `${name} bewahrt Projekte für andere auf, während diese weg sind.`,
    asOf: (time) => `Stand ${time}`,
    wasThere: (head) => `Wo ${head} da war`,
    headsAsOf: (name, time) => `Heads von ${name}, Stand ${time}`,
    headsNow: (name) => `Heads von ${name}, wie sie jetzt sind`,
    ownHeadsAsOf: (time) => `Deine Heads, Stand ${time}`,
    ownHeadsNow: 'Deine Heads, wie sie jetzt sind',
  },
  nothing: 'Im Moment nichts.',
  notMet: (name) => `Diesem Computer von ${name} bist du noch nicht begegnet.`,
  met: (name) => `Diesem Computer von ${name} bist du schon begegnet.`,
  metOn: (name, day) => `Diesem Computer von ${name} bist du schon begegnet, zuerst am ${day}.`,
  lastHeard: (name, age) => `Was ${name} teilt, war zuletzt ${age} zu hören.`,
  tooOld: 'Das ist zu alt, um es von anderen zu holen.',
  fromOthers: 'Es lässt sich von allen holen, die es auch haben.',
  vouchFor: (names, isOne, name) => `${names} ${isOne ? 'bürgt' : 'bürgen'} für ${name}.`,
  scanning: {
    title: (name) => `Code von ${name} scannen`,
    how: (name) =>
      `${name} öffnet unten links den eigenen Namen und dort den Code. Halte ihn vor die Kamera dieses Computers.`,
    notAllowed:
      'Die Kamera darf nicht benutzt werden. Erlaube es in den Einstellungen des Systems, oder vergleicht die sechs Wörter.',
    notFound: 'Es wurde keine Kamera gefunden. Vergleicht stattdessen die sechs Wörter.',
    failed:
      'Die Kamera lässt sich nicht benutzen, vielleicht hat sie ein anderes Programm. Vergleicht stattdessen die sechs Wörter.',
    noCode: 'Das ist kein Code von Shoal.',
    yourOwn: (name) => `Das ist dein eigener Code. Scanne den auf dem Bildschirm von ${name}.`,
    unknown: (name) =>
      `Das ist der Code eines anderen Computers als dem, der hier ${name} heißt. Vertraue ihm nicht.`,
    somebodyElse: (other, name) => `Das ist der Code von ${other}, nicht der von ${name}.`,
  },
  code: {
    title: 'Dein Code',
    effect:
      'Er sagt dasselbe wie deine sechs Wörter. Wer ihn auf der Seite über dich scannt, weiß, dass dieser Computer deiner ist.',
    label: (name) => `Der Code von ${name}`,
  },
} satisfies typeof english;
