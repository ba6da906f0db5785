import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { discoverOverMdns } from '../../host/discovery/mdns-discovery.ts';
import { peerIdSchema, swarmIdSchema } from '../../shared/ids.ts';
import type { AgentEvent } from './agent.ts';

/**
 * Runs discovery, and nothing else, on a lab host. Every event is a line of JSON. Lines on standard
 * input: `seq N` changes what is advertised, `leave` ends it in good order.
 */
const { values } = parseArgs({
  options: {
    peer: { type: 'string' },
    name: { type: 'string' },
    port: { type: 'string' },
    swarm: { type: 'string', multiple: true, default: [] },
  },
});

const advertisement = {
  peer: peerIdSchema.parse(values.peer),
  name: String(values.name),
  port: Number(values.port),
  seq: 1,
  swarms: values.swarm.map((swarm) => swarmIdSchema.parse(swarm)),
};

function print(event: AgentEvent): void {
  process.stdout.write(`${JSON.stringify({ ...event, at: Date.now() })}\n`);
}

print({ type: 'started' });
const discovery = discoverOverMdns({
  listener: {
    seen: (sighting) => print({ type: 'seen', sighting }),
    left: (peer) => print({ type: 'left', peer }),
    networkChanged: () => print({ type: 'networkChanged' }),
    problem: (problem) => print({ type: 'problem', problem }),
  },
});
discovery.advertise(advertisement);

for await (const line of createInterface({ input: process.stdin })) {
  const [command, argument] = line.split(' ');
  if (command === 'seq') discovery.advertise({ ...advertisement, seq: Number(argument) });
  if (command === 'leave') break;
}
print({ type: 'leaving' });
await discovery[Symbol.asyncDispose]();
// Standard input may still be open.
process.exit(0);
