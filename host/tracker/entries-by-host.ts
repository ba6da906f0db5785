interface OfHost {
  readonly host: string;
}

/** What each address has, the oldest first, and which address has most: however many there are, nobody is looked through. */
export class EntriesByHost<T extends OfHost> {
  readonly #byHost = new Map<string, Set<T>>();
  /** The addresses, by how much they have. */
  readonly #bySize = new Map<number, Set<string>>();
  #most = 0;

  sizeOf(host: string): number {
    return this.#byHost.get(host)?.size ?? 0;
  }

  add(entry: T): void {
    const { host } = entry;
    const all = this.#byHost.get(host) ?? new Set<T>();
    const before = all.size;
    this.#byHost.set(host, all.add(entry));
    this.#moved(host, before, all.size);
  }

  remove(entry: T): void {
    const { host } = entry;
    const all = this.#byHost.get(host);
    if (!all?.delete(entry)) return;
    if (all.size === 0) this.#byHost.delete(host);
    this.#moved(host, all.size + 1, all.size);
  }

  oldestOf(host: string): T | undefined {
    const [oldest] = this.#byHost.get(host) ?? [];
    return oldest;
  }

  /** The oldest of an address that has as much as any. */
  oldestOfFullest(): T | undefined {
    const [host] = this.#bySize.get(this.#most) ?? [];
    return host === undefined ? undefined : this.oldestOf(host);
  }

  #moved(host: string, from: number, to: number): void {
    if (from === to) return;
    const before = this.#bySize.get(from);
    before?.delete(host);
    if (before?.size === 0) this.#bySize.delete(from);
    if (to > 0) this.#bySize.set(to, (this.#bySize.get(to) ?? new Set()).add(host));
    this.#most = Math.max(this.#most, to);
    // One step: it had one more a moment ago.
    if (this.#most === from && !this.#bySize.has(from)) this.#most = to;
  }
}
