export const INDEX_MAGIC = 0xff744f63;
export const INDEX_VERSION = 2;
export const FANOUT = 256;
export const START_OF_FANOUT = 8;
export const START_OF_OIDS = START_OF_FANOUT + FANOUT * 4;
/** An offset with this bit is the number of an eight-byte one. */
export const LARGE = 0x8000_0000;

export const HASH_BYTES = { sha1: 20, sha256: 32 } as const;

/** The beginning of an index, up to its ids. @param counts how many ids begin with each byte */
export function indexHead(counts: Uint32Array): Buffer {
  const head = Buffer.alloc(START_OF_OIDS);
  head.writeUInt32BE(INDEX_MAGIC, 0);
  head.writeUInt32BE(INDEX_VERSION, 4);
  let sum = 0;
  for (const [byte, count] of counts.entries()) {
    sum += count;
    head.writeUInt32BE(sum, START_OF_FANOUT + byte * 4);
  }
  return head;
}

/** Offsets as an index holds them: four bytes each, and behind them eight for those that need it. */
export function offsetTables(offsets: Float64Array): [small: Buffer, large: Buffer] {
  const small = Buffer.alloc(offsets.length * 4);
  const large = offsets.filter((offset) => offset >= LARGE);
  let next = 0;
  for (const [position, offset] of offsets.entries()) {
    const value = offset < LARGE ? offset : LARGE + next;
    if (offset >= LARGE) next += 1;
    small.writeUInt32BE(value, position * 4);
  }
  const wide = Buffer.alloc(large.length * 8);
  for (const [number, offset] of large.entries()) wide.writeBigUInt64BE(BigInt(offset), number * 8);
  return [small, wide];
}
