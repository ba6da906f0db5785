import type { Readable, Writable } from 'node:stream';
import type { Program } from './program.ts';

/** What passes between git and the program that it would have run without us. */
export interface Middle {
  /** @returns what the program gets now */
  hearGit(chunk: Buffer): Promise<readonly Buffer[]>;
  /** @returns what git gets now */
  hearProgram(chunk: Buffer): readonly Buffer[];
  endOfGit(): readonly Buffer[];
  endOfProgram(): readonly Buffer[];
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Stands between git and a program until both have said all.
 * @returns the exit status of the program
 */
export async function relay(
  git: { readonly stdin: Readable; readonly stdout: Writable },
  program: Program,
  middle: Middle,
): Promise<number> {
  const stopPassing = passSignals(program);
  // Whoever does not read any more has its reasons, and tells them by its exit status.
  for (const output of [git.stdout, program.stdin]) output.on('error', () => {});
  void pump(git.stdin, program.stdin, {
    hear: (chunk) => middle.hearGit(chunk),
    end: () => middle.endOfGit(),
  })
    .catch(() => {})
    .finally(() => program.stdin.end());
  await pump(program.stdout, git.stdout, {
    hear: (chunk) => middle.hearProgram(chunk),
    end: () => middle.endOfProgram(),
  }).catch(() => {});
  const status = await program.exited;
  stopPassing();
  return status;
}

/** Never holds more than one piece: whoever is slow slows down the other side. */
async function pump(
  from: Readable,
  to: Writable,
  middle: {
    hear(chunk: Buffer): readonly Buffer[] | Promise<readonly Buffer[]>;
    end(): readonly Buffer[];
  },
): Promise<void> {
  for await (const chunk of from) await write(to, await middle.hear(chunk as Buffer));
  await write(to, middle.end());
}

async function write(to: Writable, pieces: readonly Buffer[]): Promise<void> {
  for (const piece of pieces) {
    if (piece.length === 0 || to.destroyed) continue;
    if (!to.write(piece)) await untilThereIsRoom(to);
  }
}

function untilThereIsRoom(to: Writable): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      for (const event of ['drain', 'close']) to.off(event, settle);
      resolve();
    };
    for (const event of ['drain', 'close']) to.on(event, settle);
  });
}

/** @returns what to call when the program has ended */
function passSignals(program: Program): () => void {
  const passers = SIGNALS.map((signal) => {
    const pass = () => void program.kill(signal);
    process.on(signal, pass);
    return () => void process.off(signal, pass);
  });
  return () => {
    for (const stop of passers) stop();
  };
}
