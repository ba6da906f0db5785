import { connect } from 'node:net';
import type { Channel } from '../../shared/rpc/channel.ts';
import { controlAddress } from './control-address.ts';
import { ControlSocketError, NotRunningError } from './errors.ts';
import { socketChannel } from './socket-channel.ts';

/** Connects to the node that runs with this data folder; NotRunningError if there is none. */
export function connectControl(dataFolder: string): Promise<Channel> {
  const { path } = controlAddress(dataFolder);
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const nobody = error.code === 'ENOENT' || error.code === 'ECONNREFUSED';
      reject(nobody ? new NotRunningError(dataFolder) : new ControlSocketError(path, error));
    });
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socketChannel(socket));
    });
  });
}
