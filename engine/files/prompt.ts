import * as fs from 'node:fs';
import { chmod, rename, rm, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { AtOnce } from './at-once.ts';

/*
 * What is done a dozen times for each block that comes: by promises, that would take the processor ten times as long as
 * the system needs for it. Where the disk is slow, it is done by promises all the same.
 */

const open = promisify(fs.open);
const close = promisify(fs.close);
const read = promisify(fs.read);
const fstat = promisify(fs.fstat);
const writev = promisify(fs.writev);

const atOnce = new AtOnce();

async function promptly<T>(now: () => T, later: () => Promise<T>): Promise<T> {
  let done: { readonly value: T } | undefined;
  atOnce.takeOne(() => {
    done = { value: now() };
  });
  return done === undefined ? later() : done.value;
}

export function renamePromptly(from: string, to: string): Promise<void> {
  return promptly(
    () => fs.renameSync(from, to),
    () => rename(from, to),
  );
}

export function chmodPromptly(path: string, mode: number): Promise<void> {
  return promptly(
    () => fs.chmodSync(path, mode),
    () => chmod(path, mode),
  );
}

/** In bytes. */
export function sizePromptly(path: string): Promise<number> {
  return promptly(
    () => fs.statSync(path).size,
    async () => (await stat(path)).size,
  );
}

/** Removes a file; there need be none. */
export function removePromptly(path: string): Promise<void> {
  return promptly(
    () => {
      // `rmSync` would ask for what is there first.
      if (fs.existsSync(path)) fs.rmSync(path, { force: true });
    },
    () => rm(path, { force: true }),
  );
}

/** A file that is open. What is written into it is written by other threads. */
export class PromptFile {
  /** -1 once it is closed: the system gives the same number to the next file that is opened. */
  #fd: number;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  static async open(path: string, flags: string): Promise<PromptFile> {
    const fd = await promptly(
      () => fs.openSync(path, flags),
      () => open(path, flags),
    );
    return new PromptFile(fd);
  }

  /** In bytes. */
  size(): Promise<number> {
    return promptly(
      () => fs.fstatSync(this.#fd).size,
      async () => (await fstat(this.#fd)).size,
    );
  }

  /** @returns what stands from `position` on; zeros where the file ends before */
  async read(length: number, position: number): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    await promptly(
      () => fs.readSync(this.#fd, bytes, 0, length, position),
      async () => (await read(this.#fd, bytes, 0, length, position)).bytesRead,
    );
    return bytes;
  }

  /** @returns how many of the bytes are written */
  async write(pieces: readonly Buffer[], position: number): Promise<number> {
    return (await writev(this.#fd, pieces as Buffer[], position)).bytesWritten;
  }

  /** More than once does no harm. */
  async close(): Promise<void> {
    const fd = this.#fd;
    if (fd < 0) return;
    this.#fd = -1;
    await promptly(
      () => fs.closeSync(fd),
      () => close(fd),
    );
  }
}
