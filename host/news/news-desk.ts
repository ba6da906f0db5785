import type { ActivityEntry } from '../../shared/api/activity-state.ts';
import type { AppState } from '../../shared/api/state.ts';
import type { StateChange } from '../../shared/api/state-change.ts';
import { ruleFor } from '../../shared/domain/follow.ts';
import { tagName } from '../../shared/domain/words/head-count.ts';
import { type News, newsOf } from '../../shared/domain/words/news.ts';
import { Gathering } from './gathering.ts';

/**
 * Tells of what came by itself: all that came in a while at once, and nothing of whom the user muted.
 * What the user asked for is seen where it was asked for.
 */
export class NewsDesk implements Disposable {
  readonly #gathering: Gathering<ActivityEntry>;
  /** Of the clock that only goes forward: the other one may be set. */
  readonly #start = performance.now();
  /** Entries seen before: one that is undone changes, and is no news. */
  #seen = new Set<string>();

  constructor(tell: (news: News) => void) {
    this.#gathering = new Gathering((entries) => tell(newsOf(entries)));
  }

  /** To be called with every change of the state. @param state the one after the changes */
  look(changes: readonly StateChange[], state: AppState): void {
    for (const change of changes) {
      if (change.set === 'notifications' && change.value.isMuted) this.#gathering.clear();
      if (change.set !== 'activity') continue;
      const { key, value: entry } = change;
      if (entry === null) this.#seen.delete(key);
      else if (!this.#seen.has(key)) {
        this.#seen.add(key);
        if (this.#isNews(entry, state)) this.#gathering.add(entry);
      }
    }
  }

  [Symbol.dispose](): void {
    this.#gathering.clear();
  }

  #isNews(entry: ActivityEntry, state: AppState): boolean {
    const { isAutomatic, at, peer, repository } = entry;
    const since = Date.now() - (performance.now() - this.#start);
    if (!isAutomatic || at < since || state.notifications.isMuted) return false;
    if (isTagsOnly(entry)) return false;
    return ruleFor(Object.values(state.follows), peer, repository)?.isMuted !== true;
  }
}

/** A push of tags is no news by itself: it is seen where they are. */
function isTagsOnly({ changes, more, fastForward }: ActivityEntry): boolean {
  return (
    more === 0 && fastForward.length === 0 && changes.every(({ ref }) => tagName(ref) !== null)
  );
}
