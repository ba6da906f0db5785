import 'vscode-jsonrpc/node';
import type { WebSocket } from 'ws';
import type { Channel } from '../../shared/rpc/channel.ts';

/** A page that does not read (a suspended tab) is let go before it fills the memory. */
const MAX_UNREAD_BYTES = 64 * 1024 * 1024;

/** The host's end of a page: JSON text messages on a WebSocket. */
export function webSocketChannel(socket: WebSocket): Channel {
  // The close that follows every error is what a channel tells.
  socket.on('error', () => socket.terminate());
  return {
    send: (message) => {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate();
      else socket.send(JSON.stringify(message));
    },
    onMessage: (listener) => {
      socket.on('message', (data, isBinary) => {
        const message = isBinary ? undefined : parse(String(data));
        if (message === undefined) socket.close(1003, 'not JSON text');
        else listener(message);
      });
    },
    onClose: (listener) => void socket.once('close', listener),
    close: () => socket.close(),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
