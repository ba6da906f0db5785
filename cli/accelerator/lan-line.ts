import { formatSpeed } from '../../shared/domain/words/quantity.ts';
import type { Output } from '../surroundings.ts';

/** Below this, a speed says nothing, in milliseconds. */
const FIRST_LOOK = 200;

/** How fast it comes and from whom, on one line that changes, as git shows such things. */
export class LanLine implements Disposable {
  readonly #output: Output | null;
  readonly #now: () => number;
  readonly #since: number;
  #shown = '';

  /** @param isWanted whether git shows its own progress; on a terminal alone */
  constructor(output: Output, isWanted: boolean, now: () => number = () => performance.now()) {
    this.#output = isWanted && output.isTTY ? output : null;
    this.#now = now;
    this.#since = now();
  }

  /** @param bytes that have come so far */
  show({ bytes, names }: { readonly bytes: number; readonly names: readonly string[] }): void {
    const ms = this.#now() - this.#since;
    if (this.#output === null || names.length === 0 || ms < FIRST_LOOK) return;
    const text = `LAN: ${formatSpeed((bytes / ms) * 1_000)} from ${names.join(', ')}`;
    this.#output.write(`${text.padEnd(this.#shown.length)}\r`);
    this.#shown = text;
  }

  [Symbol.dispose](): void {
    if (this.#shown !== '') this.#output?.write(`${this.#shown}, done.\n`);
  }
}
