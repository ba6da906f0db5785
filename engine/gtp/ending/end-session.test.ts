import { type ClientHttp2Session, connect, createServer, type Http2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { awaited } from '../../testing/awaited.ts';
import { endSession, isOver } from './end-session.ts';

/** What HTTP/2 keeps of a stream takes as many bytes (nghttp2 1.61 in Node 20, with the length before it). */
const LIKE_A_STREAM = 232;

let server: ReturnType<typeof createServer>;
let client: ClientHttp2Session;
/** Called when a request's body is whole, with the session that it came on. */
let onWhole: (session: Http2Session) => void;

beforeEach(async () => {
  server = createServer();
  server.on('session', (session) => session.on('error', () => {}));
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    const { session } = stream;
    if (headers[':method'] === 'GET') return stream.respond({ ':status': 200 });
    stream.resume();
    stream.once('end', () => session && onWhole(session));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.on('error', () => {});
});
afterEach(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

/** Sends a body, whose end comes while another request is under way. */
async function send(): Promise<void> {
  const body = client.request({ ':method': 'POST', ':path': '/body' }, { endStream: false });
  body.on('error', () => {});
  body.write('a');
  const other = client.request({ ':path': '/other' });
  other.on('error', () => {});
  const answered = new Promise((resolve) => other.once('response', resolve));
  await awaited(answered, 'the other request is answered');
  body.end('b');
}

test('a session that ends while a body is told to be whole writes into nobody else’s memory', async () => {
  const ended = new Promise<Buffer[]>((resolve) => {
    onWhole = (session) => {
      endSession(session);
      // They take what memory has just been given back.
      resolve(Array.from({ length: 64 }, () => Buffer.allocUnsafeSlow(LIKE_A_STREAM).fill(0)));
    };
  });
  const closed = new Promise((resolve) => client.once('close', resolve));
  await send();
  const taken = await awaited(ended, 'the body is told to be whole');
  await awaited(closed, 'the session has ended');
  expect(taken.filter((piece) => piece.some((byte) => byte !== 0))).toEqual([]);
});

test('it is over at once, and ended in the next turn', async () => {
  const ending = new Promise<Http2Session>((resolve) => {
    onWhole = (session) => {
      endSession(session);
      endSession(session);
      expect([isOver(session), session.destroyed]).toEqual([true, false]);
      resolve(session);
    };
  });
  await send();
  const session = await ending;
  await nextTurn();
  expect([isOver(session), session.destroyed]).toEqual([true, true]);
});
