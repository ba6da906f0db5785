import { homedir } from 'node:os';
import { join } from 'node:path';
import type { HostAbilities } from '../../shared/api/host-contract.ts';
import type { News } from '../../shared/domain/words/news.ts';
import { InvalidRequestError } from '../../shared/errors.ts';

/** What a host can do on the user's desktop. */
export interface Desktop {
  readonly abilities: HostAbilities;
  /** The folder the user picked, or null. */
  pickFolder(purpose: 'add-repository' | 'clone-into'): Promise<string | null>;
  openFolder(path: string): Promise<void>;
  /** @param opener the id of one of `abilities.openers` */
  openWith(path: string, opener: string): Promise<void>;
  /** The text that was copied last; empty where that is not known. */
  readCopied(): Promise<string>;
  /** Says it outside of the window, unless the user is looking at that. @param open the user wants to see more */
  announce(news: News, open: () => void): void;
}

/** Where clones go unless the user says otherwise. */
export const CLONE_DIRECTORY = join(homedir(), 'Shoal');

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
    throw new InvalidRequestError('Shoal has no desktop here to open a program on.');
  }

  async readCopied(): Promise<string> {
    return '';
  }

  /** Whoever has the page open reads it there. */
  announce(): void {}
}
