const FIRST_ROOM = 256;
/** Offsets are kept in two parts. */
const LOW = 2 ** 32;

/**
 * What a sheet puts together, in order: of each segment, bytes of its own (a head that is another than in the
 * source), and behind them a range of a source. In columns: there can be a hundred thousand.
 */
export class Segments {
  count = 0;
  sources = new Uint16Array(FIRST_ROOM);
  lengths = new Uint32Array(FIRST_ROOM);
  headLengths = new Uint8Array(FIRST_ROOM);
  #low = new Uint32Array(FIRST_ROOM);
  #high = new Uint16Array(FIRST_ROOM);
  #heads: Buffer = Buffer.alloc(FIRST_ROOM);
  #headBytes = 0;

  /** All heads, one behind the other. */
  get heads(): Buffer {
    return this.#heads.subarray(0, this.#headBytes);
  }

  /** In bytes, in the source. */
  offset(segment: number): number {
    return (this.#high[segment] as number) * LOW + (this.#low[segment] as number);
  }

  add(source: number, offset: number, length: number, head: Uint8Array | null): void {
    const last = this.count - 1;
    const isNext =
      head === null &&
      last >= 0 &&
      this.sources[last] === source &&
      this.offset(last) + (this.lengths[last] as number) === offset &&
      (this.lengths[last] as number) + length < LOW;
    if (isNext) {
      this.lengths[last] = (this.lengths[last] as number) + length;
      return;
    }
    if (this.count === this.sources.length) this.#grow();
    const segment = this.count;
    this.count += 1;
    this.sources[segment] = source;
    this.#low[segment] = offset % LOW;
    this.#high[segment] = Math.floor(offset / LOW);
    this.lengths[segment] = length;
    this.headLengths[segment] = head?.length ?? 0;
    if (head !== null) this.#addHead(head);
  }

  /** To be read by this machine alone. */
  toBuffers(): Buffer[] {
    return [
      ...this.#columns.map((column) => {
        const { buffer, byteOffset, BYTES_PER_ELEMENT } = column;
        return Buffer.from(buffer, byteOffset, this.count * BYTES_PER_ELEMENT);
      }),
      this.heads,
    ];
  }

  /** @throws RangeError if `bytes` are not those of so many segments */
  static from(bytes: Buffer, count: number): Segments {
    const segments = new Segments();
    while (segments.sources.length < count) segments.#grow();
    let start = 0;
    for (const column of segments.#columns) {
      const length = count * column.BYTES_PER_ELEMENT;
      bytes.copy(Buffer.from(column.buffer), 0, start, start + length);
      start += length;
    }
    segments.count = count;
    segments.#heads = bytes.subarray(start);
    segments.#headBytes = segments.#heads.length;
    const headBytes = segments.headLengths.subarray(0, count).reduce((sum, each) => sum + each, 0);
    if (start > bytes.length || headBytes !== segments.#headBytes) {
      throw new RangeError('not the segments of a sheet');
    }
    return segments;
  }

  get #columns() {
    return [this.#low, this.lengths, this.#high, this.sources, this.headLengths] as const;
  }

  #addHead(head: Uint8Array): void {
    if (this.#headBytes + head.length > this.#heads.length) {
      this.#heads = Buffer.concat([this.#heads, Buffer.alloc(this.#heads.length)]);
    }
    this.#heads.set(head, this.#headBytes);
    this.#headBytes += head.length;
  }

  #grow(): void {
    const room = 2 * this.sources.length;
    const grown = <T extends Uint8Array | Uint16Array | Uint32Array>(column: T, larger: T): T => {
      larger.set(column);
      return larger;
    };
    this.sources = grown(this.sources, new Uint16Array(room));
    this.lengths = grown(this.lengths, new Uint32Array(room));
    this.headLengths = grown(this.headLengths, new Uint8Array(room));
    this.#low = grown(this.#low, new Uint32Array(room));
    this.#high = grown(this.#high, new Uint16Array(room));
  }
}
