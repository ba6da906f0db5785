import { resolve } from 'node:path';
import { LabProcess } from '../../e2e/lab/lab-process.ts';
import { megabytes, ownProcessorSeconds } from '../../engine/testing/process-use.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PATIENCE = 300_000;

/** A program that is measured from outside; asked for it, it says how many bytes it holds in memory. */
export class MeasuredProgram implements AsyncDisposable {
  /** What it said when it had started. */
  readonly greeting: string;
  readonly #process: LabProcess;

  private constructor(program: LabProcess, greeting: string) {
    this.#process = program;
    this.greeting = greeting;
  }

  static async start(path: string, args: readonly string[] = []): Promise<MeasuredProgram> {
    const options = ['--expose-gc', '--import', 'tsx', path, ...args];
    const program = new LabProcess(process.execPath, options, { cwd: ROOT });
    return new MeasuredProgram(program, await lineAfter(program, 0));
  }

  /** The seconds of processor time that it has used so far. */
  get processor(): number {
    return ownProcessorSeconds(this.#process.pid);
  }

  /** What it holds, in bytes, without what is no longer needed. */
  async memory(): Promise<number> {
    const before = this.#process.lines.length;
    this.#process.writeLine('memory');
    return Number(await lineAfter(this.#process, before));
  }

  /** What the system has given it, in bytes, without what is no longer needed. */
  async resident(): Promise<number> {
    await this.memory();
    return megabytes(this.#process.pid, 'VmRSS') * 1e6;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }
}

function lineAfter(program: LabProcess, from: number): Promise<string> {
  return program.waitForLine((line) => line, { timeoutMs: PATIENCE, from });
}
