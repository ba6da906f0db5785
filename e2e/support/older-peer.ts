import { join } from 'node:path';
import { Listener } from '../../engine/gtp/listener.ts';
import { loadIdentity } from '../../engine/identity/identity.ts';
import { hostilePeer } from '../../engine/scenarios/support/hostile-peer.ts';
import { discoverOverMdns } from '../../host/discovery/mdns-discovery.ts';

/**
 * A peer of an earlier version on a lab host: it announces itself, shares one repository, and knows no
 * question but those that are as old as GTP/2. Run with its name, a folder and the repository.
 */
const [name = '', folder = '', repository = ''] = process.argv.slice(2);

const identity = await loadIdentity(join(folder, 'identity'));
const { handler } = hostilePeer(repository, {
  manifest: (manifest) => ({ ...manifest, name }),
});
const listener = await Listener.open(
  { host: '0.0.0.0', port: 0 },
  identity,
  handler(identity),
  () => {},
);
const discovery = discoverOverMdns({
  listener: { seen() {}, left() {}, networkChanged() {}, problem() {} },
});
const { id: peer } = identity;
discovery.advertise({ peer, name, port: listener.port, seq: 1, swarms: [] });
process.stdout.write(`${JSON.stringify({ id: peer })}\n`);
