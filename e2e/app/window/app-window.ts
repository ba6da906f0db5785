import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { News } from '../../../shared/domain/words/news.ts';

/** What Shoal's UI runs in. */
export type Shell = 'chromium' | 'electron';

/** Shoal as its user has it in front of them, on loopback and with a data folder of its own. */
export interface AppWindow extends AsyncDisposable {
  readonly page: Page;
  /** What others see it as. */
  readonly name: string;
  /** For whatever a test puts beside the data folder; gone with the window. */
  readonly directory: string;
  readonly folders: FolderChoice;
  /** Ends the engine as a crash does. */
  crashEngine(): Promise<void>;
  /** Null where the UI has no desktop to tell anything on. */
  readonly desktop: DesktopNotifications | null;
}

/** The words of it. */
export type Announcement = Pick<News, 'title' | 'body'>;

/** What is said outside of the window. */
export interface DesktopNotifications {
  /** The user does something else; from now on it is written down what is announced. */
  lookAway(): Promise<void>;
  announced(): Promise<readonly Announcement[]>;
  /** Clicks the latest one. */
  open(): Promise<void>;
}

/** How a user says which folder is meant: in the system's dialog, or by typing its path. */
export interface FolderChoice {
  /**
   * Brings the folder of a repository into Shoal.
   *
   * @param press presses whatever asks for it, with the mouse or a key
   */
  add(press: () => Promise<void>, path: string): Promise<void>;
  /** In the dialog that asks where to clone to: `parent/name`, where `name` is the project's. */
  cloneInto(parent: string, name: string): Promise<void>;
}

export interface WindowOptions {
  readonly name: string;
  /** Beside those that keep it on loopback. */
  readonly args?: readonly string[];
  /** The user's home, instead of that of whoever runs the test. */
  readonly home?: string;
}

/** What tells a program that this is its user's home, and where settings are. */
export function homeOf(home: string | undefined): Record<string, string> {
  return home === undefined ? {} : { HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
}
