import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LabHost } from '../../e2e/lab/lab-host.ts';
import type { SwarmId } from '../../shared/ids.ts';
import type { Setting } from '../rivals/rival.ts';
import { BenchNode } from './bench-node.ts';
import type { Scope } from './scope.ts';

export interface ShoalRoom {
  readonly seeders: readonly BenchNode[];
  readonly receivers: readonly BenchNode[];
  readonly swarm: SwarmId;
}

/** A node on every host; all are connected with all, and the receivers see every seeder's copy. */
export async function startRoom(scope: Scope, setting: Setting<LabHost>): Promise<ShoalRoom> {
  const start = (host: LabHost) => {
    const directory = join(setting.scratch, `node-${host.name}`);
    mkdirSync(directory, { recursive: true });
    return scope.use(BenchNode.start(host.name, { host, directory }));
  };
  const seeders: BenchNode[] = [];
  for (const { place, repository } of setting.seeders) {
    const seeder = await start(place);
    await seeder.node.json('share', repository);
    seeders.push(seeder);
  }
  const receivers = await Promise.all(setting.receivers.map(start));
  const everyone = [...seeders, ...receivers];
  const swarms = await Promise.all(
    receivers.map((receiver) => {
      const others = everyone.filter((other) => other !== receiver);
      return receiver.untilReady(others, seeders);
    }),
  );
  const [swarm] = swarms;
  if (swarm === undefined) throw new Error('nobody receives');
  return { seeders, receivers, swarm };
}
