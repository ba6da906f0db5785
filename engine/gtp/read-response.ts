import type { z } from 'zod';
import type { GtpResponse } from './call.ts';
import { collect, type Meter, TooLargeError } from './collect.ts';

const NEWLINE = 0x0a;

/** An answer that GTP/2 does not allow; the message says in what way, as `it is not JSON`. */
export class MalformedAnswerError extends Error {}

/**
 * All bytes of an answer.
 * @throws MalformedAnswerError if there are more than `limit`, and what the meter throws
 */
export async function readBytes(
  { body }: GtpResponse,
  limit: number,
  meter?: Meter,
): Promise<Buffer> {
  return collect(body, limit, { meter }).catch((error: unknown) => {
    if (!(error instanceof TooLargeError)) throw error;
    throw new MalformedAnswerError('it is larger than allowed', { cause: error });
  });
}

/** An answer as JSON that fits the schema. @throws MalformedAnswerError */
export async function readJson<S extends z.ZodType>(
  response: GtpResponse,
  schema: S,
  limit: number,
): Promise<z.output<S>> {
  return parseLine((await readBytes(response, limit)).toString('utf8'), schema);
}

/** A text as JSON that fits the schema. @throws MalformedAnswerError */
export function parseLine<S extends z.ZodType>(text: string, schema: S): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new MalformedAnswerError('it is not JSON', { cause });
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    throw new MalformedAnswerError('it has not the expected form', { cause: result.error });
  }
  return result.data;
}

/**
 * The non-empty lines of an answer that grows. What follows the last newline is no line: it broke off.
 * @param onData hears of each piece that arrives
 * @throws MalformedAnswerError if a line is longer than `limit` bytes
 */
export async function* readLines(
  { body }: GtpResponse,
  limit: number,
  onData: () => void = () => {},
): AsyncGenerator<string> {
  /** What has arrived of a line. */
  let begun: Buffer[] = [];
  let size = 0;
  const add = (bytes: Buffer) => {
    size += bytes.length;
    if (size > limit) throw new MalformedAnswerError('a line is larger than allowed');
    begun.push(bytes);
  };
  for await (const chunk of body as AsyncIterable<Buffer>) {
    onData();
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      add(chunk.subarray(start, end));
      // As a whole: a character may have come in two pieces.
      if (size > 0) yield Buffer.concat(begun).toString('utf8');
      begun = [];
      size = 0;
      start = end + 1;
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
}
