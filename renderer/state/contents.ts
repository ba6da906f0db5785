import { flushSync } from 'react-dom';
import type { RepositoryId } from '../../shared/ids.ts';
import { focusAfter } from './focus.ts';
import { Origin } from './origin.ts';
import type { ContentsPart, UiStore } from './ui-store.ts';

/** Opens what is in a repository of mine, and leads back to where that was done. */
export class Contents {
  readonly #ui: UiStore;
  readonly #origin = new Origin();

  constructor(ui: UiStore) {
    this.#ui = ui;
  }

  open(repository: RepositoryId, part: ContentsPart = 'commits'): void {
    if (this.#ui.getState().contents === null) this.#origin.remember();
    const shown = { contents: { repository, part }, head: null, depot: null, overlay: null };
    focusAfter(() => this.#ui.setState(shown), 'contents');
  }

  /** From commits to files, or back. */
  show(part: ContentsPart): void {
    const { contents } = this.#ui.getState();
    if (contents !== null) this.#ui.setState({ contents: { ...contents, part } });
  }

  close(): void {
    if (this.#ui.getState().contents === null) return;
    flushSync(() => this.#ui.setState({ contents: null }));
    this.#origin.back();
  }
}
