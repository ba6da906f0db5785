import { join } from 'node:path';
import { NodeClient } from '../../cli/node-client.ts';
import { type NodeOptions, ShoalNode } from '../../e2e/support/shoal-node.ts';
import type { AppState, TransferResult } from '../../shared/api/state.ts';
import type { Swarm } from '../../shared/api/swarm-state.ts';
import type { RepositoryId, SwarmId, TransferId } from '../../shared/ids.ts';
import { newTransferId } from '../../shared/new-transfer-id.ts';

/** How long nodes may take to find each other, in ms. */
const FIND_MS = 60_000;

/** A node in a process of its own, with a view of its state. */
export class BenchNode implements AsyncDisposable {
  readonly node: ShoalNode;
  readonly view: NodeClient;

  private constructor(node: ShoalNode, view: NodeClient) {
    this.node = node;
    this.view = view;
  }

  /** @param options.directory keeps its data; it stays when the node ends */
  static async start(
    name: string,
    options: NodeOptions & { readonly directory: string },
  ): Promise<BenchNode> {
    const node = await ShoalNode.start(name, options);
    try {
      return new BenchNode(node, await NodeClient.connect(join(node.directory, 'data')));
    } catch (error) {
      await node.kill();
      throw error;
    }
  }

  /** Waits until it is connected to all of these others, and sees the project that all seeders have. */
  async untilReady(others: readonly BenchNode[], seeders: readonly BenchNode[]): Promise<SwarmId> {
    const isReady = (state: AppState) =>
      others.every(({ node }) => state.peers[node.id]?.presence.state === 'connected') &&
      projectOf(state, seeders) !== undefined;
    const ready = await this.view.waitUntil(isReady, FIND_MS);
    const swarm = projectOf(this.view.state, seeders);
    if (!ready || swarm === undefined) {
      throw new Error(`${this.node.name} does not see all others and what they share`);
    }
    return swarm;
  }

  /** Waits until others are known to have these heads. */
  async untilHeads(oids: readonly string[]): Promise<void> {
    const areKnown = ({ swarms }: AppState) => {
      const known = new Set<string>(
        Object.values(swarms).flatMap(({ alternatives }) =>
          alternatives.flatMap(({ heads }) => heads.map(({ oid }) => oid)),
        ),
      );
      return oids.every((oid) => known.has(oid));
    };
    if (!(await this.view.waitUntil(areKnown, FIND_MS))) {
      throw new Error(`${this.node.name} was not told of the latest heads`);
    }
  }

  /** Shares a repository with everyone. As the app does it: no command line starts first. */
  async share(path: string): Promise<RepositoryId> {
    const { id } = await this.view.call('repositories.add', { path });
    const visibility = { to: 'everyone' } as const;
    await this.view.call('repositories.setVisibility', { repository: id, visibility });
    return id;
  }

  /** As the app does it on a click. */
  clone(
    swarm: SwarmId,
    directory: string,
    transfer: TransferId = newTransferId(),
  ): Promise<TransferResult> {
    return this.view.call('clone', { transfer, swarm, directory });
  }

  /** Stops looking: a node that tells every change to somebody has a little less time to work. */
  lookAway(): void {
    this.view[Symbol.dispose]();
  }

  /** Ends it as a power cut does. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.view[Symbol.dispose]();
    await this.node.kill();
  }
}

function projectOf({ swarms }: AppState, seeders: readonly BenchNode[]): SwarmId | undefined {
  const isTheirs = ({ alternatives }: Swarm) =>
    seeders.every(({ node }) => alternatives.some(({ peer }) => peer === node.id));
  return Object.values(swarms).find(isTheirs)?.id;
}
