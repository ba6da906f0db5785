import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type TLSSocket, connect as tlsConnect } from 'node:tls';
import { ROUTES } from '../../../shared/gtp/routes.ts';
import { tlsOptions } from '../../gtp/session-options.ts';
import { loadIdentity } from '../../identity/identity.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';

/** Types and flags of frames (RFC 9113, section 6). */
export const FRAME = {
  ...{ data: 0, headers: 1, priority: 2, reset: 3, settings: 4, ping: 6, windowUpdate: 8 },
  ...{ continuation: 9, unknown: 0xee, endStream: 1, endHeaders: 4 },
} as const;

export const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

export function frame(
  type: number,
  flags: number,
  stream: number,
  payload: Buffer = Buffer.alloc(0),
) {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Header fields, none of them indexed nor compressed (RFC 7541, section 6.2.2). */
export function fields(pairs: readonly (readonly [string, string])[]): Buffer {
  const text = (value: string) => {
    if (value.length > 126) throw new Error('too long for one byte');
    return Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
  };
  return Buffer.concat(
    pairs.flatMap(([name, value]) => [Buffer.from([0]), text(name), text(value)]),
  );
}

export function request(path: string, method = 'GET'): Buffer {
  return fields([
    [':method', method],
    [':path', path],
    [':scheme', 'https'],
    [':authority', 'peer'],
  ]);
}

/** A connection of somebody whom nobody knows, on which any frames can be sent. */
export async function rawConnection(
  port: number,
  localAddress?: string,
): Promise<Disposable & { readonly socket: TLSSocket }> {
  const folder = temporaryFolder();
  const identity = await loadIdentity(folder);
  const to = { host: '127.0.0.1', port, servername: '', ...(localAddress && { localAddress }) };
  const socket = tlsConnect({ ...to, ...tlsOptions(identity) });
  const dispose = () => {
    socket.destroy();
    rmSync(folder, { recursive: true, force: true });
  };
  socket.on('error', () => {});
  try {
    await once(socket, 'secureConnect');
  } catch (error) {
    dispose();
    throw error;
  }
  const { headers, endHeaders, endStream } = FRAME;
  socket.write(PREFACE);
  socket.write(frame(FRAME.settings, 0, 0));
  socket.write(frame(headers, endHeaders | endStream, 1, request(ROUTES.manifest)));
  return { socket, [Symbol.dispose]: dispose };
}
