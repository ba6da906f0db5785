import { TrackerServer } from '../../host/tracker/tracker-server.ts';
import { sayMemory } from './say-memory.ts';

/** A tracker in a process of its own; its port is the first thing that it says. */
const tracker = await TrackerServer.open({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${tracker.port}\n`);
sayMemory();
