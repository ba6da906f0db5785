import { randomBytes } from 'node:crypto';
import { LabHost } from './lab-host.ts';
import { addNamespace, removeNamespace } from './namespace.ts';
import { LabUnavailableError, labObstacle } from './obstacle.ts';
import { run } from './run.ts';

/** Hosts of a lab are 10.77.0.1, 10.77.0.2, … in the order they were named. */
const NETWORK = '10.77.0';
const CABLE_NETWORK = '10.78.0';

/**
 * Several hosts on one machine: each is a network namespace with an interface `eth0` on a common
 * switch, and nothing of it reaches the machine's own network. Files and users are the machine's.
 */
export class Lab<Name extends string> implements AsyncDisposable {
  readonly #switch: string;
  readonly #hosts: ReadonlyMap<string, LabHost>;

  private constructor(switchNamespace: string, hosts: ReadonlyMap<string, LabHost>) {
    this.#switch = switchNamespace;
    this.#hosts = hosts;
  }

  /** @throws LabUnavailableError on a machine where this cannot be done */
  static async create<Name extends string>({
    hosts,
  }: {
    hosts: readonly Name[];
  }): Promise<Lab<Name>> {
    const obstacle = labObstacle();
    if (obstacle !== null) throw new LabUnavailableError(obstacle);
    const prefix = `shoal-${randomBytes(4).toString('hex')}`;
    const switchNamespace = `${prefix}-switch`;
    const made = new Map<string, LabHost>();
    const lab = new Lab<Name>(switchNamespace, made);
    try {
      await makeSwitch(switchNamespace);
      for (const [index, name] of hosts.entries()) {
        const host = new LabHost({
          name,
          namespace: `${prefix}-${name}`,
          address: `${NETWORK}.${index + 1}`,
          port: { namespace: switchNamespace, interface: `port${index}` },
        });
        made.set(name, host);
        await host.setUp();
      }
      return lab;
    } catch (error) {
      await lab[Symbol.asyncDispose]();
      throw error;
    }
  }

  host(name: Name): LabHost {
    const host = this.#hosts.get(name);
    if (host === undefined) throw new Error(`the lab has no host ${name}`);
    return host;
  }

  /**
   * Joins two hosts by a second network of their own, on interfaces `eth1`.
   *
   * @returns their addresses on it
   */
  async cable(one: Name, other: Name): Promise<[string, string]> {
    const ends = [this.host(one).namespace, this.host(other).namespace] as const;
    await run(
      ...(['ip', 'link', 'add', 'eth1', 'netns', ends[0], 'type', 'veth'] as const),
      ...['peer', 'name', 'eth1', 'netns', ends[1]],
    );
    for (const [index, namespace] of ends.entries()) {
      const address = `${CABLE_NETWORK}.${index + 1}/24`;
      await run('ip', '-n', namespace, 'address', 'add', address, 'dev', 'eth1');
      await run('ip', '-n', namespace, 'link', 'set', 'eth1', 'up');
    }
    return [`${CABLE_NETWORK}.1`, `${CABLE_NETWORK}.2`];
  }

  /**
   * How the switch keeps hosts apart, as Wi-Fi with client isolation does: `unicast` lets what is for
   * everybody pass, `all` nothing; null ends it. Who has whose hardware address is forgotten everywhere.
   */
  async isolate(what: 'unicast' | 'all' | null): Promise<void> {
    const inSwitch = ['netns', 'exec', this.#switch] as const;
    const nft = (commands: string) => run('ip', ...inSwitch, 'nft', commands);
    await nft('add table bridge isolation; delete table bridge isolation');
    if (what === 'unicast') {
      const chain = 'add chain bridge isolation forward { type filter hook forward priority 0; }';
      const rule =
        'add rule bridge isolation forward ether daddr & 01:00:00:00:00:00 == 00:00:00:00:00:00 drop';
      await nft(`add table bridge isolation; ${chain}; ${rule}`);
    }
    for (const [index, host] of [...this.#hosts.values()].entries()) {
      const isolated = what === 'all' ? 'on' : 'off';
      await run(
        'ip',
        ...inSwitch,
        'bridge',
        'link',
        'set',
        'dev',
        `port${index}`,
        'isolated',
        isolated,
      );
      await host.exec('ip', 'neigh', 'flush', 'all');
    }
  }

  /** Ends every process of every host and removes the namespaces, whatever state they are in. */
  async [Symbol.asyncDispose](): Promise<void> {
    const hosts = [...this.#hosts.values()];
    const ended = await Promise.allSettled([
      ...hosts.map((host) => host[Symbol.asyncDispose]()),
      removeNamespace(this.#switch),
    ]);
    const failures = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    if (failures.length > 0) throw new AggregateError(failures, 'the lab was not wholly removed');
  }
}

async function makeSwitch(namespace: string): Promise<void> {
  await addNamespace(namespace);
  // Without snooping, multicast goes to every port, as through a simple switch.
  await run(
    ...(['ip', '-n', namespace, 'link', 'add', 'br0', 'type', 'bridge'] as const),
    ...['forward_delay', '0', 'mcast_snooping', '0'],
  );
  await run('ip', '-n', namespace, 'link', 'set', 'br0', 'up');
}
