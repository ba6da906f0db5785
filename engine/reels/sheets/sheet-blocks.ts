import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Block } from '../../../shared/gtp/reel.ts';
import type { Repository } from '../../git/open.ts';
import type { PackTables } from '../../packs/pack-tables.ts';
import type { BlockBytes } from '../block-giver.ts';
import { UNFINISHED } from '../reel-folder.ts';
import { makeSheets, sheetPath } from './make-sheets.ts';
import { openSheet } from './sheet-bytes.ts';

/** Blocks of a reel as sheets: what is in the repository's packs already is not stored again. */
export class SheetBlocks {
  readonly #repository: Repository;
  readonly #directory: string;
  readonly #tables: PackTables;
  #builds = 0;

  /** @param directory of the reel: its lists are here, and sheets come here */
  constructor(repository: Repository, directory: string, tables: PackTables) {
    this.#repository = repository;
    this.#directory = directory;
    this.#tables = tables;
  }

  /** Where a block's sheet is, once it is made. */
  fileOf(block: Block): string {
    return sheetPath(this.#directory, block);
  }

  /** Null if it is not here, or of no use any more: packs that it names are gone. */
  async find(block: Block): Promise<BlockBytes | null> {
    const path = this.fileOf(block);
    try {
      return await openSheet(path, this.#repository.objectFormat);
    } catch {
      await rm(path, { force: true });
      return null;
    }
  }

  /** @param onMade hears of each that is there, and is waited for */
  async make(
    blocks: readonly Block[],
    onMade: (block: Block) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    this.#builds += 1;
    const place = {
      repository: this.#repository,
      packs: await this.#tables.of(this.#repository, signal),
      directory: this.#directory,
      scratch: join(this.#directory, `${UNFINISHED}sheets-${this.#builds}`),
    };
    await makeSheets(place, blocks, onMade, signal);
  }
}
