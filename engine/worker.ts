import type { Handlers } from '../shared/api/contract.ts';
import {
  type EngineContract,
  type EngineEvents,
  engineContract,
} from '../shared/api/engine-contract.ts';
import { InvalidRequestError } from '../shared/errors.ts';
import { Server } from '../shared/rpc/connection.ts';
import { Engine } from './engine.ts';
import { hostChannel } from './port-channel.ts';

/** The engine's entry: the same file in a worker thread and in Electron's utility process. */

/** How long the last answer may take to leave, in milliseconds. */
const FAREWELL = 20;

const channel = hostChannel();
let engine: Engine | null = null;

function running(): Engine {
  if (engine === null) throw new InvalidRequestError('Shoal has not started yet.');
  return engine;
}

type RunningCommand = keyof Engine['handlers'];

/** Commands of a running engine, looked up when they come: the engine starts later than this. */
const forwarded = Object.fromEntries(
  Object.keys(engineContract).map((name) => [
    name,
    (params: unknown, signal: AbortSignal) => {
      const handler = running().handlers[name as RunningCommand] as (
        params: unknown,
        signal: AbortSignal,
      ) => unknown;
      return handler(params, signal);
    },
  ]),
) as unknown as Handlers<EngineContract>;

const server = new Server<EngineContract, EngineEvents>(channel, engineContract, {
  ...forwarded,
  'engine.start': async (params) => {
    if (engine !== null) throw new InvalidRequestError('Shoal has already started.');
    engine = await Engine.start(params, {
      stateChanged: (changes) => server.announce('stateChanged', changes),
      advertise: (advertisement) => server.announce('advertise', advertisement),
      log: (entry) => server.announce('log', entry),
    });
    return engine.self;
  },
  'engine.stop': async () => {
    const stopping = engine;
    engine = null;
    await stopping?.[Symbol.asyncDispose]();
    // Once the answer is on its way, nothing keeps this process.
    setTimeout(() => channel.close(), FAREWELL);
  },
});
