import { randomBytes } from 'node:crypto';
import { LabHost } from './lab-host.ts';
import { addNamespace, removeNamespace } from './namespace.ts';
import { run } from './run.ts';

/** What stands for the internet: addresses that no real computer has (RFC 5737). */
const OUTSIDE = '198.51.100';
const PREFIX = 24;

export interface Office {
  /** Its hosts are `<network>.2`, `.3`, …, behind a router at `.1`. */
  readonly network: string;
  readonly switch: string;
}

/**
 * Two offices, each behind a router that lets nothing in and gives all its hosts one address outside (NAT),
 * and between them an internet with one host of its own.
 */
export class Offices implements AsyncDisposable {
  readonly one: Office;
  readonly other: Office;
  readonly #prefix = `shoal-${randomBytes(4).toString('hex')}`;
  readonly #hosts: LabHost[] = [];
  readonly #routers = new Map<Office, LabHost>();
  readonly #switches: string[] = [];
  #ports = 0;

  private constructor() {
    this.one = { network: '192.168.10', switch: `${this.#prefix}-sw1` };
    this.other = { network: '192.168.20', switch: `${this.#prefix}-sw2` };
  }

  static async open(): Promise<Offices> {
    const lab = new Offices();
    try {
      for (const name of [lab.#internet, lab.one.switch, lab.other.switch]) {
        lab.#switches.push(name);
        await addNamespace(name);
        await run(
          ...(['ip', '-n', name, 'link', 'add', 'br0', 'type', 'bridge'] as const),
          ...['forward_delay', '0', 'mcast_snooping', '0'],
        );
        await run('ip', '-n', name, 'link', 'set', 'br0', 'up');
      }
      await lab.#addRouter(lab.one, `${OUTSIDE}.11`);
      await lab.#addRouter(lab.other, `${OUTSIDE}.12`);
      return lab;
    } catch (error) {
      await lab[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** A host on the internet itself. @param number the last part of its address */
  outside(name: string, number: number): Promise<LabHost> {
    return this.#addHost(name, `${OUTSIDE}.${number}`, this.#internet);
  }

  /** A host in an office. */
  async inside(name: string, office: Office, number: number): Promise<LabHost> {
    const host = await this.#addHost(name, `${office.network}.${number}`, office.switch);
    await host.exec('ip', 'route', 'add', 'default', 'via', `${office.network}.1`);
    return host;
  }

  /** Somebody takes a laptop from one office to the other. */
  async carry(host: LabHost, from: Office, to: Office, number: number): Promise<void> {
    const { port } = host;
    await host.linkDown();
    await run('ip', '-n', from.switch, 'link', 'set', port, 'netns', to.switch);
    await run('ip', '-n', to.switch, 'link', 'set', port, 'master', 'br0', 'up');
    await host.moveTo(`${to.network}.${number}`);
    await host.exec('ip', 'route', 'replace', 'default', 'via', `${to.network}.1`);
  }

  /** From now on an office's router passes on no UDP, as some do: nothing is punched any more, and what was, breaks. */
  async dropUdp(office: Office): Promise<void> {
    const router = this.#routers.get(office);
    await router?.exec('nft', 'insert rule ip filter through ip protocol udp drop');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = await Promise.allSettled([
      ...this.#hosts.map((host) => host[Symbol.asyncDispose]()),
      ...this.#switches.map(removeNamespace),
    ]);
    const failures = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    if (failures.length > 0)
      throw new AggregateError(failures, 'the offices were not wholly removed');
  }

  get #internet(): string {
    return `${this.#prefix}-net`;
  }

  async #addHost(name: string, address: string, at: string): Promise<LabHost> {
    const port = `port${this.#ports++}`;
    const host = new LabHost({
      ...{ name, address, namespace: `${this.#prefix}-${name}` },
      port: { namespace: at, interface: port },
    });
    this.#hosts.push(host);
    await host.setUp();
    return host;
  }

  async #addRouter(office: Office, address: string): Promise<void> {
    const name = `router${this.#ports}`;
    const router = await this.#addHost(name, `${office.network}.1`, office.switch);
    this.#routers.set(office, router);
    const port = `port${this.#ports++}`;
    await run(
      ...(['ip', 'link', 'add', 'wan', 'netns', router.namespace, 'type', 'veth'] as const),
      ...['peer', 'name', port, 'netns', this.#internet],
    );
    await run('ip', '-n', this.#internet, 'link', 'set', port, 'master', 'br0', 'up');
    await router.exec('ip', 'address', 'add', `${address}/${PREFIX}`, 'dev', 'wan');
    await router.exec('ip', 'link', 'set', 'wan', 'up');
    await router.exec('sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
    await router.exec(
      'nft',
      [
        'add table ip nat',
        'add chain ip nat out { type nat hook postrouting priority 100; }',
        'add rule ip nat out oifname "wan" masquerade',
        'add table ip filter',
        'add chain ip filter through { type filter hook forward priority 0; }',
        'add rule ip filter through iifname "wan" ct state new drop',
        // Nor is it spoken to itself: what it answers would take ports that its hosts are to have outside.
        'add chain ip filter own { type filter hook input priority 0; }',
        'add rule ip filter own iifname "wan" ct state new drop',
      ].join('; '),
    );
  }
}
