import { join } from 'node:path';
import type { LabHost } from '../lab/lab-host.ts';
import type { LabProcess } from '../lab/lab-process.ts';
import type { ManyPeersEvent, ManyPeersOrder } from './many-peers.ts';

const PROGRAM = join(import.meta.dirname, 'many-peers.ts');
const ROOT = join(import.meta.dirname, '../..');
/** In so many addresses: of one alone, not so many unknown peers are let in. */
const ADDRESSES = 8;
/** How long it may take until all have met, in milliseconds. */
const MEETING = 300_000;

interface CrowdOptions {
  /** Of the node on the same host, which listens on all addresses. */
  readonly port: number;
  readonly people: number;
  readonly projectsOfEach: number;
}

/** Many peers in one process, each with a key, projects and a connection of its own, whom one node meets. */
export class Crowd implements AsyncDisposable {
  readonly #process: LabProcess;

  private constructor(running: LabProcess) {
    this.#process = running;
  }

  /** Settles when all are connected. */
  static async meet(host: LabHost, { port, people, projectsOfEach }: CrowdOptions): Promise<Crowd> {
    const addresses = await addressesOf(host);
    const args = [addresses.join(','), port, people, projectsOfEach].map(String);
    const crowd = new Crowd(
      host.spawn(process.execPath, ['--import', 'tsx', PROGRAM, ...args], { cwd: ROOT }),
    );
    const haveMet = (line: string) => (JSON.parse(line) as ManyPeersEvent).met;
    await crowd.#process.waitForLine(haveMet, { timeoutMs: MEETING });
    return crowd;
  }

  /** From now on so many of their heads move in a second. */
  moveHeads(changes: number): void {
    this.#process.writeLine(JSON.stringify({ changes } satisfies ManyPeersOrder));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#process[Symbol.asyncDispose]();
  }
}

async function addressesOf(host: LabHost): Promise<string[]> {
  const addresses = Array.from({ length: ADDRESSES }, (_, index) => `10.99.0.${index + 1}`);
  for (const address of addresses) {
    await host.exec('ip', 'address', 'add', `${address}/32`, 'dev', 'lo');
  }
  return addresses;
}
