import type { Advertisement } from '../../shared/api/engine-contract.ts';
import { shortSwarmId } from '../../shared/gtp/txt-record.ts';
import { shortId } from '../../shared/ids.ts';
import type { UsableInterface } from './interface-choice.ts';
import type { Station, StationListener } from './station.ts';

/** A station in memory: those of one segment hear each other, and nobody else. */
export class MemoryStation implements Station {
  readonly on: UsableInterface;
  readonly #listener: StationListener;
  readonly #segment: Set<MemoryStation>;
  #advertisement: Advertisement | null = null;

  constructor(on: UsableInterface, listener: StationListener, segment: Set<MemoryStation>) {
    this.on = on;
    this.#listener = listener;
    this.#segment = segment;
    segment.add(this);
    queueMicrotask(() => {
      for (const other of segment) other.#tell([this]);
    });
  }

  advertise(advertisement: Advertisement): void {
    this.#advertisement = advertisement;
    // To itself, too: multicast is heard by its sender.
    if (this.#segment.has(this)) this.#tell([...this.#segment]);
  }

  ask(): void {
    if (!this.#segment.has(this)) return;
    for (const other of this.#segment) other.#tell([this]);
    this.#tell([...this.#segment]);
  }

  async close(goodbye: boolean): Promise<void> {
    if (!this.#segment.delete(this) || !goodbye || this.#advertisement === null) return;
    const short = shortId(this.#advertisement.peer);
    for (const other of this.#segment) queueMicrotask(() => other.#listener.gone(short));
  }

  /** As when the cable is pulled. */
  cut(): void {
    this.#segment.delete(this);
  }

  #tell(others: readonly MemoryStation[]): void {
    if (this.#advertisement === null) return;
    const { peer, name, seq, swarms, port } = this.#advertisement;
    const announcement = {
      peer,
      name,
      seq,
      swarms: swarms.map(shortSwarmId),
      more: false,
      port,
      sender: this.on.ipv4,
      addresses: this.on.addresses,
    };
    for (const other of others) queueMicrotask(() => other.#listener.heard(announcement));
  }
}
