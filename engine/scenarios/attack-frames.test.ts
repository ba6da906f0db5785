import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { FRAME, fields, frame, rawConnection, request } from './support/raw-frames.ts';
import { TestEngine } from './support/test-engine.ts';
import {
  type Attack,
  attackObstacle,
  expectUnharmed,
  type Target,
  underAttack,
} from './support/under-attack.ts';

// HTTP/2 is made of frames of which a few bytes cost more than they seem. Some kinds of floods the library
// bounds by itself; of the others, the connection and its address are kept apart.

const { data, headers, priority, reset, settings, ping, windowUpdate, continuation } = FRAME;
const { unknown, endHeaders, endStream } = FRAME;
const AT_ONCE = 500;
/** For ten seconds nobody unknown is let in from where a flood came: tests that follow in this process come from elsewhere. */
const ELSEWHERE = process.platform === 'linux' ? '127.0.0.9' : undefined;
const NOWHERE = ROUTES.reels('aaaaaaaaaaaaaaaa' as RepositoryId);

/** Some frames of one connection; the next streams are its own to open. */
type Flood = (nextStream: () => number) => Buffer;

const repeated = (make: () => Buffer) => Buffer.concat(Array.from({ length: AT_ONCE }, make));
const always = (type: number, flags: number, stream: number, payload?: Buffer): Flood => {
  const some = repeated(() => frame(type, flags, stream, payload));
  return () => some;
};
/** Frames after the headers of a request whose body does not end. */
const within = (...frames: readonly [type: number, payload: Buffer]): Flood => {
  const [type, payload] = frames;
  return (nextStream) => {
    const stream = nextStream();
    const begun = frame(headers, endHeaders, stream, request(NOWHERE, 'POST'));
    return Buffer.concat([begun, repeated(() => frame(type, 0, stream, payload))]);
  };
};
const manyFields = fields(Array.from({ length: 100 }, (_, index) => [`a${index}`, '']));

const FLOODS = {
  'about the connection': {
    settings: always(settings, 0, 0),
    pings: always(ping, 0, 0, Buffer.alloc(8)),
    windows: always(windowUpdate, 0, 0, Buffer.from([0, 0, 0, 1])),
    unknown: always(unknown, 0, 0),
  },
  'about streams': {
    priorities: always(priority, 0, 1, Buffer.from([0, 0, 0, 0, 1])),
    empty: within(data, Buffer.alloc(0)),
    bytes: within(data, Buffer.from(' ')),
    resets: (next) =>
      repeated(() => {
        const stream = next();
        const asked = frame(headers, endHeaders, stream, request(ROUTES.manifest));
        return Buffer.concat([asked, frame(reset, 0, stream, Buffer.from([0, 0, 0, 8]))]);
      }),
  },
  'with headers': {
    requests: (next) =>
      Buffer.concat(
        Array.from({ length: 50 }, () =>
          frame(headers, endHeaders | endStream, next(), request('/nowhere')),
        ),
      ),
    fields: (next) =>
      Buffer.concat(
        Array.from({ length: 50 }, () => {
          const block = Buffer.concat([request('/nowhere'), manyFields]);
          return frame(headers, endHeaders | endStream, next(), block);
        }),
      ),
    endless: (next) => {
      const stream = next();
      const begun = frame(headers, 0, stream, request('/nowhere'));
      return Buffer.concat([begun, repeated(() => frame(continuation, 0, stream))]);
    },
  },
} as const satisfies Record<string, Record<string, Flood>>;

/** Floods over one connection of each kind, and over another one as soon as that is ended. */
function floodingWith(floods: Readonly<Record<string, Flood>>): Attack {
  return async ({ node, signal, begun }: Target) => {
    const flooding = Object.values(floods).map(async (flood) => {
      while (!signal.aborted) {
        await floodOnce(node.self.port, flood, signal).catch(() => {});
        await sleep(10);
      }
    });
    await sleep(1_000);
    begun();
    await Promise.all(flooding);
  };
}

async function floodOnce(
  port: number,
  flood: Flood,
  signal: AbortSignal,
  from?: string,
): Promise<void> {
  using connection = await rawConnection(port, from);
  const { socket } = connection;
  socket.resume();
  let stream = 1;
  const nextStream = () => {
    stream += 2;
    return stream;
  };
  const over = new AbortController();
  socket.once('close', () => over.abort());
  const either = AbortSignal.any([signal, over.signal]);
  while (!either.aborted) {
    if (!socket.write(flood(nextStream))) await once(socket, 'drain', { signal: either });
    else await sleep(0);
  }
}

test.skipIf(attackObstacle !== null).each(Object.entries(FLOODS))(
  'floods of frames %s harm nobody',
  async (_, floods) => {
    expectUnharmed(await underAttack(floodingWith(floods)));
  },
);

test('a peer that floods is ended, and whoever is here stays', async () => {
  await using anna = await TestEngine.start('Anna');
  await using bob = await TestEngine.start('Bob');
  await bob.connect(anna);
  const isHere = () => bob.state.peers[anna.id]?.presence.state === 'connected';
  await bob.until(isHere, 'Anna is here');
  const begun = performance.now();
  await floodOnce(
    anna.engine.self.port,
    FLOODS['about streams'].priorities,
    AbortSignal.timeout(20_000),
    ELSEWHERE,
  ).catch(() => {});
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(isHere()).toBe(true);
});
