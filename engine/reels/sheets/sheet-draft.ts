import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { ObjectFormat } from '../../../shared/ids.ts';
import { HASH_BYTES } from '../../git/index-tables.ts';
import { packHeader } from '../../git/pack-header.ts';
import { Entries } from '../../packs/entries.ts';
import {
  MAX_HEAD_BYTES,
  OFS_DELTA,
  REF_DELTA,
  readEntryHead,
  withBaseId,
  withDistance,
} from '../../packs/entry-head.ts';
import { indexOf } from '../../packs/index-of.ts';
import { OidSet } from '../../packs/oid-set.ts';
import type { PackFiles } from '../../packs/pack-files.ts';
import type { PackIdentity } from '../../packs/pack-identity.ts';
import type { IndexedEntry, PackTable } from '../../packs/pack-table.ts';
import { MOST_AT_ONCE, MOST_PIECES, readEntries } from '../../packs/read-entries.ts';
import { Outlet } from './outlet.ts';
import { PackSums } from './pack-sums.ts';
import { Segments } from './segments.ts';
import { finishSheet } from './sheet.ts';

const NO_PACK = 0xffff;
/** One that will not stay. */
const KEPT_PACK = 0xfffe;

/** What drafts that are made one after the other share. */
export class Desk {
  readonly files: PackFiles;
  /** For what is read, and for what is put together, at once. */
  readonly input = Buffer.allocUnsafeSlow(MOST_AT_ONCE);
  readonly output = Buffer.allocUnsafeSlow(MOST_AT_ONCE + MOST_PIECES * MAX_HEAD_BYTES);

  constructor(files: PackFiles) {
    this.files = files;
  }
}

/**
 * A block on its way to a sheet. Entries are taken from one pack after the other; what is in none of them, or is
 * a delta of something that is not in the block, is left over, for a pack that is made of just that.
 */
export class SheetDraft {
  readonly #oids: OidSet;
  readonly #format: ObjectFormat;
  readonly #desk: Desk;
  readonly #sums: PackSums;
  readonly #segments = new Segments();
  readonly #sources: PackIdentity[] = [];
  /** By number: in which pack the object is, and how many entries are before it there. */
  readonly #packs: Uint16Array;
  readonly #ranks: Uint32Array;
  /** By number: where the object's entry begins in the block, 0 while it has none; its checksum, in its pack until then. */
  readonly #places: Float64Array;
  readonly #crcs: Uint32Array;
  /** In bytes. */
  #size: number;
  /** What the sheet's file holds so far, in bytes. */
  #kept = 0;

  /** @param oids of the block's objects, in bytes, one behind the other */
  constructor(oids: Buffer, format: ObjectFormat, desk: Desk) {
    this.#desk = desk;
    this.#format = format;
    this.#oids = new OidSet(oids, HASH_BYTES[format]);
    this.#packs = new Uint16Array(this.#oids.count).fill(NO_PACK);
    this.#ranks = new Uint32Array(this.#oids.count);
    this.#places = new Float64Array(this.#oids.count);
    this.#crcs = new Uint32Array(this.#oids.count);
    const header = packHeader(this.#oids.count);
    this.#sums = new PackSums(format);
    this.#sums.add(header);
    this.#size = header.length;
  }

  /** The numbers of the objects that have no entry yet. */
  get leftOver(): number[] {
    return [...this.#places.keys()].filter((number) => this.#places[number] === 0);
  }

  /** Looks up which pack has what, for many blocks at once. */
  static async locate(
    drafts: readonly SheetDraft[],
    packs: readonly PackTable[],
    signal: AbortSignal,
  ): Promise<void> {
    const sets = drafts.map((draft) => draft.#oids);
    for (const [index, pack] of packs.entries()) {
      // Always the first pack that has it: of two packs, each may have a delta on what the other has whole.
      const isWanted = (set: number, number: number) => drafts[set]?.isLost(number) ?? false;
      const onFound = (set: number, number: number, entry: IndexedEntry) =>
        drafts[set]?.put(index, number, entry);
      await pack.find(sets, isWanted, onFound, signal);
    }
  }

  /** Takes entries from packs that stay where they are: those in which they were located. */
  async takeFrom(packs: readonly PackTable[], signal: AbortSignal): Promise<void> {
    for (const [index, pack] of packs.entries()) {
      const entries = await this.#entriesOf(pack, index, signal);
      if (entries.count === 0) continue;
      const source = this.#sources.length;
      this.#sources.push(pack.pack);
      const record = (offset: number, length: number, head: Buffer | null) =>
        this.#segments.add(source, offset, length, head);
      using borrowed = await this.#desk.files.borrow(pack.pack);
      await this.#take(borrowed.file, entries, record, null, signal);
    }
  }

  /** Takes entries of what is left over from a pack that will not stay: into the sheet's own file. */
  async keepFrom(pack: PackTable, target: FileHandle, signal: AbortSignal): Promise<void> {
    const isWanted = (_: number, number: number) => this.#places[number] === 0;
    const onFound = (_: number, number: number, entry: IndexedEntry) =>
      this.put(KEPT_PACK, number, entry);
    await pack.find([this.#oids], isWanted, onFound, signal);
    const entries = await this.#entriesOf(pack, KEPT_PACK, signal);
    const record = (_: number, length: number, head: Buffer | null) => {
      const all = length + (head?.length ?? 0);
      this.#segments.add(this.#sources.length, this.#kept, all, null);
      this.#kept += all;
    };
    // Not borrowed: that would stay open for a while, and is removed now.
    const file = await open(pack.pack.path);
    try {
      await this.#take(file, entries, record, target, signal);
    } finally {
      await file.close();
    }
  }

  /** Whether it is not known yet which pack has this object. */
  private isLost(number: number): boolean {
    return this.#packs[number] === NO_PACK;
  }

  private put(pack: number, number: number, { rank, crc }: IndexedEntry): void {
    this.#packs[number] = pack;
    this.#ranks[number] = rank;
    this.#crcs[number] = crc;
  }

  #entriesOf(pack: PackTable, index: number, signal: AbortSignal): Promise<Entries> {
    const isOf = (number: number) => this.#packs[number] === index && this.#places[number] === 0;
    const rankOf = (number: number) => (isOf(number) ? (this.#ranks[number] as number) : -1);
    const crcOf = (number: number) => this.#crcs[number] as number;
    return Entries.of(pack, this.#oids.count, rankOf, crcOf, signal);
  }

  /** Writes the rest of the sheet. Nothing must be left over. */
  async finish(file: FileHandle): Promise<void> {
    const trailer = this.#sums.checksum();
    const checksum = trailer.toString('hex');
    const { order, sorted } = this.#oids;
    const crcs = new Uint32Array(order.length);
    const offsets = new Float64Array(order.length);
    for (let rank = 0; rank < order.length; rank += 1) {
      crcs[rank] = this.#crcs[order[rank] as number] as number;
      offsets[rank] = this.#places[order[rank] as number] as number;
    }
    const index = indexOf({ oids: sorted, crcs, offsets }, checksum, this.#format);
    const sheet = {
      objects: this.#oids.count,
      size: this.#size + trailer.length,
      checksum,
      crc: this.#sums.crc,
      sources: this.#sources,
      segments: this.#segments,
      index: { start: this.#kept, size: index.reduce((sum, { length }) => sum + length, 0) },
    };
    await finishSheet(file, sheet, index);
  }

  /**
   * @param record hears of each entry that is taken: where what is the same in the block begins in the pack, how
   *   long it is, and what comes before it there
   * @param copy where to write it, too
   */
  async #take(
    file: FileHandle,
    entries: Entries,
    record: (offset: number, length: number, head: Buffer | null) => void,
    copy: FileHandle | null,
    signal: AbortSignal,
  ): Promise<void> {
    const outlet = new Outlet(this.#sums, copy, this.#desk.output);
    for await (const group of readEntries(file, entries, this.#desk.input, signal)) {
      for (const { entry, start, crc, rest } of group) {
        const change = this.#changeOf(entries, entry, start);
        if (change === null) continue;
        const { head, from } = change;
        const length = entries.length(entry) - from;
        record(entries.start(entry) + from, length, head);
        const number = entries.numbers[entry] as number;
        this.#places[number] = this.#size;
        this.#size += length + (head?.length ?? 0);
        if (head !== null) outlet.add(head);
        outlet.add(start, from);
        const known = start.length - from + (head?.length ?? 0);
        let sum = head === null ? crc : crc32(outlet.last(known));
        if (rest !== null) {
          for await (const part of rest()) {
            await outlet.pass(part);
            if (head !== null) sum = crc32(part, sum);
          }
        }
        this.#crcs[number] = sum;
      }
      await outlet.flush();
    }
  }

  /** What an entry begins with in the block; null if it is left over. @param start its first bytes */
  #changeOf(
    entries: Entries,
    entry: number,
    start: Buffer,
  ): { readonly head: Buffer | null; readonly from: number } | null {
    const head = readEntryHead(start, 0, this.#oids.hashBytes);
    if (head === null) return null;
    const same = { head: null, from: 0 };
    if (head.type === REF_DELTA) {
      const base = this.#oids.find(start, head.bytes - this.#oids.hashBytes);
      return base < 0 ? null : same;
    }
    if (head.type !== OFS_DELTA) return same;
    const base = entries.numberAt(entries.start(entry) - head.distance);
    if (base < 0) return null;
    const place = this.#places[base] as number;
    // What is left over comes last: a distance can only name what comes before.
    if (place === 0) {
      return { head: withBaseId(start, 0, head, this.#oids.oid(base)), from: head.bytes };
    }
    const distance = this.#size - place;
    if (distance === head.distance) return same;
    return { head: withDistance(start, 0, head, distance), from: head.bytes };
  }
}
