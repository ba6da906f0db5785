import { plurals } from '../plural.ts';
import { counts } from './counts.ts';

const { counted } = plurals('en-GB');

/** The tray, menus and dialogs of the system. */
export const desktop = {
  open: 'Open Shoal',
  nobodyNearby: 'Nobody is nearby',
  nearby: (n: number) => `${counts.teammates(n)} nearby`,
  withNewHeads: (n: number) => `${counted(n, 'project', 'projects')} with new heads`,
  room: 'Room…',
  whyMissing: 'Why is somebody missing?',
  settings: 'Settings…',
  quit: 'Quit Shoal',
  pauseSharing: 'Pause sharing',
  resumeSharing: 'Resume sharing',
  starting: 'Shoal is starting…',
  restarting: 'Shoal is restarting its engine…',
  stopped: 'Shoal has stopped: quit it and start it again',
  fetch: 'Fetch',
  show: 'Show',
  menu: {
    file: 'File',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    delete: 'Delete',
    selectAll: 'Select All',
    view: 'View',
    reload: 'Reload',
    developerTools: 'Toggle Developer Tools',
    actualSize: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    fullScreen: 'Toggle Full Screen',
    window: 'Window',
    minimize: 'Minimize',
    close: 'Close',
  },
  addRepository: 'Add a repository',
  cloneInto: 'Choose where to clone to',
};
