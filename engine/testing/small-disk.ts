import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** Why no disk of a chosen size can be made on this machine; null if one can. */
export function smallDiskObstacle(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux';
  const script = 'mount -t tmpfs -o size=64k tmpfs /mnt';
  const made = spawnSync('unshare', ['--mount', 'sh', '-c', script]).status === 0;
  return made ? null : 'needs the right to mount';
}

/** A disk of its own, in memory, whose free room a test decides on. */
export class SmallDisk implements Disposable {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static make(bytes: number): SmallDisk {
    const path = temporaryFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=700`, 'tmpfs', path]);
    return new SmallDisk(path);
  }

  /** Leaves this many bytes free (in whole pages), by filling the rest. */
  leave(bytes: number): void {
    this.makeRoom();
    const { bavail, bsize } = statfsSync(this.path);
    const rest = bavail * bsize - bytes;
    if (rest > 0) execFileSync('fallocate', ['--length', String(rest), this.#ballast]);
  }

  makeRoom(): void {
    rmSync(this.#ballast, { force: true });
  }

  /** Lazily, so that it is gone even if something still has a file open in it. */
  [Symbol.dispose](): void {
    execFileSync('umount', ['--lazy', this.path]);
    rmSync(this.path, { recursive: true, force: true });
  }

  get #ballast(): string {
    return join(this.path, 'ballast');
  }
}
