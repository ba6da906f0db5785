import { activity } from './states/activity.ts';
import { browse } from './states/browse.ts';
import { contents } from './states/contents.ts';
import { depots } from './states/depots.ts';
import { doctor, findings } from './states/doctor.ts';
import { head } from './states/heads.ts';
import { nearby } from './states/nearby.ts';
import { opened } from './states/opened.ts';
import { person } from './states/person.ts';
import type { GalleryState } from './states/picture.ts';
import { pushing } from './states/pushing.ts';
import { repository } from './states/repositories.ts';
import { openRoom } from './states/room.ts';
import { settings } from './states/settings.ts';
import { swarm } from './states/swarm.ts';
import { totals } from './states/totals.ts';
import { transfer } from './states/transfers.ts';
import { window } from './states/window.ts';

/** Every picture of the gallery, under its name. */
export const STATES: Readonly<Record<string, GalleryState>> = {
  ...nearby,
  ...swarm,
  ...browse,
  ...head,
  ...contents,
  ...transfer,
  ...repository,
  ...person,
  ...depots,
  ...pushing,
  ...activity,
  ...openRoom,
  ...doctor,
  ...totals,
  ...settings,
  ...window,
  ...opened,
};

/** What the doctor can find, each alone. They differ in words only. */
export const FINDINGS: Readonly<Record<string, GalleryState>> = findings;
