import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import { LabProcess } from '../lab/lab-process.ts';
import { type CliResult, runProgram } from './run-program.ts';

/** Mounts this system once more, with what is written to it put aside, in memory; ends with what it reads. */
const HOLD = `set -e
mount -t tmpfs tmpfs "$1"
mkdir "$1/written" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/written,workdir=$1/work" "$1/root"
for each in /proc /sys /dev "$2"; do mount --rbind "$each" "$1/root$each"; done
echo ready
exec cat`;

const START_TIMEOUT = 30_000;

/** As for somebody who has just logged in. */
const ENV = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LC_ALL: 'C.UTF-8',
};

/**
 * This system, to install into: what is written to it is seen in there only, and goes with it. Needs root on Linux.
 */
export class OverlaySystem implements AsyncDisposable {
  readonly #folder: string;
  readonly #holder: LabProcess;

  private constructor(folder: string, holder: LabProcess) {
    this.#folder = folder;
    this.#holder = holder;
  }

  /** Whether one can be made here. */
  static isPossible(): boolean {
    return (
      process.platform === 'linux' &&
      process.getuid?.() === 0 &&
      spawnSync('unshare', ['--mount', 'true']).status === 0
    );
  }

  /** @param shared a folder that is the same one inside and outside */
  static async open(shared: string): Promise<OverlaySystem> {
    const folder = temporaryFolder();
    const args = ['--mount', '--propagation', 'private', 'sh', '-c', HOLD, 'sh', folder, shared];
    const holder = new LabProcess('unshare', args);
    const system = new OverlaySystem(folder, holder);
    try {
      const isReady = (line: string) => (line === 'ready' ? true : undefined);
      await holder.waitForLine(isReady, { timeoutMs: START_TIMEOUT });
      return system;
    } catch (error) {
      await system[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Runs a program to its end. */
  run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliResult> {
    const all = this.#inside(command, args);
    return runProgram('nsenter', all, { env: { ...ENV, ...env } });
  }

  start(command: string, args: readonly string[], env: Record<string, string> = {}): LabProcess {
    return new LabProcess('nsenter', this.#inside(command, args), { env: { ...ENV, ...env } });
  }

  /** Files that are in one of the system's folders now, and were not before. */
  added(below: string): readonly string[] {
    const written = `/proc/${this.#holder.pid}/root${join(this.#folder, 'written')}`;
    if (!existsSync(join(written, below))) return [];
    return readdirSync(join(written, below), { recursive: true, encoding: 'utf8' })
      .map((name) => join(below, name))
      .filter((path) => !isMark(join(written, path)) && !existsSync(path));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#holder[Symbol.asyncDispose]();
    rmSync(this.#folder, { recursive: true });
  }

  #inside(command: string, args: readonly string[]): string[] {
    const root = join(this.#folder, 'root');
    return [`--mount=/proc/${this.#holder.pid}/ns/mnt`, 'chroot', root, command, ...args];
  }
}

/** What is gone is marked by a device. */
function isMark(path: string): boolean {
  return lstatSync(path).isCharacterDevice();
}
