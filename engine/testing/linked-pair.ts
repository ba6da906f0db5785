import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '../gtp/call.ts';
import { dial, dialBulk } from '../gtp/dial.ts';
import type { Link } from '../gtp/link.ts';
import { Listener } from '../gtp/listener.ts';
import type { StreamHandler } from '../gtp/router.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const HERE = '127.0.0.1';

/** Anna, who has dialled Bob, with each one's end of the link. */
export class LinkedPair implements AsyncDisposable {
  readonly folder: string;
  readonly anna: Identity;
  readonly bob: Identity;
  readonly listeners: { readonly annas: Listener; readonly bobs: Listener };
  readonly annas: Link;
  readonly bobs: Link;

  private constructor(
    parts: Omit<LinkedPair, 'dialByBob' | 'untilBulk' | typeof Symbol.asyncDispose>,
  ) {
    this.folder = parts.folder;
    this.anna = parts.anna;
    this.bob = parts.bob;
    this.listeners = parts.listeners;
    this.annas = parts.annas;
    this.bobs = parts.bobs;
  }

  /** @param handle answers what either of them is asked */
  static async open(handle: StreamHandler): Promise<LinkedPair> {
    const folder = temporaryFolder();
    const [anna, bob] = [
      await loadIdentity(join(folder, 'anna')),
      await loadIdentity(join(folder, 'bob')),
    ];
    const place = { host: HERE, port: 0 };
    const ends: { hers: Link | null; his: Link | null } = { hers: null, his: null };
    const annas = await Listener.open(...([place, anna, handle, () => {}] as const), (peer) =>
      peer === bob.id ? ends.hers : null,
    );
    const bobs = await Listener.open(
      ...([place, bob, handle] as const),
      (link) => {
        ends.his = link;
      },
      (peer) => (peer === anna.id ? ends.his : null),
    );
    ends.hers = await dial([{ host: HERE, port: bobs.port }], {
      ...{ identity: anna, handle, expected: bob.id },
      port: () => annas.port,
    });
    // Bob hears of the way back a moment after the connection.
    while (ends.his?.listensAt == null) await sleep(5);
    return new LinkedPair({
      ...{ folder, anna, bob, listeners: { annas, bobs } },
      ...{ annas: ends.hers, bobs: ends.his },
    });
  }

  /** From now on Bob dials for bulk: Anna, where she listens, or somewhere else. */
  dialByBob(port = this.listeners.annas.port): void {
    const options = { identity: this.bob, expected: this.anna.id };
    this.bobs.bulk.dialBy((signal) => dialBulk([{ host: HERE, port }], { ...options, signal }));
  }

  /** Bob's connection for bulk: on a machine that is busy, dialling may take longer than he waits for it. */
  async untilBulk(): Promise<Caller> {
    for (let count = 0; count < 500; count += 1) {
      const caller = await this.bobs.bulk.caller();
      if (caller !== null) return caller;
      await sleep(50);
    }
    throw new Error('There is no connection for bulk.');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.annas[Symbol.dispose]();
    this.bobs[Symbol.dispose]();
    await this.listeners.annas[Symbol.asyncDispose]();
    await this.listeners.bobs[Symbol.asyncDispose]();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
