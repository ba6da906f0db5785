import type { settings as english } from '../english/settings.ts';

export const settings = {
  title: 'Einstellungen',
  groups: {
    computer: 'Dieser Computer',
    projects: 'Projekte',
    network: 'Netzwerk',
    speed: 'Tempo',
    notifications: 'Mitteilungen',
  },
  of: {
    name: { label: 'Name', effect: 'Wie andere diesen Computer sehen.', options: {} },
    theme: {
      label: 'Aussehen',
      effect: 'Hell, dunkel, oder wie der Rest deines Desktops.',
      options: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
    },
    language: {
      label: 'Sprache',
      effect: 'Worin das Fenster und Mitteilungen geschrieben sind; die Befehlszeile ist englisch.',
      options: { system: 'Wie das System', en: 'English', de: 'Deutsch' },
    },
    editor: {
      label: 'Editor',
      effect:
        'Worin deine Projekte geöffnet werden; der erste, den Shoal findet, wenn du keinen wählst.',
      options: {},
    },
    terminal: {
      label: 'Terminal',
      effect: 'Dasselbe für eine Befehlszeile, und für Editoren, die in einer laufen.',
      options: {},
    },
    'start-at-login': {
      label: 'Beim Anmelden starten',
      effect: 'Shoal ist da, ohne zu stören, sobald du da bist.',
      options: {},
    },
    'check-updates': {
      label: 'Nach einem neueren Shoal sehen',
      effect:
        'Fragt einmal am Tag dort, wo es Shoal gibt, und sagt es dir. Heruntergeladen wird nichts.',
      options: {},
    },
    'clone-folder': {
      label: 'Klonen nach',
      effect: 'Der Ordner, in den neue Klone kommen, wenn du keinen anderen wählst.',
      options: {},
    },
    'share-with': {
      label: 'Projekte teilen mit',
      effect: 'Wer ein Projekt sieht, das du mit einem Klick teilst, oder mit „shoal share“.',
      options: { everyone: 'Alle in der Nähe', trusted: 'Leute, denen ich vertraue' },
    },
    'share-clones': {
      label: 'Klone teilen mit',
      effect:
        'Wer ein Projekt sieht, das du geklont hast, damit andere es auch von dir nehmen können.',
      options: {
        nobody: 'Niemand',
        trusted: 'Leute, denen ich vertraue',
        everyone: 'Alle in der Nähe',
      },
    },
    'plain-git': {
      label: 'Reines git beschleunigen',
      effect: '„git clone“ und „git fetch“ über https nehmen vom Team, was es hat.',
      options: {},
    },
    guests: {
      label: 'Gäste hereinlassen',
      effect: 'Wer Shoal nicht hat, kann mit git allein klonen, was du mit allen teilst.',
      options: {},
    },
    interfaces: {
      label: 'Netzwerke',
      effect:
        'Wo Shoal nach anderen sucht: in jedem Netzwerk, das welche haben kann, wenn du keines nennst.',
      options: {},
    },
    port: {
      label: 'Port',
      effect: 'Wohin sich andere verbinden; ein fester lässt sich in einer Firewall freigeben.',
      options: {},
    },
    trackers: {
      label: 'Tracker',
      effect:
        'Wo Shoal Leute findet, die deine Projekte außerhalb dieses Netzwerks haben; kein Tracker erfährt, welche das sind.',
      options: {},
    },
    relays: {
      label: 'Relays',
      effect:
        'Worüber du zu erreichen bist, wo keine direkte Verbindung geht; was darüber geht, können nur die beiden lesen.',
      options: {},
    },
    punching: {
      label: 'Hole Punching',
      effect:
        'Andere erreichen dich durch Router, die niemanden hereinlassen, mit Hilfe der Bootstrap-Knoten.',
      options: {},
    },
    bootstrap: {
      label: 'Bootstrap-Knoten',
      effect: 'Wo Hole Punching anfängt; ohne einen wird niemand gefragt.',
      options: {},
    },
    'download-limit': {
      label: 'Download, insgesamt',
      effect: 'Wie schnell Commits von allen zusammen kommen.',
      options: {},
    },
    'download-limit-per-peer': {
      label: 'Download, je Person',
      effect: 'Wie schnell Commits von jedem einzelnen kommen.',
      options: {},
    },
    'upload-limit': {
      label: 'Upload, insgesamt',
      effect: 'Wie schnell Commits an alle zusammen gehen.',
      options: {},
    },
    'upload-limit-per-peer': {
      label: 'Upload, je Person',
      effect: 'Wie schnell Commits an jeden einzelnen gehen.',
      options: {},
    },
    'battery-limit': {
      label: 'Im Akkubetrieb',
      effect: 'Das Höchste in jeder Richtung, solange dieser Computer mit Akku läuft.',
      options: {},
    },
    metered: {
      label: 'Getaktetes Netzwerk',
      effect:
        'Ob das Netzwerk zählt, was bewegt wird. Linux sagt es, wo NetworkManager läuft; anderswo musst du es sagen.',
      options: { system: 'Wie das System sagt', always: 'Getaktet', never: 'Nicht getaktet' },
    },
    'metered-limit': {
      label: 'Im getakteten Netzwerk',
      effect: 'Das Höchste in jeder Richtung, solange das Netzwerk getaktet ist.',
      options: {},
    },
    notifications: {
      label: 'Mitteilungen',
      effect: 'Sag mir, was von denen, denen ich folge, von selbst kommt.',
      options: {},
    },
    'notify-conflicts': {
      label: 'Konflikte',
      effect: 'Sag mir, wenn etwas von anderen mit meinem in Konflikt gerät.',
      options: {},
    },
  },
  overruled: 'Für diesen Lauf sagt die Befehlszeile, mit der Shoal gestartet wurde, etwas anderes.',
  atNextStart: 'Eine Änderung gilt ab dem nächsten Start von Shoal.',
  any: 'Beliebig',
  all: 'Alle',
  none: 'Keine',
  firstFound: (program) => `Der erste, der da ist (${program})`,
  notHere: (program) => `${program} (nicht hier)`,
  noEditor: 'Shoal hat auf diesem Computer keinen Editor gefunden, den es kennt.',
  noTerminal: 'Shoal hat auf diesem Computer kein Terminal gefunden, das es kennt.',
  lookNow: 'Jetzt nachsehen',
  lookingForNewer: 'Wird nachgesehen…',
  isNewest: 'Das ist das neueste.',
  howGuestsClone: 'So klonen Gäste…',
  files: 'Dateien',
  dataFolder: 'Datenordner',
  dataFolderEffect:
    'Der Schlüssel dieses Computers, wem du vertraust und was du teilst. Eine Sicherung davon ist eine Sicherung von Shoal.',
  openDataFolder: 'Datenordner öffnen',
  log: 'Protokoll',
  logEffect: 'Was schiefging, mit Einzelheiten für alle, die den Grund suchen.',
  openLog: 'Protokoll öffnen',
  startOver: 'Von vorn anfangen',
  startOverEffect:
    'Jede Einstellung, wie sie am Anfang war. Was du teilst, und wem du vertraust und folgst, bleibt.',
  resetAll: 'Alle Einstellungen zurücksetzen…',
} satisfies typeof english;
