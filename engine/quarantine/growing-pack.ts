import { createHash, type Hash } from 'node:crypto';
import { readFile, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectFormat } from '../../shared/ids.ts';
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
 * One pack of the entries of many, which git checks while they come: one program. Whether all is here that its objects
 * link to is not asked of it (`--check-self-contained-and-connected`): it looks at one of them at a time for that, which
 * takes longer than a walk through all in the end, in two halves side by side.
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
   * All parts are in it. Moves it into the quarantine.
   * @returns the checksum that names it there
   * @throws what `add` throws; RangeError where an object came twice, as git refuses it where it looks at links, too
   */
  async end(signal: AbortSignal): Promise<string> {
    const trailer = this.#hash.digest();
    const ending = this.#git.write(trailer).then(() => this.#git.end());
    await this.#unlessCostly(ending, signal);
    const index = new LoadedIndex(await readFile(this.#index), this.#format);
    if (index.holdsTwice) throw new RangeError('an object that came twice');
    const checksum = trailer.toString('hex');
    await moveIn(this.#quarantine, this.#file, this.#index, checksum);
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
