import { flushSync } from 'react-dom';
import type { RepositoryId } from '../../shared/ids.ts';
import type { ChosenDepot } from '../view/depots/depots-of.ts';
import { focusAfter } from './focus.ts';
import { Origin } from './origin.ts';
import type { DepotPart, DepotPlace, UiStore } from './ui-store.ts';

/** Opens a project of mine as a depot has it, and leads back to where that was done. */
export class Depots {
  readonly #ui: UiStore;
  readonly #origin = new Origin();

  constructor(ui: UiStore) {
    this.#ui = ui;
  }

  /** @param depot null where none takes pushes for it */
  open(repository: RepositoryId, depot: ChosenDepot | null, part: DepotPart = 'push'): void {
    if (this.#ui.getState().depot === null) this.#origin.remember();
    const place = { repository, depot, part, asked: 0 };
    const shown = { depot: place, head: null, contents: null, overlay: null };
    focusAfter(() => this.#ui.setState(shown), 'depot');
  }

  show(change: Partial<Pick<DepotPlace, 'depot' | 'part'>>): void {
    const { depot } = this.#ui.getState();
    if (depot !== null) this.#ui.setState({ depot: { ...depot, ...change } });
  }

  /** What the depot says now, although nothing has told that it says something else. */
  askAnew(): void {
    const { depot } = this.#ui.getState();
    if (depot !== null) this.#ui.setState({ depot: { ...depot, asked: depot.asked + 1 } });
  }

  close(): void {
    if (this.#ui.getState().depot === null) return;
    flushSync(() => this.#ui.setState({ depot: null }));
    this.#origin.back();
  }
}
