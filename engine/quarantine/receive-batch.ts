import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectFormat } from '../../shared/ids.ts';
import { explainDiskFull } from '../errors/interruptions.ts';
import { PeerFailure } from '../errors/peer-failures.ts';
import { HEADER_BYTES } from '../git/pack-header.ts';
import { AlteredPackError, type JoinedPack, joinPacks, type Place } from '../packs/join-packs.ts';
import { LoadedIndex } from '../packs/loaded-index.ts';
import { mergeIndexes } from '../packs/merge-indexes.ts';
import { standAlone } from '../packs/stand-alone.ts';
import type { Quarantine } from './quarantine.ts';
import { type ReceivedPack, receivePack, summaryOf } from './receive-pack.ts';

/** Several packs that are one in the quarantine. */
export class Batch {
  /** Names their pack there. */
  readonly checksum: string;
  readonly #format: ObjectFormat;
  readonly #tables: LoadedIndex;
  readonly #places: readonly Place[];

  constructor({ checksum, places }: JoinedPack, tables: LoadedIndex, format: ObjectFormat) {
    this.checksum = checksum;
    this.#format = format;
    this.#tables = tables;
    this.#places = places;
  }

  /** Writes the index of one of them, as it would be if it stood alone. @param checksum of that one */
  async indexOf(number: number, checksum: string, path: string): Promise<void> {
    const { from, to } = this.#places[number] ?? { from: 0, to: 0 };
    const part = { tables: this.#tables, shift: HEADER_BYTES - from, only: [from, to] as const };
    await mergeIndexes([part], checksum, this.#format, path);
  }
}

let batches = 0;

/**
 * Checks several downloaded packs by one run of git, as one pack: starting a program for each takes more than
 * it does with most of them. Each is as sound by that as if it had been looked at alone.
 * @returns null if something is wrong with one of them: which one it is, is seen when each is looked at alone.
 * The files stay in any case.
 * @throws DiskFullError, CancelledError
 */
export async function receiveBatch(
  quarantine: Quarantine,
  format: ObjectFormat,
  packs: readonly ReceivedPack[],
  signal: AbortSignal,
): Promise<Batch | null> {
  batches += 1;
  const file = join(quarantine.scratchDirectory, `batch-${batches}.pack`);
  try {
    const summaries = await Promise.all(packs.map((pack) => summaryOf(pack, format)));
    const objects = (number: number) => summaries[number]?.objects ?? 0;
    const parts = packs.map((pack, number) => ({ path: pack.file, objects: objects(number) }));
    const joined = await joinPacks(parts, format, file, signal);
    const isTrusted = packs.every((pack) => pack.isTrusted === true);
    const whole = { file, sender: '', isThin: false, isTrusted, objects: null };
    await receivePack(quarantine, format, whole, signal);
    const here = join(quarantine.packDirectory, `pack-${joined.checksum}`);
    const tables = new LoadedIndex(await readFile(`${here}.idx`), format);
    const places = joined.places.map((place, number) => ({ ...place, objects: objects(number) }));
    if (await standAlone(`${here}.pack`, tables, places)) return new Batch(joined, tables, format);
    await Promise.all(['.idx', '.pack'].map((ending) => rm(`${here}${ending}`)));
    return null;
  } catch (error) {
    const isOfOne = error instanceof PeerFailure || error instanceof AlteredPackError;
    if (isOfOne) return null;
    throw explainDiskFull(error);
  } finally {
    await rm(file, { force: true });
  }
}
