import type { NetworkInterfaceInfo } from 'node:os';
import type { Discovery, DiscoveryListener } from './discovery.ts';
import type { NetworkInterfaces, UsableInterface } from './interface-choice.ts';
import { MemoryStation } from './memory-station.ts';
import type { Station, StationListener } from './station.ts';
import { StationDiscovery } from './station-discovery.ts';

/** A network in memory, for tests of whatever uses discovery: hosts, their interfaces, segments. */
export class SimulatedNetwork {
  readonly #segments = new Map<string, Set<MemoryStation>>();

  host(): SimulatedHost {
    return new SimulatedHost((segment) => this.#segment(segment));
  }

  #segment(name: string): Set<MemoryStation> {
    const stations = this.#segments.get(name) ?? new Set();
    this.#segments.set(name, stations);
    return stations;
  }
}

interface SimulatedInterface {
  readonly segment: string;
  readonly infos: readonly NetworkInterfaceInfo[];
  readonly works: boolean;
}

export class SimulatedHost {
  readonly #segment: (name: string) => Set<MemoryStation>;
  readonly #interfaces = new Map<string, SimulatedInterface>();
  readonly #stations = new Set<MemoryStation>();

  constructor(segment: (name: string) => Set<MemoryStation>) {
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
    for (const station of this.#stations) if (station.on.name === name) station.cut();
  }

  /** Cuts the host off the network, as when its process is killed. */
  crash(): void {
    for (const name of this.#interfaces.keys()) this.unplug(name);
  }

  discover(listener: DiscoveryListener, only: readonly string[] = []): Discovery {
    return new StationDiscovery({
      listener,
      only,
      readInterfaces: (): NetworkInterfaces =>
        Object.fromEntries([...this.#interfaces].map(([name, { infos }]) => [name, infos])),
      openStation: (on, stationListener) => this.#open(on, stationListener),
    });
  }

  #open(on: UsableInterface, listener: StationListener): Station {
    const { segment, works } = this.#interfaces.get(on.name) ?? { segment: '', works: false };
    const station = new MemoryStation(on, listener, works ? this.#segment(segment) : new Set());
    this.#stations.add(station);
    if (!works) queueMicrotask(() => listener.failed(new Error('simulated failure')));
    return station;
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
