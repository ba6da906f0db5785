import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectFormat } from '../../shared/ids.ts';
import { BadBlockError, CostlyBlockError } from '../errors/peer-failures.ts';
import { chmodPromptly, renamePromptly } from '../files/prompt.ts';
import { isGitFailure } from '../git/errors.ts';
import { indexPack, indexThinPack } from '../git/index-pack.ts';
import { readPackSummary } from '../git/pack-header.ts';
import { isIndexOf } from '../git/pack-index.ts';
import type { Quarantine } from './quarantine.ts';
import { unlessCostly } from './unless-costly.ts';

export interface ReceivedPack {
  readonly file: string;
  readonly sender: string;
  /** What a trusted peer sends may take as long as it likes to unpack. */
  readonly isTrusted?: boolean;
  /** How many objects it must hold; null for any number. */
  readonly objects: number | null;
}

/**
 * Checks a downloaded pack and indexes it in the quarantine, by which git recomputes the id of
 * every object in it. The file is used up unless the pack is thin.
 * @param isThin whether its deltas may build on objects that are here already
 * @returns the checksum that names the pack in the quarantine; null if it is empty
 * @throws BadBlockError, CostlyBlockError, DiskFullError
 */
export async function receivePack(
  quarantine: Quarantine,
  format: ObjectFormat,
  received: ReceivedPack & { readonly isThin: boolean },
  signal: AbortSignal,
): Promise<string | null> {
  const { file, sender, isThin, isTrusted = false } = received;
  const pack = await summaryOf(received, format);
  if (pack.objects === 0) {
    await rm(file);
    return null;
  }
  const what = { bytes: (await stat(file)).size, sender, isTrusted };
  const isGuarded = !isTrusted;
  try {
    return await unlessCostly(what, LEAST_TIME, signal, async (within) => {
      const options = { signal: within, isGuarded };
      if (isThin) return indexThinPack(quarantine.place, file, options);
      // It joins the others only once it is complete: an interruption must not leave half of it there.
      const index = `${file}.idx`;
      await indexPack(quarantine.place, file, index, options);
      await moveIn(quarantine, file, index, pack.checksum);
      return pack.checksum;
    });
  } catch (error) {
    await rm(`${file}.idx`, { force: true });
    if (isGitFailure(error, 'too-large')) throw new CostlyBlockError(sender, error);
    if (!isGitFailure(error, 'bad-data')) throw error;
    throw new BadBlockError(sender, 'it is cut short or altered', error);
  }
}

/** How long git may take over the smallest pack, in milliseconds. */
export const LEAST_TIME = 8_000;

/**
 * Takes a pack with the index that a trusted peer sent for it. Nothing but their form is checked:
 * every object is to be read and checked afterwards.
 * @returns the checksum that names the pack in the quarantine
 * @throws BadBlockError
 */
export async function receiveOnTrust(
  quarantine: Quarantine,
  format: ObjectFormat,
  received: ReceivedPack & { readonly index: string },
): Promise<string> {
  const pack = await summaryOf(received, format);
  const { file, index, sender } = received;
  if (!(await isIndexOf(index, pack, format))) {
    throw new BadBlockError(sender, 'its index belongs to something else');
  }
  await moveIn(quarantine, file, index, pack.checksum);
  return pack.checksum;
}

/** @throws BadBlockError unless it has the form of the pack that it should be */
export async function summaryOf({ file, sender, objects }: ReceivedPack, format: ObjectFormat) {
  const pack = await readPackSummary(file, format);
  if (pack === null) throw new BadBlockError(sender, 'it is no pack');
  if (objects !== null && pack.objects !== objects) {
    throw new BadBlockError(sender, 'it holds other objects than were asked for');
  }
  return pack;
}

/** The index last: it is what makes git see the pack. */
export async function moveIn(
  quarantine: Quarantine,
  pack: string,
  index: string,
  checksum: string,
): Promise<void> {
  const target = join(quarantine.packDirectory, `pack-${checksum}`);
  await chmodPromptly(pack, 0o444);
  await renamePromptly(pack, `${target}.pack`);
  await renamePromptly(index, `${target}.idx`);
}
