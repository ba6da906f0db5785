import type { Surroundings } from './surroundings.ts';

/** Asks on the terminal; everything but yes is no. */
export async function confirm({ stdin, stderr }: Surroundings, question: string): Promise<boolean> {
  // Most commands ask nothing.
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: stdin, output: stderr });
  try {
    const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    const answer = await Promise.race([terminal.question(`${question} [y/N] `), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
