import pLimit, { type LimitFunction } from 'p-limit';

/** Works that share a place are done one after the other, those of different places side by side. */
export class Turns {
  readonly #places = new Map<string, LimitFunction>();

  async take<T>(place: string, work: () => Promise<T>): Promise<T> {
    const limit = this.#places.get(place) ?? pLimit(1);
    this.#places.set(place, limit);
    try {
      return await limit(work);
    } finally {
      if (limit.activeCount === 0 && limit.pendingCount === 0) this.#places.delete(place);
    }
  }
}
