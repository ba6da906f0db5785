import { chmod, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectFormat } from '../../shared/ids.ts';
import { BadBlockError, DiskFullError, GitFailedError } from '../errors.ts';
import { indexPack, indexThinPack } from '../git/index-pack.ts';
import { readPackSummary } from '../git/pack-header.ts';
import type { Quarantine } from './quarantine.ts';

export interface ReceivedPack {
  readonly file: string;
  /** Whether its deltas may build on objects that are here already. */
  readonly isThin: boolean;
  readonly sender: string;
}

/**
 * Checks a downloaded pack and indexes it in the quarantine, by which git recomputes the id of
 * every object in it. The file is used up.
 * @throws BadBlockError, DiskFullError
 */
export async function receivePack(
  quarantine: Quarantine,
  format: ObjectFormat,
  { file, isThin, sender }: ReceivedPack,
  signal: AbortSignal,
): Promise<void> {
  const pack = await readPackSummary(file, format);
  if (pack === null) throw new BadBlockError(sender, 'it is no pack');
  if (pack.objects === 0) {
    await rm(file);
    return;
  }
  try {
    if (isThin) {
      await indexThinPack(quarantine.place, file, signal);
      await rm(file);
    } else {
      // It joins the others only once it is complete: an interruption must not leave half of it there.
      const index = `${file}.idx`;
      await indexPack(quarantine.place, file, index, signal);
      const target = join(quarantine.packDirectory, `pack-${pack.checksum}`);
      await chmod(file, 0o444);
      await rename(file, `${target}.pack`);
      await rename(index, `${target}.idx`);
    }
  } catch (error) {
    if (!(error instanceof GitFailedError)) throw error;
    if (error.stderr.includes('No space left')) throw new DiskFullError(error);
    throw new BadBlockError(sender, 'it is cut short or altered', error);
  }
}
