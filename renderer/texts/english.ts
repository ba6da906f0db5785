import { ENGLISH as RULES } from '../../shared/texts/english.ts';
import { activity } from './english/activity.ts';
import { browse } from './english/browse.ts';
import { common } from './english/common.ts';
import { contents } from './english/contents.ts';
import { depots } from './english/depots.ts';
import { dialogs } from './english/dialogs.ts';
import { doctor } from './english/doctor.ts';
import { head } from './english/head.ts';
import { nearby } from './english/nearby.ts';
import { people } from './english/people.ts';
import { repositories } from './english/repositories.ts';
import { room } from './english/room.ts';
import { settings } from './english/settings.ts';
import { shell } from './english/shell.ts';
import { transfers } from './english/transfers.ts';

export const ENGLISH = {
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
  /** What the engine and the host say, by how they say it: in English it stays so. */
  sentences: {} as Readonly<Record<string, string>>,
};

export type WindowTexts = typeof ENGLISH;
