import { createHash, type Hash } from 'node:crypto';
import { readFile, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectFormat, Oid } from '../../shared/ids.ts';
import { DiskFullError } from '../errors/interruptions.ts';
import { FedIndexPack } from '../git/index-pack.ts';
import { packHeader } from '../git/pack-header.ts';
import { copyEntries, PIECE } from '../packs/join-packs.ts';
import { LoadedIndex } from '../packs/loaded-index.ts';
import { unlessAborted } from '../waiting/unless-aborted.ts';
import type { Quarantine } from './quarantine.ts';
import { LEAST_TIME, moveIn, type ReceivedPack, summaryOf } from './receive-pack.ts';
import { unlessCostly } from './unless-costly.ts';

/** What is left on the disk for the parts that are still to come, and for others, in bytes. */
const ROOM_TO_SPARE = 256 * 1024 * 1024;

/**
 * One pack of the entries of many, which git checks while they come, as `git clone` lets it: one program, and no walk
 * through all the objects in the end to see that none is missing.
 */
export class GrowingPack implements AsyncDisposable {
  readonly #quarantine: Quarantine;
  readonly #format: ObjectFormat;
  readonly #file: string;
  readonly #index: string;
  readonly #git: FedIndexPack;
  readonly #hash: Hash;
  // One for all: of a new one for each, the garbage collector would have to be called all the time.
  readonly #room = Buffer.allocUnsafeSlow(PIECE);
  #bytes = 0;

  private constructor(quarantine: Quarantine, format: ObjectFormat, signal: AbortSignal) {
    this.#quarantine = quarantine;
    this.#format = format;
    this.#file = join(quarantine.scratchDirectory, 'growing.pack');
    this.#index = join(quarantine.scratchDirectory, 'growing.idx');
    this.#git = new FedIndexPack(quarantine.place, this.#file, this.#index, signal);
    this.#hash = createHash(format);
  }

  /** @param objects how many all its parts hold */
  static async begin(
    quarantine: Quarantine,
    format: ObjectFormat,
    objects: number,
    signal: AbortSignal,
  ): Promise<GrowingPack> {
    const pack = new GrowingPack(quarantine, format, signal);
    await pack.#write(packHeader(objects));
    return pack;
  }

  /**
   * Adds a downloaded pack. Its file stays.
   * @throws BadBlockError, AlteredPackError, CostlyBlockError, DiskFullError, GitFailedError: each is to be looked at alone
   */
  async add(part: ReceivedPack, signal: AbortSignal): Promise<void> {
    await summaryOf(part, this.#format);
    const { bavail, bsize } = await statfs(this.#quarantine.packDirectory);
    if (bavail * bsize < ROOM_TO_SPARE) throw new DiskFullError();
    const copied = copyEntries(part.file, this.#format, this.#room, (bytes) => this.#write(bytes));
    this.#bytes += await this.#unlessCostly(copied, signal);
  }

  /**
   * All parts are in it. Moves it into the quarantine, which is told if these are there now with all that they reach.
   * @returns the checksum that names it there
   * @throws what `add` throws
   */
  async end(wants: readonly Oid[], signal: AbortSignal): Promise<string> {
    const trailer = this.#hash.digest();
    const ending = this.#git.write(trailer).then(() => this.#git.end());
    const isClosed = await this.#unlessCostly(ending, signal);
    const index = new LoadedIndex(await readFile(this.#index), this.#format);
    const checksum = trailer.toString('hex');
    await moveIn(this.#quarantine, this.#file, this.#index, checksum);
    const isHere = (oid: Oid) => index.find(Buffer.from(oid, 'hex'), 0) >= 0;
    if (isClosed && wants.every(isHere)) this.#quarantine.noteWhole(wants);
    return checksum;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#git[Symbol.dispose]();
    await this.#git.ended();
    await Promise.all([this.#file, this.#index].map((path) => rm(path, { force: true })));
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    await this.#git.write(bytes);
  }

  /** Each part may take git as long as it might alone, and all together as long as they might. */
  #unlessCostly<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
    const what = { bytes: this.#bytes, sender: '', isTrusted: false };
    return unlessCostly(what, LEAST_TIME, signal, (within) => unlessAborted(work, within));
  }
}
