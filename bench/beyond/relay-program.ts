import { Listener } from '../../engine/gtp/listener.ts';
import { loadIdentity } from '../../engine/identity/identity.ts';
import { RELAY_BOUNDS, RelayServer } from '../../engine/relay/relay-server.ts';
import { sayMemory } from './say-memory.ts';

const [, , folder = ''] = process.argv;
/** What it may do is to be measured, not what it lets others have. */
const RATE = 1_000_000_000;
const MANY = 1_000;

/** A relay in a process of its own; its id and port are the first thing that it says. */
const identity = await loadIdentity(folder);
const relay = new RelayServer(identity.id, {
  ...RELAY_BOUNDS,
  peers: { perHost: MANY, inAll: MANY },
  rate: { perPair: RATE, inAll: RATE },
});
const listener = await Listener.open(
  ...([{ host: '127.0.0.1', port: 0 }, identity, () => {}, () => {}] as const),
  () => null,
  (...came) => relay.accept(...came),
);
process.stdout.write(`${identity.id} ${listener.port}\n`);
sayMemory();
