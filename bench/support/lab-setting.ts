import { Lab } from '../../e2e/lab/lab.ts';
import type { LabHost } from '../../e2e/lab/lab-host.ts';
import type { Setting } from '../rivals/rival.ts';
import type { Scope } from './scope.ts';
import { scratchFolder } from './scratch.ts';

/** What a machine can send where links matter, in Mbit/s. */
export const UP_MBIT = 20;

/**
 * A switch with a host for each seeder and receiver. Every measurement
 * has one of its own: nothing of the one before is still under way in it.
 *
 * @param repositories one for each seeder
 * @param up what each of them can send, in Mbit/s; without it, what the machine can
 * @param down the same for what comes to each receiver
 */
export async function labSetting(
  scope: Scope,
  {
    repositories,
    receivers,
    up,
    down,
  }: { repositories: readonly string[]; receivers: number; up?: number; down?: number },
): Promise<Setting<LabHost>> {
  const seeding = repositories.map((_, index) => `seeder-${index}`);
  const receiving = Array.from({ length: receivers }, (_, index) => `receiver-${index}`);
  const scratch = scratchFolder(scope);
  const lab = await scope.use(Lab.create({ hosts: [...seeding, ...receiving, 'tracker'] }));
  for (const name of seeding) await lab.host(name).shape({ up });
  for (const name of receiving) await lab.host(name).shape({ up, down });
  return {
    seeders: repositories.map((repository, index) => ({
      place: lab.host(`seeder-${index}`),
      repository,
    })),
    receivers: receiving.map((name) => lab.host(name)),
    tracker: lab.host('tracker'),
    scratch,
  };
}
