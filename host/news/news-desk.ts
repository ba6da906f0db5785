import type { ActivityEntry } from '../../shared/api/activity-state.ts';
import type { AppState } from '../../shared/api/state.ts';
import type { StateChange } from '../../shared/api/state-change.ts';
import { ruleFor } from '../../shared/domain/follow.ts';
import { type News, newsOf } from '../../shared/domain/words/news.ts';

/** After an arrival, how long nothing more must come before it is told of, in milliseconds. */
const QUIET = 3_000;
/** The longest that an arrival waits to be told of, in milliseconds. */
const LONGEST = 20_000;

/**
 * Tells of what came by itself: all that came in a while at once, and nothing of whom the user muted.
 * What the user asked for is seen where it was asked for.
 */
export class NewsDesk implements Disposable {
  readonly #tell: (news: News) => void;
  /** Of the clock that only goes forward: the other one may be set. */
  readonly #start = performance.now();
  /** Entries seen before: one that is undone changes, and is no news. */
  #seen = new Set<string>();
  #waiting: ActivityEntry[] = [];
  #first = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (news: News) => void) {
    this.#tell = tell;
  }

  /** To be called with every change of the state. @param state the one after the changes */
  look(changes: readonly StateChange[], state: AppState): void {
    for (const change of changes) {
      if (change.set === 'notifications' && change.value.isMuted) this.#clear();
      if (change.set !== 'activity') continue;
      const { key, value: entry } = change;
      if (entry === null) this.#seen.delete(key);
      else if (!this.#seen.has(key)) {
        this.#seen.add(key);
        if (this.#isNews(entry, state)) this.#add(entry);
      }
    }
  }

  [Symbol.dispose](): void {
    this.#clear();
  }

  #isNews({ isAutomatic, at, peer, repository }: ActivityEntry, state: AppState): boolean {
    const since = Date.now() - (performance.now() - this.#start);
    if (!isAutomatic || at < since || state.notifications.isMuted) return false;
    return ruleFor(Object.values(state.follows), peer, repository)?.isMuted !== true;
  }

  #add(entry: ActivityEntry): void {
    const now = performance.now();
    if (this.#waiting.length === 0) this.#first = now;
    this.#waiting.push(entry);
    clearTimeout(this.#timer);
    const left = Math.max(0, this.#first + LONGEST - now);
    this.#timer = setTimeout(
      () => {
        const entries = this.#waiting;
        this.#waiting = [];
        this.#tell(newsOf(entries));
      },
      Math.min(QUIET, left),
    );
    this.#timer.unref();
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }
}
