import type { AppState } from '../../shared/api/state.ts';
import type { Link } from '../../shared/domain/links.ts';
import type { Place } from '../../shared/domain/places.ts';
import { candidatesFor } from '../../shared/domain/resolve/resolve.ts';

/** How long a project that a link names may take to be seen, in milliseconds: at a start nobody is known yet. */
const LONGEST = 10_000;

/** Leads from a link to the place that it means, as soon as that is there. */
export class LinkOpener implements Disposable {
  readonly #show: (place: Place) => void;
  #waiting: { readonly words: string; readonly timer: NodeJS.Timeout } | null = null;

  constructor(show: (place: Place) => void) {
    this.#show = show;
  }

  /** In place of a link that was to be opened before. */
  open(link: Link, state: AppState): void {
    this.#forget();
    if (link.to === 'connect') {
      this.#show({ to: 'connect', address: link.address });
      return;
    }
    if (link.to === 'invite') {
      this.#show({ to: 'connect', address: link.link });
      return;
    }
    const words = link.project;
    // Until it is there, and if it never is, the search says so.
    this.#show({ to: 'search', words });
    this.#waiting = { words, timer: setTimeout(() => this.#forget(), LONGEST).unref() };
    this.look(state);
  }

  /** To be called when the state has changed. */
  look({ swarms }: AppState): void {
    if (this.#waiting === null) return;
    const [found, ...others] = candidatesFor(
      this.#waiting.words,
      Object.values(swarms).map((swarm) => ({
        value: swarm.id,
        id: swarm.id,
        names: [swarm.name, ...swarm.alternatives.map(({ name }) => name)],
      })),
    );
    // Which of several is meant, only the user knows: the search shows them all.
    if (found === undefined || others.length > 0) return;
    this.#forget();
    this.#show({ to: 'swarm', id: found });
  }

  [Symbol.dispose](): void {
    this.#forget();
  }

  #forget(): void {
    clearTimeout(this.#waiting?.timer);
    this.#waiting = null;
  }
}
