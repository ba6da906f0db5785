import type { PeerId } from '../../../shared/ids.ts';
import type { Link } from '../../gtp/link.ts';
import { Listener } from '../../gtp/listener.ts';
import type { StreamHandler } from '../../gtp/router.ts';
import { type Identity, loadIdentity } from '../../identity/identity.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';

/** A peer that can be dialled, counts how often it is, and does with each connection what a test says. */
export class FicklePeer implements AsyncDisposable {
  readonly id: PeerId;
  readonly endpoint: { readonly host: string; readonly port: number };
  readonly #listener: Listener;
  readonly #read: () => number;

  private constructor(id: PeerId, listener: Listener, read: () => number) {
    this.id = id;
    this.endpoint = { host: '127.0.0.1', port: listener.port };
    this.#listener = listener;
    this.#read = read;
  }

  static async open(
    makeHandler: (identity: Identity) => StreamHandler,
    onLink: (link: Link) => void,
  ): Promise<FicklePeer> {
    const identity = await loadIdentity(temporaryFolder());
    let dialled = 0;
    const place = { host: '127.0.0.1', port: 0 };
    const listener = await Listener.open(place, identity, makeHandler(identity), (link) => {
      dialled += 1;
      onLink(link);
    });
    return new FicklePeer(identity.id, listener, () => dialled);
  }

  /** How often it was dialled. */
  get dialled(): number {
    return this.#read();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#listener[Symbol.asyncDispose]();
  }
}
