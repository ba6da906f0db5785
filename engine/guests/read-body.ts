import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { NoRoomError } from '../gtp/body-budget.ts';
import { collect, TooLargeError } from '../gtp/collect.ts';
import type { GuestExchange } from './guest-server.ts';

/** As it was sent, and unpacked, in bytes: git asks for all of a hundred thousand branches in less. */
const LARGEST = 8 * 1024 * 1024;

/** @returns the request's body, unpacked; or a status that refuses it */
export async function readBody({
  request,
  body,
}: GuestExchange): Promise<Buffer | 400 | 413 | 503> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'gzip') return 400;
  const source: Readable = encoding === undefined ? request : request.pipe(createGunzip());
  request.once('close', () => {
    // What cuts the request short does not end the unpacking by itself.
    if (!request.complete) source.destroy();
  });
  try {
    const bytes = await collect(source, LARGEST, { meter: body, sparesStream: true });
    body.settle(bytes.length);
    return bytes;
  } catch (error) {
    if (error instanceof TooLargeError) return 413;
    return error instanceof NoRoomError ? 503 : 400;
  }
}
