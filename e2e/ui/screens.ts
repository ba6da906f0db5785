import { SHEET_NAMES } from '../../renderer/gallery/sheets/names.ts';
import type { GalleryState } from '../../renderer/gallery/states/picture.ts';
import { STATES } from '../../renderer/gallery/states.ts';
import type { UiModel } from '../../renderer/state/ui-store.ts';

/** All that the gallery shows. */
export const NAMES: readonly string[] = [...SHEET_NAMES, ...Object.keys(STATES)];

/** Where most stands beside or above each other. */
export const CROWDED: readonly string[] = [
  ...['swarm-relations', 'swarm-tagged', 'activity-many', 'swarm-outlooks', 'swarm-left-out'],
  ...['repositories-left-out', 'peer-left-out', 'transfers-resumed', 'transfers-cancel'],
  ...['transfer-resumed', 'transfer-paused', 'room-forty', 'totals', 'head-clean', 'head-new'],
  'head-force-pushed',
];

/** Where a place of the window has several pictures, those with most in them. */
export const FULLEST: readonly string[] = [
  'nearby-projects',
  'swarm-mine',
  'browse-readme',
  'browse-commits',
  'head-conflict',
  'head-image',
  'transfers-many',
  'repositories',
  'peer-changed',
  'activity',
  'totals-moving',
  'room-on',
  'doctor-everything',
  'settings-set',
  'depot-log',
  'this-computer',
  'limits-set',
  'guests-on',
  'connect-invited',
  'follow-dialog-here',
  'problems',
];

/** One picture of each place of the window: where all of them would be too many, these are looked at. */
export const SCREENS: readonly string[] = [...SHEET_NAMES, ...FULLEST, ...ofOtherPlaces()];

/** Those without anything in front, which is as large in every window that has room for it. */
export const BEHIND: readonly string[] = SCREENS.filter((state) => !STATES[state]?.ui?.overlay);

function ofOtherPlaces(): readonly string[] {
  const known = new Set(FULLEST.map((state) => STATES[state]).map(placeOf));
  return Object.entries(STATES).flatMap(([state, picture]) => {
    const place = placeOf(picture);
    if (known.has(place)) return [];
    known.add(place);
    return state;
  });
}

/** Where a picture is in the window: on which part of which screen, and what is in front of it. */
function placeOf(picture: GalleryState | undefined): string {
  const { ui = {}, pressed, notices } = picture ?? {};
  if (pressed?.by === 'contextmenu') return 'menu';
  if (ui.overlay) return ui.overlay.kind;
  const parts = [...screenOf(ui), ...(pressed ? ['opened'] : []), ...(notices ? ['notices'] : [])];
  return parts.join(' ');
}

function screenOf(ui: Partial<UiModel>): readonly unknown[] {
  const { screen = 'nearby', section = 'branches', activity = 'entries', nearby } = ui;
  if (ui.head) return ['head', ui.diffLayout];
  if (ui.contents) return ['contents', ui.contents.part];
  if (ui.depot) return ['depot', ui.depot.part];
  if (screen === 'activity') return [screen, activity];
  if (screen !== 'nearby') return [screen];
  return [screen, nearby?.kind, nearby?.kind === 'swarm' ? section : ''];
}

/** A picture of all of the window. */
export const WHOLE: readonly string[] = ['nearby-projects'];

/** Colours are few, and shared by all: these have all of them. */
export const DARK: readonly string[] = [
  'sheet-controls',
  'swarm-mine',
  'head-conflict',
  'projector',
  'problems-depot',
];
export const FORCED: readonly string[] = [
  'sheet-controls',
  'swarm-mine',
  'head-conflict',
  'transfers-many',
  'settings-set',
];
