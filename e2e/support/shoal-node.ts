import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nearbyResult } from '../../cli/commands/nearby.ts';
import { NodeClient } from '../../cli/node-client.ts';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { LabHost } from '../lab/lab-host.ts';
import { LabProcess } from '../lab/lab-process.ts';
import { type CliResult, runProgram } from './run-program.ts';

const SHOAL = resolve(import.meta.dirname, '../../out/main/shoal.js');
const START_TIMEOUT = 15_000;

type Nearby = ReturnType<typeof nearbyResult>;

export interface NodeOptions {
  /** Where it runs; this machine itself, with mDNS on loopback, if left out. */
  readonly host?: LabHost;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The data folder of an earlier run, to start it again. */
  readonly directory?: string;
}

/** A `shoal serve` in a process of its own, and the command line that talks to it. */
export class ShoalNode implements AsyncDisposable {
  readonly id: PeerId;
  readonly name: string;
  readonly process: LabProcess;
  /** Holds the data folder, and whatever a test puts beside it. */
  readonly directory: string;
  readonly ui: string | null;
  readonly listen: string;

  private constructor(
    told: { id: PeerId; name: string; listen: string; ui: string | null },
    running: LabProcess,
    directory: string,
  ) {
    this.id = told.id;
    this.name = told.name;
    this.listen = told.listen;
    this.ui = told.ui;
    this.process = running;
    this.directory = directory;
  }

  static async start(name: string, options: NodeOptions = {}): Promise<ShoalNode> {
    if (!existsSync(SHOAL)) throw new Error('not built: run “npm run build” first');
    const directory = options.directory ?? temporaryFolder();
    const { host, env = {} } = options;
    const where = host === undefined ? ['--interface', 'lo', '--listen', '127.0.0.1:0'] : [];
    const args = [
      ...[SHOAL, 'serve', '--json', '--name', name, '--data', join(directory, 'data')],
      ...where,
      ...(options.args ?? []),
    ];
    const running =
      host === undefined
        ? new LabProcess(process.execPath, args, { env })
        : host.spawn(process.execPath, args, { env });
    try {
      const told = await running.waitForLine((line) => JSON.parse(line), {
        timeoutMs: START_TIMEOUT,
      });
      return new ShoalNode(told, running, directory);
    } catch (error) {
      await running[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Runs a command to its end. */
  async cli(...args: string[]): Promise<CliResult> {
    return runShoal([...args, '--data', join(this.directory, 'data')]);
  }

  /** Runs a command that must succeed, and reads its JSON. */
  async json<T = Record<string, unknown>>(...args: string[]): Promise<T> {
    const { exitCode, stdout, stderr } = await this.cli(...args, '--json');
    if (exitCode !== 0) throw new Error(`shoal ${args.join(' ')}: ${stderr}${stdout}`);
    return JSON.parse(stdout) as T;
  }

  /** Waits until this node sees exactly these others, and returns how long that took in ms. */
  async untilPeers(others: readonly ShoalNode[], timeout = 60_000): Promise<number> {
    const start = Date.now();
    const wanted = ids(others);
    await this.#until(({ peers }) => (ids(peers) === wanted ? true : null), timeout);
    return Date.now() - start;
  }

  /** Waits until a swarm of this name or id with so many peers is nearby. */
  async untilSwarm(called: string, peers = 1, timeout = 60_000): Promise<string> {
    const isIt = (each: Nearby['swarms'][number]) =>
      [each.name, each.id].includes(called as never) && each.peers.length === peers;
    return this.#until(({ swarms }) => swarms.find(isIt)?.id ?? null, timeout);
  }

  /** Waits for what `shoal nearby --json` says; not by asking it again and again, which keeps a core busy. */
  async #until<T>(find: (nearby: Nearby) => T | null, timeout: number): Promise<T> {
    using client = await NodeClient.connect(join(this.directory, 'data'));
    await client.waitUntil((state) => find(nearbyResult(state)) !== null, timeout);
    const nearby = nearbyResult(client.state);
    const found = find(nearby);
    if (found === null) throw new Error(`${this.name} sees only ${JSON.stringify(nearby)}`);
    return found;
  }

  /** Ends it as Ctrl-C does. */
  async leave(): Promise<void> {
    this.process.kill('SIGINT');
    await this.process.exited;
  }

  /** Ends it with everything that it has started, as a power cut does. */
  async kill(): Promise<void> {
    await this.process[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function ids(peers: readonly { readonly id: PeerId }[]): string {
  return peers
    .map(({ id }) => id)
    .sort()
    .join();
}

/** Runs `shoal` with these arguments. */
export function runShoal(args: readonly string[], env = process.env): Promise<CliResult> {
  return runProgram(process.execPath, [SHOAL, ...args], { env });
}
