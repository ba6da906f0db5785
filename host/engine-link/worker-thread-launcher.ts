import 'vscode-jsonrpc/node';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { EngineExit, EngineLauncher, EngineProcess } from './engine-process.ts';
import { HEAP_GROWTH, SEMI_SPACE_MB } from './heap-flags.ts';

/** V8 counts both halves, and what it moves out of them meanwhile. */
const YOUNG_GENERATION_MB = 3 * SEMI_SPACE_MB;

/** Runs the engine's entry file in a worker thread, for hosts without Electron. */
export class WorkerThreadLauncher implements EngineLauncher {
  readonly #entry: string;

  constructor(entry: string) {
    this.#entry = entry;
  }

  launch(): EngineProcess {
    setFlagsFromString(HEAP_GROWTH);
    const worker = new Worker(this.#entry, {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    const exited = new Promise<EngineExit>((resolve) => {
      worker.once('error', (error) => resolve({ reason: 'failed', error }));
      worker.once('exit', (code) =>
        resolve(code === 0 ? { reason: 'ended' } : { reason: 'crashed', code }),
      );
    });
    const kill = () => void worker.terminate();
    return {
      exited,
      kill,
      channel: {
        send: (message) => worker.postMessage(message),
        onMessage: (listener) => worker.on('message', listener),
        onClose: (listener) => void exited.then(listener),
        // A thread does not end by itself: it goes when it is told to stop, or killed.
        close: () => {},
      },
    };
  }
}
