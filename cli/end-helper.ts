import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Output } from './surroundings.ts';

interface Git {
  readonly stdin: Readable;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: Output;
}

/**
 * For a remote helper that cannot do anything: one sentence, and the end. New versions of git add words of their own where a
 * helper ends before it has said what it can; of one that leaves the next question open they are silent.
 */
export async function endHelper(sentence: string, { stdin, stdout, stderr }: Git): Promise<void> {
  for await (const line of createInterface({ input: stdin })) {
    if (line !== 'capabilities') break;
    stdout.write('option\n\n');
  }
  stderr.write(`fatal: ${sentence}\n`);
}
