/** How a collection is listed. */
interface Rules<Value, Listed> {
  /**
   * What stands for an entry; null where it is not listed.
   * @param known what stood for it before: the very same, if nothing about it has changed
   */
  list(value: Value, known: Listed | undefined): Listed | null;
  /** Never 0 for two different ones. */
  compare(a: Listed, b: Listed): number;
}

/**
 * A collection's entries in order, kept from one state to the next: only entries that changed are looked at, and
 * those that are listed otherwise than before are put in their new places.
 */
export class KeptOrder<Value, Listed> {
  readonly #rules: Rules<Value, Listed>;
  readonly #known = new Map<string, Listed>();
  #values: Readonly<Record<string, Value>> = {};
  #order: readonly Listed[] = [];

  constructor(rules: Rules<Value, Listed>) {
    this.#rules = rules;
  }

  /** @returns all that are listed, in order; the same array as before unless one came, went or changed */
  update(values: Readonly<Record<string, Value>>): readonly Listed[] {
    const before = this.#values;
    if (values === before) return this.#order;
    this.#values = values;
    const gone = new Set<Listed>();
    const come: Listed[] = [];
    const put = (key: string, listed: Listed | null) => {
      const known = this.#known.get(key);
      if (listed === (known ?? null)) return;
      if (known !== undefined) gone.add(known);
      if (listed === null) this.#known.delete(key);
      else {
        this.#known.set(key, listed);
        come.push(listed);
      }
    };
    for (const key of Object.keys(values)) {
      const value = values[key];
      if (value === undefined || value === before[key]) continue;
      put(key, this.#rules.list(value, this.#known.get(key)));
    }
    for (const key of Object.keys(before)) if (!Object.hasOwn(values, key)) put(key, null);
    if (gone.size === 0 && come.length === 0) return this.#order;
    this.#order = this.#merged(gone, come);
    return this.#order;
  }

  #merged(gone: ReadonlySet<Listed>, come: readonly Listed[]): readonly Listed[] {
    const stay = gone.size === 0 ? this.#order : this.#order.filter((each) => !gone.has(each));
    const order: Listed[] = [];
    let from = 0;
    for (const listed of come.toSorted(this.#rules.compare)) {
      const until = this.#placeOf(listed, stay, from);
      for (; from < until; from += 1) order.push(stay[from] as Listed);
      order.push(listed);
    }
    for (; from < stay.length; from += 1) order.push(stay[from] as Listed);
    return order;
  }

  /** Before which of those that are in order it belongs, from some place on. */
  #placeOf(listed: Listed, order: readonly Listed[], from: number): number {
    let [low, high] = [from, order.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#rules.compare(order[middle] as Listed, listed) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
