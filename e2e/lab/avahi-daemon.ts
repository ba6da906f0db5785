import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AvahiService, parseAvahiBrowse } from './avahi-browse.ts';
import type { LabHost } from './lab-host.ts';
import type { LabProcess } from './lab-process.ts';
import { run } from './run.ts';

const START_MS = 10_000;
/** Where the daemon keeps its process id and socket; the path is compiled in. */
const RUN_DIRECTORY = '/run/avahi-daemon';

/**
 * An avahi-daemon with a D-Bus of its own, so that several can run on one machine: what is compiled
 * in to be one per machine lies in the mount namespace that `ip netns exec` makes.
 */
export class AvahiDaemon implements AsyncDisposable {
  readonly #host: LabHost;
  readonly #processes: LabProcess[] = [];
  #directory: string | null = null;

  private constructor(host: LabHost) {
    this.#host = host;
  }

  /** Starts one on a host, to look at the network with other eyes. */
  static async start(host: LabHost): Promise<AvahiDaemon> {
    const avahi = new AvahiDaemon(host);
    try {
      await avahi.#start();
      return avahi;
    } catch (error) {
      await avahi[Symbol.asyncDispose]();
      throw error;
    }
  }

  async #start(): Promise<void> {
    this.#directory = await mkdtemp(join(tmpdir(), 'shoal-lab-'));
    const bus = this.#host.spawn('dbus-daemon', [
      '--config-file=/usr/share/dbus-1/system.conf',
      `--address=${this.#busAddress}`,
      '--nofork',
      '--nopidfile',
      '--print-address',
    ]);
    this.#processes.push(bus);
    await bus.waitForLine((line) => line.startsWith('unix:') || undefined, { timeoutMs: START_MS });
    const config = join(this.#directory, 'avahi-daemon.conf');
    await writeFile(
      config,
      `[server]\nhost-name=avahi-${this.#host.name}\nallow-interfaces=eth0\n`,
    );
    const daemon = this.#host.spawn(
      'sh',
      [
        '-c',
        `mkdir -p ${RUN_DIRECTORY} && mount -t tmpfs tmpfs ${RUN_DIRECTORY} && exec avahi-daemon "$@"`,
        'sh',
        ...['--no-drop-root', '--no-chroot', '--no-rlimits', '--file', config],
      ],
      { env: this.#environment },
    );
    this.#processes.push(daemon);
    await this.#untilAnswering();
  }

  /** What `avahi-browse -rpt` resolves of a service type, as `_gtp._tcp`. */
  async browse(serviceType: string): Promise<AvahiService[]> {
    const options = ['--resolve', '--parsable', '--terminate'];
    return parseAvahiBrowse(await this.#execOnBus('avahi-browse', ...options, serviceType));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#processes.map((each) => each[Symbol.asyncDispose]()));
    if (this.#directory !== null) await rm(this.#directory, { recursive: true, force: true });
  }

  get #busAddress(): string {
    return `unix:path=${this.#directory}/bus`;
  }

  get #environment(): Record<string, string> {
    return { DBUS_SYSTEM_BUS_ADDRESS: this.#busAddress };
  }

  #execOnBus(...command: string[]): Promise<string> {
    return this.#host.exec('env', `DBUS_SYSTEM_BUS_ADDRESS=${this.#busAddress}`, ...command);
  }

  async #untilAnswering(): Promise<void> {
    const deadline = Date.now() + START_MS;
    for (;;) {
      try {
        await this.#execOnBus('avahi-browse', '--all', '--terminate', '--parsable');
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(100);
      }
    }
  }
}

/** Why no Avahi can be started on this machine; null if one can. */
export async function avahiObstacle(): Promise<string | null> {
  try {
    await run('sh', '-c', 'command -v dbus-daemon avahi-daemon avahi-browse');
    return null;
  } catch {
    return 'needs avahi-daemon, avahi-utils and dbus';
  }
}
