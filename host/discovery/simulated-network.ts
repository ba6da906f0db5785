import type { NetworkInterfaceInfo } from 'node:os';
import type { Advertisement } from '../../shared/api/engine-contract.ts';
import { shortSwarmId } from '../../shared/gtp/txt-record.ts';
import { shortId } from '../../shared/ids.ts';
import type { Discovery, DiscoveryListener } from './discovery.ts';
import type { NetworkInterfaces, UsableInterface } from './interface-choice.ts';
import type { Link, LinkListener } from './link.ts';
import { LinkDiscovery } from './link-discovery.ts';

/** A network in memory, for tests of whatever uses discovery: hosts, their interfaces, segments. */
export class SimulatedNetwork {
  readonly #segments = new Map<string, Set<SimulatedLink>>();

  host(): SimulatedHost {
    return new SimulatedHost((segment) => this.#segment(segment));
  }

  #segment(name: string): Set<SimulatedLink> {
    const links = this.#segments.get(name) ?? new Set();
    this.#segments.set(name, links);
    return links;
  }
}

interface SimulatedInterface {
  readonly segment: string;
  readonly infos: readonly NetworkInterfaceInfo[];
  readonly works: boolean;
}

export class SimulatedHost {
  readonly #segment: (name: string) => Set<SimulatedLink>;
  readonly #interfaces = new Map<string, SimulatedInterface>();
  readonly #links = new Set<SimulatedLink>();

  constructor(segment: (name: string) => Set<SimulatedLink>) {
    this.#segment = segment;
  }

  /**
   * Gives the host an interface, or that interface another address.
   *
   * @param cidr as `10.0.0.1/24`
   * @param works false for one that every socket fails on
   */
  plug(name: string, cidr: string, segment = 'lan', works = true): void {
    this.unplug(name);
    this.#interfaces.set(name, { segment, infos: [interfaceInfo(cidr)], works });
  }

  /** Takes the interface away; nothing gets out of it any more, a goodbye neither. */
  unplug(name: string): void {
    this.#interfaces.delete(name);
    for (const link of this.#links) if (link.on.name === name) link.cut();
  }

  /** Cuts the host off the network, as when its process is killed. */
  crash(): void {
    for (const name of this.#interfaces.keys()) this.unplug(name);
  }

  discover(listener: DiscoveryListener, only: readonly string[] = []): Discovery {
    return new LinkDiscovery({
      listener,
      only,
      readInterfaces: (): NetworkInterfaces =>
        Object.fromEntries([...this.#interfaces].map(([name, { infos }]) => [name, infos])),
      openLink: (on, linkListener) => this.#open(on, linkListener),
    });
  }

  #open(on: UsableInterface, listener: LinkListener): Link {
    const { segment, works } = this.#interfaces.get(on.name) ?? { segment: '', works: false };
    const link = new SimulatedLink(on, listener, works ? this.#segment(segment) : new Set());
    this.#links.add(link);
    if (!works) queueMicrotask(() => listener.failed(new Error('simulated failure')));
    return link;
  }
}

class SimulatedLink implements Link {
  readonly on: UsableInterface;
  readonly #listener: LinkListener;
  readonly #segment: Set<SimulatedLink>;
  #advertisement: Advertisement | null = null;

  constructor(on: UsableInterface, listener: LinkListener, segment: Set<SimulatedLink>) {
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

  async close(goodbye: boolean): Promise<void> {
    if (!this.#segment.delete(this) || !goodbye || this.#advertisement === null) return;
    const short = shortId(this.#advertisement.peer);
    for (const other of this.#segment) queueMicrotask(() => other.#listener.gone(short));
  }

  cut(): void {
    this.#segment.delete(this);
  }

  #tell(others: readonly SimulatedLink[]): void {
    if (this.#advertisement === null) return;
    const { peer, name, seq, swarms, port } = this.#advertisement;
    const announcement = {
      peer,
      name,
      seq,
      swarms: swarms.map(shortSwarmId),
      more: false,
      port,
      addresses: this.on.addresses,
    };
    for (const other of others) queueMicrotask(() => other.#listener.heard(announcement));
  }
}

function interfaceInfo(cidr: string): NetworkInterfaceInfo {
  return {
    family: 'IPv4',
    address: cidr.replace(/\/.*/, ''),
    netmask: '255.255.255.0',
    mac: '02:00:00:00:00:01',
    internal: cidr.startsWith('127.'),
    cidr,
  };
}
