import type { Socket } from 'node:net';
import { type Message, SocketMessageReader, SocketMessageWriter } from 'vscode-jsonrpc/node';
import type { Channel } from '../../shared/rpc/channel.ts';

/** A channel over a local socket, with the framing of the Language Server Protocol. */
export function socketChannel(socket: Socket): Channel {
  const reader = new SocketMessageReader(socket);
  // Nobody hears how long a message takes; the timer for that would outlive a connection that breaks off within one.
  reader.partialMessageTimeout = 0;
  const writer = new SocketMessageWriter(socket);
  let written: Promise<void> = Promise.resolve();
  // Every error of a socket is followed by its close, which is what a channel tells.
  const onError = () => void socket.destroy();
  socket.on('error', onError);
  reader.onError(onError);
  return {
    send: (message) => {
      written = writer.write(message as Message).catch(onError);
    },
    onMessage: (listener) => void reader.listen(listener),
    onClose: (listener) => void socket.once('close', listener),
    // What was said last (the answer to `host.quit`) still has to leave.
    close: () => void written.then(() => socket.end(() => socket.destroy())),
  };
}
