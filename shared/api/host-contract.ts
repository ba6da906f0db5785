import { z } from 'zod';
import type { Place } from '../domain/places.ts';
import type { News, NewsHead } from '../domain/words/news.ts';
import { command, nothing } from './contract.ts';
import { doctorCommands } from './doctor-commands.ts';
import { userCommands } from './engine-contract.ts';
import type { FirstSteps } from './found-project.ts';
import { updateCommands } from './newer-version.ts';
import type { Opener } from './opener.ts';
import type { PlainGit } from './plain-git.ts';
import { settingsCommands } from './settings-contract.ts';
import type { AppState } from './state.ts';
import type { StateChange } from './state-change.ts';

/** What this host can do beside the engine's work; the UI offers only what is there. */
export interface HostAbilities {
  /** A native folder dialog; without one the UI asks for a path. */
  readonly pickFolder: boolean;
  /** Opening a folder in the file manager. */
  readonly openFolder: boolean;
  /** Where clones go unless the user chooses another folder. */
  readonly cloneDirectory: string;
  /** Editors and terminals that a repository can be opened in, the likeliest first. */
  readonly openers: readonly Opener[];
  readonly platform: string;
}

/** UI and command line → host. */
export const hostContract = {
  ...userCommands,
  ...settingsCommands,
  ...updateCommands,
  /** The whole state; from then on every change is sent as `stateChanged`. */
  'host.subscribe': command<{ state: AppState; abilities: HostAbilities }>()(nothing),
  /** Null when the user closed the dialog. */
  'host.pickFolder': command<string | null>()(
    z.object({ purpose: z.enum(['add-repository', 'clone-into']) }),
  ),
  /** What was copied last, if it is an address that can be cloned; null for anything else. */
  'host.copiedAddress': command<string | null>()(nothing),
  /** Opens a repository's or a finished transfer's folder. */
  'host.openFolder': command()(z.object({ path: z.string().max(4096) })),
  ...doctorCommands,
  /** Opens the same in one of `openers`. */
  'host.openWith': command()(z.object({ path: z.string().max(4096), opener: z.string().max(64) })),
  /** What somebody new can begin with; it takes a few seconds at most. */
  'host.firstSteps': command<FirstSteps>()(nothing),
  'plainGit.status': command<PlainGit>()(nothing),
  /** Turned on for all of https, or off for every host. Answers with how it is then. */
  'plainGit.set': command<PlainGit>()(z.object({ enabled: z.boolean() })),
  /** Three teammates on this machine, with repositories made on the spot. */
  'demo.start': command()(nothing),
  'demo.stop': command()(nothing),
  /** Ends the node that answers. */
  'host.quit': command()(nothing),
} as const;
export type HostContract = typeof hostContract;

/** Host → UI and command line. */
export interface HostEvents {
  stateChanged: readonly StateChange[];
  /** Something came by itself. */
  news: News;
  /** The user wants to see what came, and said so outside of the window: one head, or, where null, all of it. */
  showNews: NewsHead | null;
  /** The user wants to see something else, and said so outside of the window. */
  show: Place;
}
