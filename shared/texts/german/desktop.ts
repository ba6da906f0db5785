import type { desktop as english } from '../english/desktop.ts';
import { plurals } from '../plural.ts';
import { counts } from './counts.ts';

const { counted } = plurals('de-DE');

export const desktop = {
  open: 'Shoal öffnen',
  nobodyNearby: 'Niemand ist in der Nähe',
  nearby: (n) => `${counts.teammates(n)} in der Nähe`,
  withNewHeads: (n) => `${counted(n, 'Projekt', 'Projekte')} mit neuen Heads`,
  room: 'Raum…',
  whyMissing: 'Warum fehlt jemand?',
  settings: 'Einstellungen…',
  quit: 'Shoal beenden',
  pauseSharing: 'Teilen anhalten',
  resumeSharing: 'Wieder teilen',
  starting: 'Shoal startet…',
  restarting: 'Shoal startet seine Engine neu…',
  stopped: 'Shoal steht still: beende es und starte es neu',
  fetch: 'Holen',
  show: 'Zeigen',
  menu: {
    file: 'Datei',
    quit: 'Beenden',
    edit: 'Bearbeiten',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    delete: 'Löschen',
    selectAll: 'Alles auswählen',
    view: 'Ansicht',
    reload: 'Neu laden',
    developerTools: 'Entwicklerwerkzeuge',
    actualSize: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    fullScreen: 'Vollbild',
    window: 'Fenster',
    minimize: 'Minimieren',
    close: 'Schließen',
  },
  addRepository: 'Repository hinzufügen',
  cloneInto: 'Wohin soll geklont werden?',
} satisfies typeof english;
