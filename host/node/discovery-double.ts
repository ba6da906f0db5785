import type { Advertisement } from '../../shared/api/engine-contract.ts';
import type { Discovery, DiscoveryListener } from '../discovery/discovery.ts';

/** A discovery for tests of what stands around it: the test plays the network. */
export class DiscoveryDouble implements Discovery {
  readonly advertised: Advertisement[] = [];
  refreshed = 0;
  saidGoodbye = false;

  constructor(
    readonly listener: DiscoveryListener,
    readonly only: readonly string[] = [],
  ) {}

  advertise(advertisement: Advertisement): void {
    this.advertised.push(advertisement);
  }

  refresh(): void {
    this.refreshed += 1;
  }

  interfaces() {
    return [];
  }

  async listen(): Promise<readonly []> {
    return [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.saidGoodbye = true;
  }
}
