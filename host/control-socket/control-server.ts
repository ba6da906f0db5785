import { chmod, lstat, mkdir, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { userInfo } from 'node:os';
import { explainDataFolder } from '../../engine/errors/data-folder.ts';
import { moveAside } from '../../engine/store/keep-aside.ts';
import { ShoalError } from '../../shared/errors.ts';
import type { Channel } from '../../shared/rpc/channel.ts';
import { connectControl } from './connect-control.ts';
import { type ControlAddress, controlAddress } from './control-address.ts';
import { AlreadyRunningError, ControlSocketError, NotRunningError } from './errors.ts';
import { socketChannel } from './socket-channel.ts';
import { withTakeoverLock } from './takeover-lock.ts';

/**
 * The socket that the command line talks to. There is one per data folder, so holding it is also
 * what keeps a second node away from the folder.
 */
export class ControlServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /**
   * Takes the data folder's socket; one left behind by a node that was killed is replaced.
   * Throws AlreadyRunningError when a node answers there, ControlSocketError when it cannot be made.
   */
  static async open(dataFolder: string, onClient: (channel: Channel) => void) {
    const address = controlAddress(dataFolder);
    const control = new ControlServer(createServer());
    control.#server.on('connection', (socket) => {
      control.#sockets.add(socket);
      socket.once('close', () => control.#sockets.delete(socket));
      onClient(socketChannel(socket));
    });
    try {
      await control.#claim(address, dataFolder);
    } catch (error) {
      const explained = explainDataFolder(address.path, error);
      if (explained instanceof ShoalError) throw explained;
      throw new ControlSocketError(address.path, error);
    }
    return control;
  }

  /** Stops listening and ends every connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.end(() => socket.destroy());
    await closed;
  }

  async #claim(address: ControlAddress, dataFolder: string): Promise<void> {
    if (address.kind === 'pipe') {
      await this.#listen(address.path).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'EADDRINUSE' ? new AlreadyRunningError(dataFolder) : error;
      });
      return;
    }
    await ownFolder(address.folder);
    await withTakeoverLock(`${address.path}.lock`, async () => {
      if (await answers(dataFolder)) throw new AlreadyRunningError(dataFolder);
      await makeRoom(address.path);
      await this.#listen(address.path);
      await chmod(address.path, 0o600);
    });
  }

  #listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(path, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
  }
}

/** Removes the socket of a node that was killed; what stands in its place is nobody's to remove. */
async function makeRoom(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (found?.isSocket()) await rm(path);
  else if (found !== null) await moveAside(path, Date.now());
}

/** Makes the folder, and refuses one that someone else could put a socket into. */
async function ownFolder(folder: string): Promise<void> {
  const inTheWay = await lstat(folder).catch(() => null);
  if (inTheWay?.isFile()) await moveAside(folder, Date.now());
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== userInfo().uid) {
    throw new Error(`${folder} is not a folder of yours`);
  }
  if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700);
}

async function answers(dataFolder: string): Promise<boolean> {
  try {
    (await connectControl(dataFolder)).close();
    return true;
  } catch (error) {
    if (error instanceof NotRunningError) return false;
    throw error;
  }
}
