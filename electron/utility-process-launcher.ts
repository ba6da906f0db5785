import { utilityProcess } from 'electron';
import type {
  EngineExit,
  EngineLauncher,
  EngineProcess,
} from '../host/engine-link/engine-process.ts';
import { HEAP_GROWTH, SEMI_SPACE_MB } from '../host/engine-link/heap-flags.ts';

/**
 * Runs the engine in a process of its own, so that running out of memory there does not end the
 * app. Only after the app is ready.
 */
export class UtilityProcessLauncher implements EngineLauncher {
  readonly #entry: string;
  #prepared: EngineProcess | null = null;

  constructor(entry: string) {
    this.#entry = entry;
  }

  /** Has the next one load while what is to launch it still does. */
  prepare(): void {
    this.#prepared ??= this.#fork();
  }

  launch(): EngineProcess {
    const prepared = this.#prepared;
    this.#prepared = null;
    return prepared ?? this.#fork();
  }

  #fork(): EngineProcess {
    const child = utilityProcess.fork(this.#entry, [], {
      serviceName: 'Shoal engine',
      stdio: 'inherit',
      // V8's own options are passed over here unless they come by this one.
      execArgv: [`--js-flags=--max-semi-space-size=${SEMI_SPACE_MB} ${HEAP_GROWTH}`],
    });
    const exited = new Promise<EngineExit>((resolve) => {
      child.once('exit', (code) =>
        resolve(code === 0 ? { reason: 'ended' } : { reason: 'crashed', code }),
      );
    });
    return {
      exited,
      kill: () => void child.kill(),
      channel: {
        send: (message) => child.postMessage(message),
        onMessage: (listener) => void child.on('message', listener),
        onClose: (listener) => void exited.then(listener),
        // A process does not end by itself: it goes when it is told to stop, or killed.
        close: () => {},
      },
    };
  }
}
