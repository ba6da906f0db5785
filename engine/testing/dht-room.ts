import { randomInt } from 'node:crypto';
import { BootstrapPortError } from '../errors/reach.ts';
import { BootstrapNodes } from '../punching/bootstrap-nodes.ts';

const HERE = '127.0.0.1';

/** Bootstrap nodes on loopback, and where they are as `HOST:PORT`. */
export async function openDht(): Promise<{ nodes: BootstrapNodes; address: string }> {
  for (let count = 0; count < 20; count += 1) {
    const port = randomInt(20_000, 32_000);
    try {
      return { nodes: await BootstrapNodes.open({ host: HERE, port }), address: `${HERE}:${port}` };
    } catch (error) {
      if (!(error instanceof BootstrapPortError)) throw error;
    }
  }
  throw new Error('no four ports beside each other are free');
}
