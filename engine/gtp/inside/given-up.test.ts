import { constants, performServerHandshake } from 'node:http2';
import { type AddressInfo, createServer, type Socket, connect as tcpConnect } from 'node:net';
import { duplexPair } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { DisposableStack } from '@whatwg-node/disposablestack';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROUTES } from '../../../shared/gtp/routes.ts';
import { peerIdSchema } from '../../../shared/ids.ts';
import { FRAME, frame, PREFACE, request } from '../../scenarios/support/raw-frames.ts';
import { awaited } from '../../testing/awaited.ts';
import { Link } from '../link.ts';
import type { StreamHandler } from '../router.ts';

const SELF = peerIdSchema.parse('a'.repeat(52));
const PEER = peerIdSchema.parse('b'.repeat(52));
/** More than HTTP/2 libraries take. */
const GIVEN_UP = 1_200;
/** No more than may be open at once. */
const AT_A_TIME = 50;

let ends: DisposableStack;
beforeEach(() => {
  ends = new DisposableStack();
});
afterEach(() => ends.dispose());

const asks = (stream: number, path: string, method?: string) =>
  frame(FRAME.headers, FRAME.endHeaders, stream, request(path, method));

function givesUp(stream: number): Buffer {
  const reason = Buffer.alloc(4);
  reason.writeUInt32BE(constants.NGHTTP2_CANCEL);
  return frame(FRAME.reset, 0, stream, reason);
}

/** In one piece, as it is read: asks for a path, gives it up, and asks for another one. */
function givingUp(path: string, method?: string): Buffer {
  const settings = frame(FRAME.settings, 0, 0);
  const given = [asks(1, path, method), givesUp(1)];
  return Buffer.concat([PREFACE, settings, ...given, asks(3, ROUTES.view)]);
}

/** Answers, as any handler may at once, and tells of the second request. */
function answering(): { handle: StreamHandler; asked: Promise<(string | undefined)[]> } {
  const paths: (string | undefined)[] = [];
  let handle: StreamHandler = () => {};
  const asked = new Promise<(string | undefined)[]>((resolve) => {
    handle = (stream, headers) => {
      paths.push(headers[':path']);
      stream.respond({ ':status': 200 }, { endStream: true });
      if (headers[':path'] === ROUTES.view) resolve(paths);
    };
  });
  return { handle, asked };
}

async function tcpPair(): Promise<[Socket, Socket]> {
  const server = createServer();
  ends.defer(() => server.close());
  const came = new Promise<Socket>((resolve) => server.once('connection', resolve));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = tcpConnect((server.address() as AddressInfo).port, '127.0.0.1');
  return [socket, await awaited(came, 'there is a connection')];
}

test('a request on the way back that is given up at once reaches nobody, and harms nobody', async () => {
  const [socket, other] = await tcpPair();
  const session = performServerHandshake(other);
  session.on('error', () => {});
  ends.defer(() => session.destroy());
  session.once('stream', (stream) => {
    stream.on('error', () => {});
    stream.respond({ ':status': 200 });
    stream.write(givingUp(ROUTES.manifest));
  });
  const { handle, asked } = answering();
  ends.use(Link.dialled({ self: SELF, peer: PEER, address: 'peer:1', port: null }, socket, handle));
  expect(await awaited(asked, 'the second request has come')).toEqual([ROUTES.view]);
});

test('a way back that is given up at once, over a stream, harms nobody', async () => {
  const [stream, other] = duplexPair();
  const { handle, asked } = answering();
  ends.use(
    Link.accepted({ peer: PEER, address: 'relay', way: 'relayed' }, stream as Socket, handle),
  );
  other.write(givingUp(ROUTES.reverse, 'POST'));
  expect(await awaited(asked, 'the second request has come')).toEqual([ROUTES.view]);
});

// nghttp2 itself reads no further then, and says nothing: the connection would stay for as long as it is not missed.
test.each([
  ['at once', (stream: number) => [asks(stream, ROUTES.view), givesUp(stream)]],
  ['while they are answered', (stream: number) => [asks(stream, ROUTES.view)]],
])('who gives up a thousand requests %s is let go, whatever comes then', async (_, made) => {
  const [socket, other] = await tcpPair();
  const handle: StreamHandler = (stream) =>
    stream.on('error', () => {}).respond({ ':status': 200 });
  const link = ends.use(
    // Nobody is let in from there for a while.
    Link.accepted({ peer: PEER, address: '192.0.2.7:1', way: 'direct' }, other, handle),
  );
  const streams = Array.from({ length: GIVEN_UP }, (_each, index) => 2 * index + 1);
  socket.on('error', () => {});
  socket.resume();
  socket.write(Buffer.concat([PREFACE, frame(FRAME.settings, 0, 0)]));
  for (let from = 0; from < GIVEN_UP; from += AT_A_TIME) {
    const some = streams.slice(from, from + AT_A_TIME);
    socket.write(Buffer.concat(some.flatMap(made)));
    await sleep(20);
    socket.write(Buffer.concat(some.map(givesUp)));
    await sleep(5);
  }
  await expect(Promise.race([link.closed, sleep(5_000, 'still here')])).resolves.toBeUndefined();
});

test('the end of a node waits for no sign of life of somebody whose flood nobody reads any more', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const [socket, other] = await tcpPair();
  socket.on('error', () => {});
  socket.resume();
  const link = ends.use(
    Link.accepted({ peer: PEER, address: '127.0.0.1:1', way: 'direct' }, other, (stream) =>
      stream.on('error', () => {}).respond({ ':status': 200 }, { endStream: true }),
    ),
  );
  socket.write(Buffer.concat([PREFACE, frame(FRAME.settings, 0, 0)]));
  for (let each = 0; each < GIVEN_UP; each += 1) {
    socket.write(Buffer.concat([asks(2 * each + 1, ROUTES.view), givesUp(2 * each + 1)]));
  }
  await sleep(200);
  const before = timers();
  const sign = link.ping(60_000).then(
    () => 'it answered',
    () => 'it ended',
  );
  expect(timers()).toBe(before);
  await sleep(200);
  link[Symbol.dispose]();
  expect(await Promise.race([sign, sleep(5_000, 'still waiting')])).toBe('it ended');
});
