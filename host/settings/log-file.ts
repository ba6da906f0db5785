import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LogEntry } from '../../shared/api/engine-contract.ts';
import type { StateChange } from '../../shared/api/state-change.ts';

/** A log of this many bytes is put aside, and a new one is begun; the one put aside before is gone then. */
const LONGEST = 1024 * 1024;
/** An entry's longest part that is kept, in characters. */
const LONGEST_ENTRY = 8_000;
/** As many entries wait to be written; more than a disk takes at a time are lost. */
const MOST_WAITING = 1_000;

/** What a node has to say of itself, for whoever looks for a fault: a file that stays small. */
export class LogFile implements AsyncDisposable {
  readonly path: string;
  readonly #now: () => Date;
  #waiting: string[] = [];
  #writing: Promise<void> | null = null;
  #bytes: number | null = null;

  constructor(path: string, now: () => Date = () => new Date()) {
    this.path = path;
    this.#now = now;
  }

  add({ level, message }: LogEntry): void {
    if (this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push(
      `${this.#now().toISOString()} ${level}: ${message.slice(0, LONGEST_ENTRY)}\n`,
    );
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
  }

  /** What keeps Shoal from working, as it is shown. */
  addProblems(changes: readonly StateChange[]): void {
    for (const change of changes) {
      if (change.set !== 'problems' || change.value === null) continue;
      this.add({ level: 'warning', message: change.value.sentence });
    }
  }

  /** Settles when all that was said is written, or cannot be. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const text = this.#waiting.join('');
      this.#waiting = [];
      // A log that cannot be written is no reason to stop: what is wrong with the folder is told elsewhere.
      await this.#append(text).catch(() => {});
    }
  }

  async #append(text: string): Promise<void> {
    if (this.#bytes === null) {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
      this.#bytes = await stat(this.path).then(
        ({ size }) => size,
        () => 0,
      );
    }
    const bytes = Buffer.byteLength(text);
    if (this.#bytes > 0 && this.#bytes + bytes > LONGEST) {
      await rename(this.path, `${this.path}.1`);
      this.#bytes = 0;
    }
    await appendFile(this.path, text, { mode: 0o600 });
    this.#bytes += bytes;
  }
}
