import type { z } from 'zod';
import type { GtpResponse } from './link.ts';

/** An answer that GTP/2 does not allow; the message says in what way, as `it is not JSON`. */
export class MalformedAnswerError extends Error {}

/** The bytes of an answer. @throws MalformedAnswerError if there are more than `limit` */
export async function readBytes({ body }: GtpResponse, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += (chunk as Buffer).length;
    if (size > limit) {
      body.destroy();
      throw new MalformedAnswerError('it is larger than allowed');
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
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
 * The non-empty lines of an answer that grows.
 * @param onData hears of each piece that arrives
 * @throws MalformedAnswerError if a line is longer than `limit` bytes
 */
export async function* readLines(
  { body }: GtpResponse,
  limit: number,
  onData: () => void = () => {},
): AsyncGenerator<string> {
  let text = '';
  body.setEncoding('utf8');
  for await (const chunk of body) {
    onData();
    text += chunk as string;
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    if (text.length > limit) throw new MalformedAnswerError('a line is larger than allowed');
    for (const line of lines) if (line !== '') yield line;
  }
}
