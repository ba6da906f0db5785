import 'vscode-jsonrpc/node';
import type { Handlers } from '../../shared/api/contract.ts';
import {
  type EngineContract,
  type EngineEvents,
  engineContract,
} from '../../shared/api/engine-contract.ts';
import type { Self } from '../../shared/api/state.ts';
import { InvalidRequestError } from '../../shared/errors.ts';
import { peerIdSchema } from '../../shared/ids.ts';
import { channelPair } from '../../shared/rpc/channel-pair.ts';
import { Server } from '../../shared/rpc/connection.ts';
import type { EngineExit, EngineLauncher, EngineProcess } from './engine-process.ts';

export const SELF: Self = {
  id: peerIdSchema.parse('a'.repeat(52)),
  name: 'Otter',
  words: ['one', 'two', 'three', 'four', 'five', 'six'],
  version: '0.0.0',
  port: 4040,
};

/** An engine for tests of what stands around it: it speaks the contract and does what it is told. */
export class EngineDouble {
  readonly server: Server<EngineContract, EngineEvents>;
  readonly calls: { name: string; params: unknown }[] = [];
  readonly process: EngineProcess;
  killed = false;
  die: (exit: EngineExit) => void = () => {};

  constructor(handlers: Partial<Handlers<EngineContract>>) {
    const [near, far] = channelPair();
    const exited = new Promise<EngineExit>((resolve) => {
      this.die = (exit) => {
        resolve(exit);
        far.close();
      };
    });
    this.process = {
      channel: near,
      exited,
      kill: () => {
        this.killed = true;
        this.die({ reason: 'crashed', code: 1 });
      },
    };
    this.server = new Server(far, engineContract, this.#recorded(handlers));
  }

  called(name: string): unknown[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.params);
  }

  #recorded(handlers: Partial<Handlers<EngineContract>>): Handlers<EngineContract> {
    const all: Partial<Handlers<EngineContract>> = {
      'engine.start': () => SELF,
      'engine.stop': () => queueMicrotask(() => this.die({ reason: 'ended' })),
      ...handlers,
    };
    const recorded = Object.keys(engineContract).map((name) => [
      name,
      (params: never, signal: AbortSignal) => {
        this.calls.push({ name, params });
        const handler = all[name as keyof EngineContract] as
          | ((params: never, signal: AbortSignal) => unknown)
          | undefined;
        if (handler === undefined) throw new InvalidRequestError(`No ${name} in this test.`);
        return handler(params, signal);
      },
    ]);
    return Object.fromEntries(recorded) as Handlers<EngineContract>;
  }
}

/** Launches one double after another; each gets its own handlers. */
export class DoubleLauncher implements EngineLauncher {
  readonly launched: EngineDouble[] = [];
  readonly #handlers: (run: number) => Partial<Handlers<EngineContract>>;

  constructor(handlers: (run: number) => Partial<Handlers<EngineContract>> = () => ({})) {
    this.#handlers = handlers;
  }

  launch(): EngineProcess {
    const double = new EngineDouble(this.#handlers(this.launched.length));
    this.launched.push(double);
    return double.process;
  }

  get last(): EngineDouble {
    const double = this.launched.at(-1);
    if (double === undefined) throw new Error('nothing was launched');
    return double;
  }
}
