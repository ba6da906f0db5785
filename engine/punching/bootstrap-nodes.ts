import { networkInterfaces } from 'node:os';
import type HyperDHT from 'hyperdht';
import type { Endpoint } from '../../shared/api/engine-contract.ts';
import { BootstrapPortError } from '../errors/reach.ts';

/** What NAT a peer is behind it learns from three or four nodes: these are all that a small DHT needs. */
const NODES = 4;

/** Nodes with which peers begin that want to reach each other by hole punching, on ports that follow one another. */
export class BootstrapNodes implements AsyncDisposable {
  readonly #nodes: readonly HyperDHT[];

  private constructor(nodes: readonly HyperDHT[]) {
    this.#nodes = nodes;
  }

  /**
   * @param place the IPv4 address under which peers reach this computer, and the first of four UDP ports
   * @throws BootstrapPortError
   */
  static async open({ host, port }: Endpoint): Promise<BootstrapNodes> {
    const { default: module } = await import('hyperdht');
    const bind = isOwn(host) ? host : '0.0.0.0';
    const steady = { host: bind, ephemeral: false, firewalled: false, anyPort: false };
    const nodes: HyperDHT[] = [];
    try {
      const first = { ...steady, port: onlyAt(port) };
      nodes.push(module.bootstrapper(port, host, first));
      await nodes[0]?.fullyBootstrapped();
      for (let next = port + 1; next < port + NODES; next += 1) {
        const node = new module({ ...steady, port: onlyAt(next), bootstrap: [{ host, port }] });
        nodes.push(node);
        await node.fullyBootstrapped();
      }
    } catch (cause) {
      await endAll(nodes);
      throw new BootstrapPortError(`${host}:${port}`, NODES, cause);
    }
    return new BootstrapNodes(nodes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await endAll(this.#nodes);
  }
}

/** hyperdht tries ports from the first until before the second. */
function onlyAt(port: number): readonly [number, number] {
  return [port, port + 1];
}

async function endAll(nodes: readonly HyperDHT[]): Promise<void> {
  await Promise.allSettled(nodes.map((node) => node.destroy({ force: true })));
}

/** Whether it is an address of this computer itself, and not of a router that passes on what comes. */
function isOwn(host: string): boolean {
  const infos = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return infos.some(({ address }) => address === host) || host.startsWith('127.');
}
