import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface PassOnOptions {
  /** How long neither may say anything, in milliseconds. */
  readonly idle: number;
  /** Gives bytes back as they may go on. */
  pieces(chunk: Buffer): AsyncIterable<Buffer>;
}

/** Gives each what the other says, as slowly as its reader reads; settles when either has ended. */
export async function passOn(
  one: Duplex,
  other: Duplex,
  { idle, pieces }: PassOnOptions,
): Promise<void> {
  const end = () => {
    one.destroy();
    other.destroy();
  };
  const timer = setTimeout(end, idle).unref();
  async function* metered(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      timer.refresh();
      yield* pieces(chunk);
    }
  }
  const ways = [pipeline(one, metered, other), pipeline(other, metered, one)];
  // One that has ended leaves nothing to say for the other.
  await Promise.any(ways.map((way) => way.catch(() => {})));
  clearTimeout(timer);
  end();
  await Promise.allSettled(ways);
}
