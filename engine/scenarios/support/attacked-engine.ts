import type { FromEngine, ToEngine } from './engine-process.ts';

/**
 * The engine's own entry in a process of its own, for tests that attack it and watch it from outside. The
 * way to the test is the process's IPC channel, which the entry takes for a utility process's port.
 */

const send = (message: FromEngine) => void process.send?.(message);
const hear = (listener: (message: ToEngine) => void) => {
  process.on('message', (message) => listener(message as ToEngine));
};

process.on('disconnect', () => process.exit());

Object.assign(process, {
  parentPort: {
    postMessage: (rpc: unknown) => send({ rpc }),
    on: (_: 'message', listener: (event: { data: unknown }) => void) =>
      hear((message) => {
        if ('rpc' in message) listener({ data: message.rpc });
      }),
  },
});
await import('../../worker.ts');
// Not before the engine listens: what comes earlier waits for the first listener.
hear((message) => {
  if ('question' in message) send({ question: message.question, timers: countTimers() });
});

function countTimers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}
