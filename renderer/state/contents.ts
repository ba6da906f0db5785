import { flushSync } from 'react-dom';
import type { RepositoryId } from '../../shared/ids.ts';
import { focus, focusAfter } from './focus.ts';
import type { ContentsPart, UiStore } from './ui-store.ts';

/** Opens what is in a repository of mine, and leads back to where that was done. */
export class Contents {
  readonly #ui: UiStore;
  /** What had the keyboard when it was opened. */
  #origin: HTMLElement | null = null;

  constructor(ui: UiStore) {
    this.#ui = ui;
  }

  open(repository: RepositoryId, part: ContentsPart = 'commits'): void {
    if (this.#ui.getState().contents === null) {
      const { activeElement } = document;
      this.#origin = activeElement instanceof HTMLElement ? activeElement : null;
    }
    const contents = { repository, part };
    focusAfter(() => this.#ui.setState({ contents, head: null, overlay: null }), 'contents');
  }

  /** From commits to files, or back. */
  show(part: ContentsPart): void {
    const { contents } = this.#ui.getState();
    if (contents !== null) this.#ui.setState({ contents: { ...contents, part } });
  }

  close(): void {
    if (this.#ui.getState().contents === null) return;
    flushSync(() => this.#ui.setState({ contents: null }));
    const origin = this.#origin;
    this.#origin = null;
    if (origin?.isConnected) origin.focus();
    if (origin === null || document.activeElement !== origin) focus('detail');
  }
}
