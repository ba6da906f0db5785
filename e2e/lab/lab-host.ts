import { LabProcess, type SpawnOptions } from './lab-process.ts';
import { addNamespace, removeNamespace } from './namespace.ts';
import { run } from './run.ts';

const PREFIX_LENGTH = 24;

export interface LabHostPlace {
  readonly name: string;
  readonly namespace: string;
  readonly address: string;
  /** Where the other end of its cable is. */
  readonly port: { readonly namespace: string; readonly interface: string };
}

/** In Mbit/s; a direction that is left out is not limited. */
export interface LinkRate {
  /** From the host to the others. */
  readonly up?: number;
  readonly down?: number;
}

/** One host of a lab, with an IPv4 and an IPv6 link-local address on `eth0`. */
export class LabHost implements AsyncDisposable {
  readonly name: string;
  readonly namespace: string;
  readonly #port: LabHostPlace['port'];
  readonly #processes = new Set<AsyncDisposable>();
  #address: string;

  constructor({ name, namespace, address, port }: LabHostPlace) {
    this.name = name;
    this.namespace = namespace;
    this.#address = address;
    this.#port = port;
  }

  /** Its IPv4 address on `eth0`. */
  get address(): string {
    return this.#address;
  }

  /** What the other end of its cable is called. */
  get port(): string {
    return this.#port.interface;
  }

  /** Makes the namespace and plugs it into its switch; `Lab.create` does this. */
  async setUp(): Promise<void> {
    const { namespace, interface: port } = this.#port;
    await addNamespace(this.namespace);
    // Detecting duplicates of its link-local address would keep a new host waiting for seconds.
    await this.exec('sh', '-c', 'echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad');
    await run(
      ...(['ip', 'link', 'add', 'eth0', 'netns', this.namespace, 'type', 'veth'] as const),
      ...['peer', 'name', port, 'netns', namespace],
    );
    await run('ip', '-n', namespace, 'link', 'set', port, 'master', 'br0', 'up');
    await this.#ip('link', 'set', 'lo', 'up');
    await this.#ip('address', 'add', `${this.#address}/${PREFIX_LENGTH}`, 'dev', 'eth0');
    await this.linkUp();
  }

  /** Starts a program that runs until it ends, is disposed of, or the lab is. */
  spawn(command: string, args: readonly string[], options: SpawnOptions = {}): LabProcess {
    const inside = ['netns', 'exec', this.namespace, command, ...args];
    const process = new LabProcess('ip', inside, options);
    this.#processes.add(process);
    return process;
  }

  /** Runs a short command to its end, and returns what it printed. */
  exec(command: string, ...args: string[]): Promise<string> {
    return run('ip', 'netns', 'exec', this.namespace, command, ...args);
  }

  /** Takes the interface down, as when Wi-Fi is turned off. The address stays configured. */
  async linkDown(): Promise<void> {
    await this.#ip('link', 'set', 'eth0', 'down');
  }

  async linkUp(): Promise<void> {
    await this.#ip('link', 'set', 'eth0', 'up');
    // Gone with the link; there is no default route for multicast to take.
    await this.#ip('route', 'replace', '224.0.0.0/4', 'dev', 'eth0');
  }

  /** Gives the host another IPv4 address, as a DHCP server may. */
  async moveTo(address: string): Promise<void> {
    await this.#ip('address', 'flush', 'dev', 'eth0', 'scope', 'global');
    await this.#ip('address', 'add', `${address}/${PREFIX_LENGTH}`, 'dev', 'eth0');
    this.#address = address;
    await this.linkUp();
  }

  /** Limits how much passes its link; each call replaces the limits before. */
  async shape({ up, down }: LinkRate): Promise<void> {
    await limit(this.namespace, 'eth0', up);
    await limit(this.#port.namespace, this.#port.interface, down);
  }

  /** Ends every process and removes the namespace. */
  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await Promise.all([...this.#processes].map((each) => each[Symbol.asyncDispose]()));
    } finally {
      await removeNamespace(this.namespace);
    }
  }

  #ip(...args: string[]): Promise<string> {
    return run('ip', '-n', this.namespace, ...args);
  }
}

/** The least burst that passes a full-size frame, and the share of a second that a burst may take. */
const LEAST_BURST_BYTES = 4_096;
const BURSTS_PER_SECOND = 250;

async function limit(namespace: string, device: string, mbit: number | undefined): Promise<void> {
  const qdisc = ['-n', namespace, 'qdisc'];
  const present = await run('tc', ...qdisc, 'show', 'dev', device);
  if (present.includes('tbf')) await run('tc', ...qdisc, 'del', 'dev', device, 'root');
  if (mbit === undefined) return;
  const burst = Math.max(LEAST_BURST_BYTES, Math.ceil((mbit * 1e6) / 8 / BURSTS_PER_SECOND));
  const rate = ['rate', `${mbit}mbit`, 'burst', `${burst}b`, 'latency', '400ms'];
  await run('tc', ...qdisc, 'add', 'dev', device, 'root', 'tbf', ...rate);
}
