import { homedir } from 'node:os';
import { join } from 'node:path';
import type { HostAbilities } from '../../shared/api/host-contract.ts';
import type { News } from '../../shared/domain/words/news.ts';
import { InvalidRequestError } from '../../shared/errors.ts';
import type { SettingKey } from '../../shared/settings/settings.ts';

/** What a host can do on the user's desktop. */
export interface Desktop {
  readonly abilities: HostAbilities;
  /** The folder the user picked, or null. */
  pickFolder(purpose: 'add-repository' | 'clone-into'): Promise<string | null>;
  openFolder(path: string): Promise<void>;
  /**
   * @param opener the id of one of `abilities.openers`
   * @param terminal the id of the one that is set, for what runs in a terminal; null for the first
   */
  openWith(path: string, opener: string, terminal: string | null): Promise<void>;
  /** Points at a file of Shoal's own in the file manager. */
  revealFile(path: string): Promise<void>;
  /** The text that was copied last; empty where that is not known. */
  readCopied(): Promise<string>;
  /** Says it outside of the window, unless the user is looking at that. @param open the user wants to see more */
  announce(news: News, open: () => void): void;
  /** The languages that the user wants the system to speak (BCP 47), the most wanted first. */
  readonly languages: readonly string[];
  /** Settings that have no effect here, and why, as a sentence. */
  readonly unavailable: Readonly<Partial<Record<SettingKey, string>>>;
  /** Whether the system starts Shoal when the user logs in. */
  startsAtLogin(): Promise<boolean>;
  setStartAtLogin(on: boolean): Promise<void>;
  /** Calls back with whether this computer runs on its battery, at once and whenever that changes. */
  watchBattery(listener: (onBattery: boolean) => void): Disposable;
}

/** Where clones go unless the user says otherwise. */
export const CLONE_DIRECTORY = join(homedir(), 'Shoal');

const NOTHING_OPENS = 'Shoal has no desktop here to open a program on.';

/** A host without a desktop: the UI asks for paths instead. */
export class NoDesktop implements Desktop {
  readonly abilities: HostAbilities = {
    pickFolder: false,
    openFolder: false,
    cloneDirectory: CLONE_DIRECTORY,
    openers: [],
    platform: process.platform,
  };

  async pickFolder(): Promise<string | null> {
    throw new InvalidRequestError('Shoal has no window here to pick a folder in. Type its path.');
  }

  async openFolder(): Promise<void> {
    throw new InvalidRequestError('Shoal has no desktop here to open a folder on.');
  }

  async openWith(): Promise<void> {
    throw new InvalidRequestError(NOTHING_OPENS);
  }

  async revealFile(path: string): Promise<void> {
    throw new InvalidRequestError(`Shoal has no desktop here to show a file on. It is ${path}.`);
  }

  async readCopied(): Promise<string> {
    return '';
  }

  readonly languages = [Intl.DateTimeFormat().resolvedOptions().locale];

  readonly unavailable: Desktop['unavailable'] = {
    'start-at-login':
      'Shoal runs without a window here. Let the system start “shoal serve”, as a service of its own.',
    editor: NOTHING_OPENS,
    terminal: NOTHING_OPENS,
    'battery-limit': 'Only the desktop app knows whether this computer runs on its battery.',
  };

  async startsAtLogin(): Promise<boolean> {
    return false;
  }

  async setStartAtLogin(): Promise<void> {}

  watchBattery(): Disposable {
    return { [Symbol.dispose]: () => {} };
  }

  /** Whoever has the page open reads it there. */
  announce(): void {}
}
