import type { z } from 'zod';
import { ProtocolError } from '../errors.ts';
import type { GtpResponse } from './link.ts';

/** The bytes of an answer. @throws ProtocolError if there are more than `limit` */
export async function readBytes({ body }: GtpResponse, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += (chunk as Buffer).length;
    if (size > limit) {
      body.destroy();
      throw new ProtocolError('it is larger than allowed');
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** An answer as JSON that fits the schema. @throws ProtocolError */
export async function readJson<S extends z.ZodType>(
  response: GtpResponse,
  schema: S,
  limit: number,
): Promise<z.output<S>> {
  const bytes = await readBytes(response, limit);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new ProtocolError('it is not JSON', { cause });
  }
  const result = schema.safeParse(value);
  if (!result.success)
    throw new ProtocolError('it has not the expected form', { cause: result.error });
  return result.data;
}
