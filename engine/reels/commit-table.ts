/** How many commits a table first has room for. */
const INITIAL_CAPACITY = 4_096;

/**
 * The commits of a reel with their root trees, packed: a million of them take about 60 MB, not the
 * ten times that of strings in arrays.
 */
export class CommitTable {
  readonly #oidBytes: number;
  #size = 0;
  #commits: Buffer;
  #trees: Buffer;
  #times: Float64Array;
  /** Row numbers in canonical order; the inverse; and rows by root tree. Made by `seal`. */
  #positions: Uint32Array = new Uint32Array();
  #byTree: Uint32Array = new Uint32Array();

  /** @param oidBytes 20 or 32 */
  constructor(oidBytes: number) {
    this.#oidBytes = oidBytes;
    this.#commits = Buffer.alloc(INITIAL_CAPACITY * oidBytes);
    this.#trees = Buffer.alloc(INITIAL_CAPACITY * oidBytes);
    this.#times = new Float64Array(INITIAL_CAPACITY);
  }

  get size(): number {
    return this.#size;
  }

  /** @param time committer date, seconds since the epoch */
  add(commitHex: string, treeHex: string, time: number): void {
    if (this.#size === this.#times.length) this.#grow();
    const offset = this.#size * this.#oidBytes;
    this.#commits.write(commitHex, offset, 'hex');
    this.#trees.write(treeHex, offset, 'hex');
    this.#times[this.#size] = time;
    this.#size += 1;
  }

  /** Orders the commits; to be called once, after the last `add`. */
  seal(): void {
    const order = this.#rows().sort((a, b) => this.#compareCommits(a, b));
    this.#positions = new Uint32Array(this.#size);
    order.forEach((row, position) => {
      this.#positions[row] = position;
    });
    this.#byTree = this.#rows().sort(
      (a, b) =>
        this.#compareRows(this.#trees, a, b) || this.#positionOfRow(a) - this.#positionOfRow(b),
    );
  }

  /** Where the commit added as number `row` stands in (committer date, id) order. */
  positionOf(row: number): number {
    return this.#positionOfRow(row);
  }

  /** Where the earliest commit with this root tree stands; null if none has it. */
  positionOfTree(treeHex: string): number | null {
    const tree = Buffer.from(treeHex, 'hex');
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compareTree(middle, tree) < 0) low = middle + 1;
      else high = middle;
    }
    if (low === this.#size || this.#compareTree(low, tree) !== 0) return null;
    return this.#positionOfRow(this.#byTree[low] ?? 0);
  }

  #rows(): Uint32Array {
    return Uint32Array.from({ length: this.#size }, (_, row) => row);
  }

  #positionOfRow(row: number): number {
    return this.#positions[row] ?? 0;
  }

  #compareCommits(a: number, b: number): number {
    const byTime = (this.#times[a] ?? 0) - (this.#times[b] ?? 0);
    return byTime || this.#compareRows(this.#commits, a, b);
  }

  #compareRows(oids: Buffer, a: number, b: number): number {
    const size = this.#oidBytes;
    return oids.compare(oids, b * size, (b + 1) * size, a * size, (a + 1) * size);
  }

  /** Compares the root tree that is number `index` in tree order. */
  #compareTree(index: number, tree: Buffer): number {
    const start = (this.#byTree[index] ?? 0) * this.#oidBytes;
    return this.#trees.compare(tree, 0, tree.length, start, start + this.#oidBytes);
  }

  #grow(): void {
    this.#commits = Buffer.concat([this.#commits, Buffer.alloc(this.#commits.length)]);
    this.#trees = Buffer.concat([this.#trees, Buffer.alloc(this.#trees.length)]);
    const times = new Float64Array(this.#times.length * 2);
    times.set(this.#times);
    this.#times = times;
  }
}
