import { randomInt } from 'node:crypto';
import { mergeSort } from './merge-sort.ts';
import { OidColumn, wordOf } from './oid-column.ts';

const TIMES_PER_SLAB = 16_384;

/**
 * The commits of a reel with their root trees, packed: a million of them take about 70 MB, not the
 * ten times that of strings in arrays.
 */
export class CommitTable {
  readonly #commits: OidColumn;
  readonly #trees: OidColumn;
  /** Committer dates, in slabs. */
  #times: Float64Array[] = [];
  /** By row: its place in canonical order. Made by `seal`. */
  #positions: Uint32Array = new Uint32Array();
  /** A hash table of the root trees: rows, counted from one; never full. */
  #slots: Uint32Array = new Uint32Array(1);
  /** Odd and random: nobody can make trees that all want the same slot. */
  readonly #seeds = [randomInt(2 ** 31) * 2 + 1, randomInt(2 ** 31) * 2 + 1] as const;

  /** @param oidBytes 20 or 32 */
  constructor(oidBytes: number) {
    this.#commits = new OidColumn(oidBytes);
    this.#trees = new OidColumn(oidBytes);
  }

  get size(): number {
    return this.#commits.length;
  }

  /**
   * Adds the commit and the root tree whose hex digits stand in `source` at these places.
   * @param time committer date, seconds since the epoch
   */
  add(source: Uint8Array, commitAt: number, treeAt: number, time: number): void {
    const index = this.size % TIMES_PER_SLAB;
    if (index === 0) this.#times.push(new Float64Array(TIMES_PER_SLAB));
    const slab = this.#times.at(-1);
    if (slab !== undefined) slab[index] = time;
    this.#commits.push(source, commitAt);
    this.#trees.push(source, treeAt);
  }

  /** Orders the commits; to be called once, after the last `add`. */
  seal(): void {
    // git tells commits newest first, or nearly so: turned round, there is little left to sort.
    const { size } = this;
    const newestLast = new Uint32Array(size).map((_, index) => size - 1 - index);
    const order = mergeSort(
      newestLast,
      (a, b) => this.#time(a) - this.#time(b) || this.#commits.compare(a, b),
    );
    this.#times = [];
    this.#positions = new Uint32Array(size);
    order.forEach((row, position) => {
      this.#positions[row] = position;
    });
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * size + 1)));
    // The earliest of the commits that share a tree stays.
    for (const row of order) {
      const slot = this.#findSlot(
        this.#hash(this.#trees.word(row, 0), this.#trees.word(row, 1)),
        (other) => this.#trees.compare(row, other) === 0,
      );
      this.#slots[slot] ||= row + 1;
    }
  }

  /** Where the commit added as number `row` stands in (committer date, id) order. */
  positionOf(row: number): number {
    return this.#positions[row] ?? 0;
  }

  /** Writes the hex digits of the commit added as number `row`. */
  writeCommit(row: number, target: Uint8Array, at: number): void {
    this.#commits.write(row, target, at);
  }

  /**
   * Where the earliest commit stands whose root tree has the hex digits that stand in `source` from
   * `at` on; null if none has it.
   */
  positionOfTree(source: Uint8Array, at: number): number | null {
    const hash = this.#hash(wordOf(source, at, 0), wordOf(source, at, 1));
    const slot = this.#findSlot(hash, (row) => this.#trees.equals(row, source, at));
    const row = (this.#slots[slot] ?? 0) - 1;
    return row < 0 ? null : this.positionOf(row);
  }

  #time(row: number): number {
    return this.#times[Math.floor(row / TIMES_PER_SLAB)]?.[row % TIMES_PER_SLAB] ?? 0;
  }

  #hash(high: number, low: number): number {
    const mixed = Math.imul(high, this.#seeds[0]) + Math.imul(low, this.#seeds[1]);
    return mixed ^ (mixed >>> 15);
  }

  /** The slot of the tree that `isIt` knows, or the free one where it belongs. */
  #findSlot(hash: number, isIt: (row: number) => boolean): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const row = (this.#slots[slot] ?? 0) - 1;
      if (row < 0 || isIt(row)) return slot;
    }
  }
}
