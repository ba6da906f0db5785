import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HOUR = 3_600_000;

/** A wall clock of a program of its own, which a test sets while that runs. */
export class SetClock {
  /** For the desktop app, whose engine then reads this clock, too. */
  readonly preload: string;
  /** For any other program that reads this clock. */
  readonly env: Readonly<Record<string, string>>;
  readonly #file: string;

  private constructor(file: string, preload: string) {
    this.#file = file;
    this.preload = preload;
    this.env = { NODE_OPTIONS: `--require ${preload}` };
  }

  static make(folder: string): SetClock {
    const file = join(folder, 'clock');
    const preload = join(folder, 'set-clock.cjs');
    const engine = join(folder, 'engine-with-clock.mjs');
    writeFileSync(engine, `import ${JSON.stringify(preload)};\nawait import(process.argv[2]);\n`);
    writeFileSync(
      preload,
      `const { readFileSync } = require('node:fs');
       const { now } = Date;
       const read = () => Number(readFileSync(${JSON.stringify(file)}, 'utf8'));
       let ahead = read();
       setInterval(() => { ahead = read(); }, 100).unref();
       Date.now = () => now() + ahead;
       if (process.type === 'browser') {
         const { utilityProcess } = require('electron');
         const { fork } = utilityProcess;
         utilityProcess.fork = (entry, args, options) =>
           fork(${JSON.stringify(engine)}, [entry, ...args], options);
       }`,
    );
    const clock = new SetClock(file, preload);
    clock.set(0);
    return clock;
  }

  /** @param hours by how many it is ahead of the true time */
  set(hours: number): void {
    writeFileSync(this.#file, String(hours * HOUR));
  }
}
