import type { Parts } from '../../../shared/texts/translation.ts';
import type { dialogs as english } from '../english/dialogs.ts';

export const dialogs = {
  add: {
    title: 'Repository hinzufügen',
    folder: 'Ordner auf diesem Computer',
    hint: 'Der ganze Pfad eines git-Repositorys. Niemand sieht es, bis du sagst, wer darf.',
    adding: 'Wird hinzugefügt…',
    add: 'Hinzufügen',
  },
  cancelTransfer: {
    title: {
      clone: (name) => `Klonen von ${name} abbrechen?`,
      fetch: (name) => `Holen von ${name} abbrechen?`,
    },
    lost: (bytes) => `${bytes}, die schon hier sind, werden weggeworfen.`,
    pausedKeeps: 'Solange es angehalten ist, bleiben sie, auch wenn Shoal beendet wird.',
    pauseKeeps: 'Anhalten behält sie, auch wenn Shoal beendet wird.',
    keep: 'Behalten',
    goOn: 'Weitermachen',
    pauseInstead: 'Lieber anhalten',
    throwAway: 'Abbrechen und wegwerfen',
  },
  clone: {
    addressTitle: 'Adresse klonen',
    title: (name) => `${name} klonen`,
    address: 'Adresse des Repositorys',
    addressHint: 'Was das Team davon hat, kommt von ihm, der Rest von dort.',
    noAddress: 'Gib eine Adresse ein, wie https://example.org/team/app.git.',
    into: 'In diesen Ordner',
    intoHint: 'Ein neuer Ordner oder ein leerer.',
    nobodyHere: 'Niemand, der es hat, ist gerade da.',
    from: (names) => `Von ${names}.`,
  },
  connect: {
    title: 'Mit einer Adresse verbinden',
    why: 'Wer in diesem Netzwerk ist, taucht von selbst auf. Wer anderswo ist, oder hinter einem Netzwerk, das ihn verbirgt, ist per Adresse zu erreichen.',
    address: 'Adresse und Port',
    hint: 'Der Port steht auf dem anderen Computer unten links im Fenster.',
    noAddress: 'Gib eine Adresse und einen Port ein, wie 192.168.1.20:7654.',
    connecting: 'Verbindung wird aufgebaut…',
    connect: 'Verbinden',
  },
  follow: {
    title: (name) => `${name} folgen`,
    titleIn: (name, repository) => `${name} in ${repository} folgen`,
    everywhere: (name) =>
      `Commits von ${name} kommen von selbst, in jedem Projekt, das ihr beide habt.`,
    inherited: (name) =>
      `Du folgst ${name} überall. Was du hier einstellst, gilt nur für dieses Projekt.`,
    here: (name) => `Commits von ${name} in diesem Projekt kommen von selbst.`,
    mine: 'Deine Branches, die mitgehen',
    none: 'keine',
    mineHint: (name) =>
      `Wenn sich der Branch dieses Namens bei ${name} bewegt, und nur solange deiner nichts Eigenes und keine Änderungen hat.`,
    announce: 'Melden, was kommt',
    announceEffect: 'Eine Mitteilung für alles, was in einer Weile kommt.',
    stop: 'Nicht mehr folgen',
    stopHere: 'Hier nicht mehr folgen',
    save: 'Speichern',
  },
  limits: {
    title: 'Tempolimits',
    what: 'Shoal bewegt Commits so schnell, wie das Netzwerk kann. Wo andere es auch brauchen, sag, wie viel es nehmen darf, in Megabyte pro Sekunde.',
    download: 'Download',
    fromAll: 'Von allen zusammen',
    fromEach: 'Von jeder Person',
    upload: 'Upload',
    toAll: 'An alle zusammen',
    toEach: 'An jede Person',
    removeAll: 'Alle Limits aufheben',
    setting: 'Wird gesetzt…',
    set: 'Limits setzen',
  },
  merge: {
    refused: (head) => `${head} mergen`,
    title: (head, branch) => `${head} in ${branch} mergen?`,
    fastForward: (branch, head) =>
      `Dein ${branch} geht mit bis zum neuesten Commit von ${head}. Es entsteht kein Commit.`,
    clean: (branch) =>
      `Es lässt sich sauber mergen: Auf deinem ${branch} entsteht ein Merge-Commit.`,
    effect: 'Deine Dateien folgen, und es lässt sich rückgängig machen.',
    merge: 'Mergen',
  },
  refusal: {
    inTerminal: 'In einem Terminal, im Ordner des Repositorys:',
    copy: 'Befehl kopieren',
  },
  remove: {
    title: (name) => `${name} aus Shoal entfernen?`,
    effect:
      'Shoal teilt es nicht mehr und holt nichts mehr hinein. Der Ordner und alles darin bleiben, wie sie sind.',
    keep: 'Behalten',
    remove: 'Entfernen',
  },
  reset: {
    title: 'Alle Einstellungen zurücksetzen?',
    effect:
      'Dein Name, Ordner, Limits und alles andere auf dieser Seite werden wieder, wie sie am Anfang waren; Gäste kommen nicht mehr herein, und reines git ist wieder wie ohne Shoal. Was du teilst, und wem du vertraust und folgst, bleibt.',
    keep: 'Behalten',
    reset: 'Zurücksetzen',
  },
  shareBack: {
    share: 'Zurückteilen',
    with: 'mit',
    whoMaySee: 'Wer es sehen darf',
    warning: 'Bisher ist es nur mit manchen Leuten geteilt. Frage sie, bevor du es allen zeigst.',
    on: (audience) => `${audience} Geteilt, sobald es hier ist; du kannst es jederzeit ändern.`,
    off: 'Andere könnten es auch von dir nehmen. So, wie es ist, sieht niemand deine Kopie.',
  },
  guests: {
    title: 'Gäste',
    what: 'Wer diesen Computer übers Netzwerk erreicht, kann mit git allein und ohne Shoal klonen, was du mit allen teilst. Das können sie lesen, und sonst nichts.',
    letIn: 'Gäste hereinlassen',
    orLetThemIn: 'Oder lass sie herein',
    letThemIn: 'Lass sie herein',
    howLong: 'Wie lange Gäste hereindürfen',
    choose: 'wähle…',
    nothingShared: 'Noch ist nichts mit allen geteilt, darum gibt es nichts zu klonen.',
    how: 'So klonen Gäste',
    whichRepository: 'Welches Repository',
    everythingAt: <T>(place: T, clones: number): Parts<T> => [
      'Alles liegt unter ',
      place,
      `. Bisher ${clones.toLocaleString('de-DE')}-mal geklont.`,
    ],
    code: (name) => `Die Adresse von ${name} für Gäste als Code zum Scannen`,
    otherAddresses: 'Andere Adressen dieses Computers',
    ends: {
      never: 'bis ich es ausschalte',
      hour: 'für eine Stunde',
      evening: 'für vier Stunden',
      midnight: 'bis Mitternacht',
    },
    isOff: 'Aus: Nur wer Shoal hat, bekommt etwas.',
    isOn: 'An, bis du es ausschaltest oder Shoal endet.',
    isOnUntil: (time) => `An bis ${time}, dann von selbst aus.`,
  },
  pause: {
    title: 'Teilen anhalten',
    effect:
      'Niemand sieht oder bekommt etwas von dir, auch keine Gäste, bis es endet. Was du holst und wem du folgst, geht weiter. Was du für jedes Repository gewählt hast, bleibt.',
    now: (paused) => `${paused}.`,
    resume: 'Wieder teilen',
  },
} satisfies typeof english;
