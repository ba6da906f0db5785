import { counts } from '../../../shared/texts/german/counts.ts';
import { plurals } from '../../../shared/texts/plural.ts';
import type { depots as english } from '../english/depots.ts';

const { counted } = plurals('de-DE');

export const depots = {
  pushDots: 'Ins Depot pushen…',
  title: (project, depot) => `${project} bei ${depot}`,
  which: 'Welches Depot',
  copyOf: (depot, owner) => `${depot}, für ${owner}`,
  copyOfMine: (depot) => `${depot}, für dich`,
  copyOfNobody: (depot) => `${depot}, ohne seine Pushes`,
  parts: 'Teile dieser Seite',
  part: { push: 'Pushen', roles: 'Wer pushen darf', log: 'Protokoll' },
  asking: 'Das Depot wird gefragt…',
  askingEffect: 'Sein Protokoll wird geholt, und jede Unterschrift darin geprüft.',
  none: {
    title: 'Kein Depot nimmt Pushes für dieses Projekt an',
    effect:
      'Ein Depot bewahrt Projekte für ein Team auf, während Laptops schlafen. Teile dieses Projekt mit einem: Sobald es dort aufbewahrt wird, kannst du dorthin pushen.',
    noCommits: 'Dieses Repository hat noch keine Commits',
    noCommitsEffect: 'Es gibt nichts zu pushen.',
  },
  away: {
    title: (depot) => `${depot} ist nicht da`,
    effect: 'Sobald es zurück ist, kannst du dorthin pushen.',
  },
  takesNone: {
    title: (depot) => `${depot} nimmt keine Pushes für dieses Projekt an`,
    effect:
      'Vielleicht hat das beendet, wer es betreibt. Deine Commits werden weiter von dir geholt.',
  },
  alarm: {
    title: 'Dieses Depot sagt nicht die Wahrheit',
    begunAnew: 'Es hat neu begonnen…',
    question: (depot) => `Übernehmen, was ${depot} jetzt zeigt?`,
    effect: (depot) =>
      `Was ${depot} vorher gezeigt hat, wird hier vergessen. Tu das nur, wenn dir gesagt wurde, dass es neu begonnen hat, von dem, der es betreibt, und nicht über das Netzwerk.`,
    keep: 'Nein, weiter ablehnen',
    accept: 'So übernehmen',
  },
  rights: {
    owner: 'Du bist hier Owner: Du darfst jeden Branch pushen und sagen, wer es noch darf.',
    begins: (depot) =>
      `Dieses Projekt gehört dir, und zu ${depot} hat noch niemand gepusht. Ab deinem ersten Push zeigt es, was gepusht ist, und nicht mehr, was du teilst.`,
    maintainer: (patterns) =>
      `Du bist hier Maintainer von ${patterns}. Andere Branches kommen an einen eigenen Platz.`,
    contributor: 'Du bist hier Contributor: Deine Branches kommen an einen eigenen Platz.',
    until: (day) => `Das endet am ${day}.`,
  },
  forbidden: {
    title: 'Du darfst hier noch nicht pushen',
    noRole: (depot) => `Niemand hat dir in diesem Projekt bei ${depot} eine Rolle gegeben.`,
    revoked: (depot) => `Deine Rolle in diesem Projekt bei ${depot} wurde zurückgenommen.`,
    expired: (depot) => `Deine Rolle in diesem Projekt bei ${depot} ist abgelaufen.`,
    ask: (owner) =>
      `Frage ${owner}, Owner dieses Projekts. Als Contributor darfst du eigene Branches pushen, als Maintainer die, die dafür genannt sind.`,
    words: 'Deine sechs Wörter',
    wordsHint:
      'Lies sie vor, wenn dir jemand eine Rolle gibt: Sie stehen für den Schlüssel dieses Computers.',
  },
  branches: 'Welcher Branch',
  noBranch: 'Hier gibt es keinen Branch, der gepusht werden könnte.',
  moreBranches: (n) =>
    `${counted(n, 'weiterer Branch', 'weitere Branches')}, mit älteren Commits: Pushe sie mit git.`,
  checkedOut: 'hier bist du',
  to: (from, to) => [from, ' → ', to],
  ownPlace: 'am eigenen Platz',
  ownPlaceTitle: 'Deine Rolle reicht nicht bis zu diesem Branch; diese hier gehören dir allein',
  step: {
    same: 'nichts zu pushen',
    isSame: (depot) => `${depot} hat diesen Commit schon.`,
    isNew: 'dort neu',
    isNewEffect: (depot) => `${depot} hat noch keinen solchen Branch.`,
    ahead: (n) => `${counts.figure(n)} zu pushen`,
    aheadEffect: (depot, n) => `Bei ${depot} fehlen von dir ${counts.commits(n)}.`,
    behind: (n) => `${counts.figure(n)} zurück`,
    behindEffect: (depot, n) =>
      `${depot} ist ${counts.commits(n)} weiter. Nimm sie in deinen Branch auf; von dir fehlt dort nichts.`,
    diverged: (mine, theirs) => `${counts.figure(mine)} voraus, ${counts.figure(theirs)} zurück`,
    divergedEffect: (depot, mine, theirs) =>
      `Du hast ${counts.commits(mine)}, die bei ${depot} fehlen, und dort gibt es ${counts.commits(theirs)}, die deinem Branch fehlen. Führe sie zusammen, dann pushe.`,
    fetchFirst: 'erst holen',
    fetchFirstEffect: (depot) =>
      `${depot} hat Commits, die hier nicht sind. Hole sie, führe sie mit deinem Branch zusammen, dann pushe.`,
    unrelated: 'ohne Bezug',
    unrelatedEffect: (depot) =>
      `Dein Branch und der bei ${depot} haben keinen Commit gemeinsam. Pushe ihn mit git unter einem anderen Namen.`,
    notAllowed: 'nicht erlaubt',
  },
  push: (branch) => `${branch} pushen`,
  pushCommits: (n, branch) => `${counted(n, 'Commit', 'Commits')} von ${branch} pushen`,
  pushing: (branch) => `${branch} wird gepusht…`,
  sent: (bytes) => `${bytes} gesendet`,
  pushed: (branch, depot) =>
    `${branch} ist jetzt bei ${depot}. Du hast das unterschrieben, und alle können es prüfen.`,
  seeLog: 'Im Protokoll ansehen',
  notPushed: (branch, why) => `${branch} wurde nicht gepusht. ${why}`,
  rejected: {
    'fetch-first': (depot) =>
      `Inzwischen hat jemand anders zu ${depot} gepusht. Hole, führe zusammen, und pushe noch einmal.`,
    'non-fast-forward': (depot) =>
      `Bei ${depot} gingen Commits verloren. Hole, führe zusammen, und pushe noch einmal.`,
    stale: (depot) =>
      `Bei ${depot} hat es sich inzwischen bewegt. Sieh noch einmal nach, dann pushe.`,
    'already-exists': (depot) => `${depot} hat es schon.`,
    atomic: (depot) => `Etwas anderes war falsch, darum ging nichts an ${depot}.`,
  },
  role: { owner: 'Owner', maintainer: 'Maintainer', contributor: 'Contributor' },
  maintainerOf: (patterns) => `Maintainer von ${patterns}`,
  alsoBack: (pattern) => `${pattern} (auch Force-Push)`,
  roles: {
    label: 'Wer eine Rolle hat',
    nobody: 'Noch hat niemand gepusht',
    begins: (owner) => `Das Projekt gehört ${owner}, und beginnt von dort mit dem ersten Push.`,
    begin: 'Das Projekt gehört dir: Gib anderen jetzt eine Rolle, oder nach deinem ersten Push.',
    you: 'du',
    since: (day, by) => `seit ${day}, von ${by}`,
    until: (day) => `bis ${day}`,
    give: 'Jemanden pushen lassen…',
    takeBack: 'Zurücknehmen…',
    takeBackFrom: (name) => `Die Rolle von ${name} zurücknehmen`,
    mayNot: 'Owner und Maintainer sagen, wer pushen darf.',
  },
  grant: {
    title: (project, depot) => `Wer ${project} zu ${depot} pushen darf`,
    who: 'Wer',
    somebodyElse: 'Jemand anders, per sechs Wörtern oder Id…',
    typed: 'Sechs Wörter, oder die Id',
    typedHint: 'Die Wörter stehen dort im Fenster, unten links.',
    unknown:
      'Niemand, den dieser Computer kennt, hat diese Wörter. Trefft euch einmal im selben Netzwerk, oder gib die Id ein.',
    words: (name) => `Die sechs Wörter von ${name}`,
    compare: (name) =>
      `Die Rolle bekommt dieser Schlüssel. Vergleiche die Wörter mit ${name}, laut oder nebeneinander.`,
    replaces: (name) => `${name} hat schon eine Rolle. Diese tritt an ihre Stelle.`,
    role: 'Rolle',
    effect: {
      owner: 'Pusht jeden Branch und Tag, und sagt, wer es noch darf. Gib das wenigen.',
      maintainer: 'Pusht die Branches unten, und lässt andere beitragen.',
      contributor: 'Pusht Branches an einen eigenen Platz, und sonst nichts.',
    },
    patterns: 'Branches',
    patternsHint: (star, tags) => [
      'Mit Kommas dazwischen; ',
      star,
      ' am Ende für alles. Tags: ',
      tags,
      '.',
    ],
    noPatterns: 'Sage, welche Branches, wie in main, release/*.',
    badPattern: (pattern) => `„${pattern}“ ist kein Name von Branches.`,
    rewinds: 'Auch Force-Push und Löschen',
    rewindsEffect: 'Commits dieser Branches dürfen weggeworfen werden, und die Branches selbst.',
    until: 'Wie lange',
    ends: {
      never: 'bis sie zurückgenommen wird',
      month: 'für 30 Tage',
      quarter: 'für 90 Tage',
      year: 'für ein Jahr',
    },
    nobody: 'Wähle jemanden.',
    give: 'Diese Rolle geben',
  },
  revoke: {
    title: (name) => `Die Rolle von ${name} zurücknehmen?`,
    effect: (name, depot) =>
      `${depot} nimmt von diesem Schlüssel von ${name} ab sofort nichts mehr an. Was gepusht ist, bleibt.`,
    own: (depot) =>
      `${depot} nimmt von dir ab sofort nichts mehr an. Eine Rolle kann dir nur ein Owner wieder geben.`,
    words: 'Die sechs Wörter dieses Schlüssels',
    wordsHint: 'Wer den Laptop verloren hat, hat sie aufgeschrieben, oder liest sie dir vor.',
    keep: 'Behalten',
    revoke: 'Zurücknehmen',
  },
  log: {
    label: 'Was getan wurde, das Neueste zuerst',
    empty: 'Noch wurde nichts gepusht',
    emptyEffect: 'Jeder Push steht dann hier, mit dem, der ihn unterschrieben hat.',
    checked: (n) =>
      `${counted(n, 'Eintrag', 'Einträge')}, jeder von jemandem unterschrieben, der es darf.`,
    same: (depot, n) => `${depot} erzählt dasselbe, bis zum Eintrag ${counts.figure(n)}.`,
    pushed: (name) => `${name} hat gepusht`,
    gave: (name, to, role) => `${name} hat ${to} eine Rolle gegeben: ${role}`,
    gaveUntil: (name, to, role, day) => `${name} hat ${to} bis ${day} eine Rolle gegeben: ${role}`,
    took: (name, from) => `${name} hat die Rolle von ${from} zurückgenommen`,
    begun: (name) => `${name} hat als Owner begonnen`,
    isNew: 'neu',
    isAway: 'weg',
    isForced: 'Commits verloren',
    more: (n) => `und ${counts.figure(n)} mehr`,
  },
  kept: {
    title: 'Was dieses Depot aufbewahrt',
    note: (projects, used) => `${counts.projects(projects)}, ${used}`,
    usedOf: (used, quota) => `${used} von ${quota}`,
    full: 'Fast voll: Entferne, was niemand braucht, oder gib mehr Platz.',
    folder: 'Ordner',
    takes: 'Nimmt von selbst auf',
    takesNothing: 'Nichts; was aufbewahrt werden soll, kommt über die Befehlszeile dazu.',
    nothing: 'Noch wird nichts aufbewahrt',
    nothingEffect: 'Projekte kommen, sobald sie jemand mit diesem Depot teilt.',
    toEveryone: 'Für alle zu sehen',
    toSome: (names) => `Zu sehen für ${names}`,
    nothingCame: 'Noch ist nichts gekommen',
    person: (words, heads) => `${words} (${counts.figure(heads)})`,
    since: (day) => `aufbewahrt seit ${day}`,
  },
} satisfies typeof english;
