import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { LabHost } from '../lab/lab-host.ts';
import { LabProcess } from '../lab/lab-process.ts';
import { type CliResult, runProgram } from './run-program.ts';

const SHOAL = resolve(import.meta.dirname, '../../out/main/shoal.js');
const START_TIMEOUT = 15_000;

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
    const wanted = others
      .map(({ id }) => id)
      .sort()
      .join();
    for (;;) {
      const { peers } = await this.json<{ peers: { id: PeerId }[] }>('nearby');
      const seen = peers
        .map(({ id }) => id)
        .sort()
        .join();
      if (seen === wanted) return Date.now() - start;
      if (Date.now() - start > timeout) throw new Error(`${this.name} sees ${seen || 'nobody'}`);
    }
  }

  /** Waits until a swarm of this name or id with so many peers is nearby. */
  async untilSwarm(called: string, peers = 1, timeout = 60_000): Promise<string> {
    const start = Date.now();
    for (;;) {
      const nearby = await this.json<{ swarms: { id: string; name: string; peers: string[] }[] }>(
        'nearby',
      );
      const swarm = nearby.swarms.find(
        (each) => [each.name, each.id].includes(called) && each.peers.length === peers,
      );
      if (swarm !== undefined) return swarm.id;
      if (Date.now() - start > timeout) throw new Error(`${this.name} does not see ${called}`);
    }
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

/** Runs `shoal` with these arguments. */
export function runShoal(args: readonly string[], env = process.env): Promise<CliResult> {
  return runProgram(process.execPath, [SHOAL, ...args], { env });
}
