import { join } from 'node:path';
import { NodeClient } from '../../cli/node-client.ts';
import { ShoalNode } from './shoal-node.ts';

/** A node that keeps its data, its address and its friends over any number of kills. */
export class Mortal {
  readonly name: string;
  #node: ShoalNode | null = null;
  #client: NodeClient | null = null;
  #listen = '127.0.0.1:0';
  #friends: string[] = [];
  kills = 0;
  /** What all its lives wrote on standard error. */
  complaints = '';

  readonly #env: Readonly<Record<string, string>>;

  /** @param env added to that of this process */
  constructor(name: string, env: Readonly<Record<string, string>> = {}) {
    this.name = name;
    this.#env = env;
  }

  get node(): ShoalNode {
    if (this.#node === null) throw new Error(`${this.name} was never started`);
    return this.#node;
  }

  get client(): NodeClient {
    if (this.#client === null) throw new Error(`${this.name} was never started`);
    return this.#client;
  }

  /** Without mDNS: where the others are is known, and nodes of other tests stay out of it. */
  async start(friends: readonly Mortal[] = []): Promise<void> {
    if (friends.length > 0) this.#friends = friends.flatMap(({ node }) => ['--peer', node.listen]);
    const args = ['--no-mdns', '--listen', this.#listen, ...this.#friends];
    const directory = this.#node?.directory;
    this.#node = await ShoalNode.start(this.name, {
      ...{ args, env: this.#env },
      ...(directory && { directory }),
    });
    this.#listen = this.#node.listen;
    this.#client = await NodeClient.connect(join(this.#node.directory, 'data'));
  }

  async kill(): Promise<void> {
    this.kills += 1;
    await this.node.kill();
    this.#client?.[Symbol.dispose]();
    this.complaints += this.node.process.errors;
  }

  /** Ends it as Ctrl-C does. */
  async leave(): Promise<void> {
    await this.node.leave();
    this.#client?.[Symbol.dispose]();
  }

  async end(): Promise<void> {
    this.#client?.[Symbol.dispose]();
    await this.#node?.[Symbol.asyncDispose]();
  }
}
