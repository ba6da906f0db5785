import { describe } from 'vitest';
import { discoveryCompliance } from './discovery.compliance.ts';
import { SimulatedNetwork } from './simulated-network.ts';

describe('a simulated network', () => {
  discoveryCompliance(() => {
    const network = new SimulatedNetwork();
    let hosts = 0;
    return (listener, interfaces) => {
      const host = network.host();
      host.plug('eth0', `10.0.0.${++hosts}/24`);
      return host.discover(listener, interfaces);
    };
  });
});
