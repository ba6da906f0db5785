import type { Block } from '../../shared/gtp/reel.ts';
import type { Room } from './reel-folder.ts';

export interface MadeBlock {
  readonly block: Block;
  /** What it takes on disk. */
  readonly room: Room;
}

/**
 * The blocks of a reel that are made, by name, those made longest ago first. What they take together is kept up to
 * date: it is asked for whenever somebody has got a block.
 */
export class MadeBlocks implements Iterable<[name: string, made: MadeBlock]> {
  readonly #made = new Map<string, MadeBlock>();
  #bytes = 0;
  #files = 0;

  /** What all of them take on disk. */
  get room(): Room {
    return { bytes: this.#bytes, files: this.#files };
  }

  has(name: string): boolean {
    return this.#made.has(name);
  }

  get(name: string): MadeBlock | undefined {
    return this.#made.get(name);
  }

  set(name: string, made: MadeBlock): void {
    this.#count(this.#made.get(name), -1);
    this.#made.set(name, made);
    this.#count(made, 1);
  }

  delete(name: string): void {
    this.#count(this.#made.get(name), -1);
    this.#made.delete(name);
  }

  clear(): void {
    this.#made.clear();
    this.#bytes = 0;
    this.#files = 0;
  }

  [Symbol.iterator](): IterableIterator<[name: string, made: MadeBlock]> {
    return this.#made.entries();
  }

  #count(made: MadeBlock | undefined, times: number): void {
    if (made === undefined) return;
    this.#bytes += times * made.room.bytes;
    this.#files += times * made.room.files;
  }
}
