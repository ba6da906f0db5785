// Installs the platform layer of the JSON-RPC library.
import 'vscode-jsonrpc/node';
import { parentPort } from 'node:worker_threads';
import type { Channel } from '../shared/rpc/channel.ts';

/** Electron's parent port (utilityProcess), of which @types/node knows nothing. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/** The way to whoever started this engine: a worker thread's port, or a utility process's. */
export function hostChannel(): Channel {
  const utilityPort = (process as { parentPort?: UtilityPort }).parentPort;
  if (utilityPort !== undefined) {
    // Ctrl-C in a terminal reaches this process, too, and it is the host that ends it.
    process.on('SIGINT', () => {});
    return {
      send: (message) => utilityPort.postMessage(message),
      onMessage: (listener) => utilityPort.on('message', ({ data }) => listener(data)),
      // Electron ends a utility process with its parent.
      onClose: () => {},
      close: () => process.exit(),
    };
  }
  const port = parentPort;
  if (port === null) throw new Error('the engine must be started as a worker');
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', listener),
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  };
}
