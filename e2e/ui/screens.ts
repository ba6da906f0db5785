import { SHEET_NAMES } from '../../renderer/gallery/sheets/names.ts';
import { STATES } from '../../renderer/gallery/states.ts';

/** All that the gallery shows. */
export const NAMES: readonly string[] = [...SHEET_NAMES, ...Object.keys(STATES)];

/** A state of the gallery for each screen, and for what is in front of one: where all states of it would be too many. */
export const SCREENS: readonly string[] = [
  'sheet-controls',
  'nearby-projects',
  'swarm-mine',
  'browse-readme',
  'head-conflict',
  'head-image',
  'transfers-many',
  'repositories',
  'peer-changed',
  'activity',
  'totals-moving',
  'room-on',
  'projector',
  'doctor-everything',
  'settings-set',
  'this-computer',
  'limits-set',
];

/** A picture of all of the window. */
export const WHOLE: readonly string[] = ['nearby-projects'];

/** Colours are few, and shared by all: these have all of them. */
export const DARK: readonly string[] = [
  'sheet-controls',
  'swarm-mine',
  'head-conflict',
  'projector',
];
export const FORCED: readonly string[] = [
  'sheet-controls',
  'swarm-mine',
  'head-conflict',
  'transfers-many',
  'settings-set',
];
