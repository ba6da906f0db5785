import { EventEmitter } from 'node:events';
import type { Advertisement } from '../shared/api/engine-contract.ts';
import type { PeerId } from '../shared/ids.ts';
import type { EventHub } from './serving/event-hub.ts';
import type { OwnManifest } from './serving/own-manifest.ts';

export interface PublisherParts {
  readonly self: { readonly id: PeerId; readonly port: number };
  readonly manifest: OwnManifest;
  readonly hub: EventHub;
  readonly advertise: (advertisement: Advertisement) => void;
}

/** Brings what others are told of this peer in step with what has changed here. */
export class Publisher implements AsyncDisposable {
  /** Something here has changed, whether others see it or not; they have been told. */
  readonly events = new EventEmitter<{ published: [] }>();
  readonly #parts: PublisherParts;
  #advertised: Advertisement | null = null;
  /** One change after the other. */
  #turn: Promise<void> = Promise.resolve();
  #isEnded = false;

  constructor(parts: PublisherParts) {
    this.#parts = parts;
  }

  /** @param options `force`: who may see what has changed, though the content is the same */
  async publish(options: { force?: boolean } = {}): Promise<void> {
    const next = this.#turn.then(() => this.#publishOnce(options.force ?? false));
    this.#turn = next.catch(() => {});
    await next;
  }

  /** Announces this peer on the network as it was announced last. */
  callOut(): void {
    if (this.#advertised !== null && !this.#isEnded) this.#parts.advertise(this.#advertised);
  }

  /** Until all that had changed when this was asked is published. */
  async settled(): Promise<void> {
    await this.#turn;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnded = true;
    await this.#turn;
  }

  async #publishOnce(force: boolean): Promise<void> {
    if (this.#isEnded) return;
    const { self, manifest, hub, advertise } = this.#parts;
    if (await manifest.refresh(force)) {
      hub.announce({ type: 'manifest', seq: manifest.seq });
      this.#advertised = {
        peer: self.id,
        name: manifest.name,
        port: self.port,
        seq: manifest.seq,
        swarms: manifest.publicSwarms(),
      };
      advertise(this.#advertised);
    }
    this.events.emit('published');
  }
}
