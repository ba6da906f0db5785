import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface SpawnOptions {
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A program running on a lab host. */
export class LabProcess implements AsyncDisposable {
  readonly #command: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: string[] = [];
  readonly #watchers = new Set<() => void>();
  #errors = '';
  #hasSaidAll = false;
  /** Resolves with the exit status, null if a signal ended it. */
  readonly exited: Promise<number | null>;

  constructor(command: string, args: readonly string[], { cwd, env }: SpawnOptions = {}) {
    this.#command = [command, ...args].join(' ');
    // A process group of its own, so that what it starts in turn can be ended with it.
    this.#child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      detached: true,
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errors += text;
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.#lines.push(line);
      this.#wakeWatchers();
    });
    // Writing to a program that has just ended is its end, not an error of the lab.
    this.#child.stdin.on('error', () => {});
    // Only then is all read that it wrote; a program that it started may hold its output open longer.
    this.#child.on('close', () => {
      this.#hasSaidAll = true;
      this.#wakeWatchers();
    });
    this.exited = once(this.#child, 'exit').then(([code]) => code as number | null);
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error(`not started: ${this.#command}`);
    return pid;
  }

  /** Lines of standard output so far. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  get errors(): string {
    return this.#errors;
  }

  writeLine(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /**
   * The first line of standard output, past or to come, for which `read` returns something.
   *
   * @param from the number of lines to pass over
   * @throws if the time is over or the program ends first, with what it wrote on standard error
   */
  async waitForLine<T>(
    read: (line: string) => T | undefined,
    { timeoutMs, from = 0 }: { timeoutMs: number; from?: number },
  ): Promise<T> {
    const deadline = Date.now() + timeoutMs;
    for (let next = from; ; ) {
      for (; next < this.#lines.length; next++) {
        const found = read(this.#lines[next] ?? '');
        if (found !== undefined) return found;
      }
      if (this.#hasSaidAll) throw this.#failure('ended');
      const left = deadline - Date.now();
      if (left <= 0) throw this.#failure(`did not say so within ${timeoutMs} ms`);
      await this.#change(left);
    }
  }

  get hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Sends a signal to the program itself, not to what it started. */
  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ends the program, with what it started, and waits for its end. */
  async [Symbol.asyncDispose](): Promise<void> {
    // Once it has ended, its number may be another program's.
    if (this.#child.pid !== undefined && !this.hasExited) process.kill(-this.#child.pid, 'SIGKILL');
    await this.exited;
  }

  #change(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#watchers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#watchers.add(done);
    });
  }

  #wakeWatchers(): void {
    for (const wake of [...this.#watchers]) wake();
  }

  #failure(what: string): Error {
    const output = [...this.#lines.slice(-20), this.#errors.slice(-2_000)].join('\n');
    return new Error(`${this.#command} ${what}\n${output}`);
  }
}
