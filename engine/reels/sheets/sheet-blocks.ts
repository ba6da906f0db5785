import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Block } from '../../../shared/gtp/reel.ts';
import type { Repository } from '../../git/open.ts';
import type { PackFiles } from '../../packs/pack-files.ts';
import type { PackTables } from '../../packs/pack-tables.ts';
import type { BlockBytes } from '../block-giver.ts';
import { UNFINISHED } from '../reel-folder.ts';
import { makeSheets, sheetPath } from './make-sheets.ts';
import { openSheet } from './sheet-bytes.ts';

/** What is known of packs, for all reels. */
export interface Packs {
  readonly tables: PackTables;
  readonly files: PackFiles;
}

/** Blocks of a reel as sheets: what is in the repository's packs already is not stored again. */
export class SheetBlocks {
  readonly #repository: Repository;
  readonly #directory: string;
  readonly #packs: Packs;
  #builds = 0;

  /** @param directory of the reel: its lists are here, and sheets come here */
  constructor(repository: Repository, directory: string, packs: Packs) {
    this.#repository = repository;
    this.#directory = directory;
    this.#packs = packs;
  }

  /** Where a block's sheet is, once it is made. */
  filesOf(block: Block): [string] {
    return [sheetPath(this.#directory, block)];
  }

  /** Null if it is not here, or of no use any more: packs that it names are gone. */
  async find(block: Block): Promise<BlockBytes | null> {
    const [path] = this.filesOf(block);
    try {
      return await openSheet(path, this.#packs.files);
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
      packs: await this.#packs.tables.of(this.#repository, signal),
      files: this.#packs.files,
      directory: this.#directory,
      scratch: join(this.#directory, `${UNFINISHED}sheets-${this.#builds}`),
    };
    await makeSheets(place, blocks, onMade, signal);
  }
}
