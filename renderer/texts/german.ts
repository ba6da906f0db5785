import { GERMAN as RULES } from '../../shared/texts/german.ts';
import type { SameParameters } from '../../shared/texts/translation.ts';
import type { WindowTexts } from './english.ts';
import { activity } from './german/activity.ts';
import { browse } from './german/browse.ts';
import { common } from './german/common.ts';
import { contents } from './german/contents.ts';
import { depots } from './german/depots.ts';
import { dialogs } from './german/dialogs.ts';
import { doctor } from './german/doctor.ts';
import { head } from './german/head.ts';
import { nearby } from './german/nearby.ts';
import { people } from './german/people.ts';
import { repositories } from './german/repositories.ts';
import { room } from './german/room.ts';
import { sentencesOfDepots } from './german/sentences-of-depots.ts';
import { sentencesOfFaults } from './german/sentences-of-faults.ts';
import { sentencesOfMine } from './german/sentences-of-mine.ts';
import { sentencesOfPeers } from './german/sentences-of-peers.ts';
import { settings } from './german/settings.ts';
import { shell } from './german/shell.ts';
import { transfers } from './german/transfers.ts';

const GERMAN_TEXTS = {
  ...RULES,
  common,
  shell,
  nearby,
  people,
  browse,
  head,
  repositories,
  transfers,
  activity,
  doctor,
  room,
  settings,
  contents,
  depots,
  dialogs,
  sentences: {
    ...sentencesOfPeers,
    ...sentencesOfMine,
    ...sentencesOfDepots,
    ...sentencesOfFaults,
  },
} satisfies WindowTexts;

export const GERMAN: SameParameters<WindowTexts, typeof GERMAN_TEXTS> = GERMAN_TEXTS;
