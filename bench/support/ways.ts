import { join } from 'node:path';
import type { LabHost } from '../../e2e/lab/lab-host.ts';
import type { Bring, Rival, Setting } from '../rivals/rival.ts';
import { commandSeconds, type Ends, rounded, watchEnds, watchNodes } from './ends.ts';
import type { Scope } from './scope.ts';
import { startRoom } from './shoal-room.ts';
import { untilAtRest } from './until-at-rest.ts';
import { within } from './within.ts';

/** A way to bring a repository to others, once all is there that is there before anybody asks. */
interface Ready {
  /** What each receiver does. */
  readonly brings: readonly Bring[];
  /** Watches from now on what all ends use. */
  watch(): () => Ends;
}

export type Way = (scope: Scope, setting: Setting<LabHost>) => Promise<Ready>;

export function byRival({ prepare }: Rival): Way {
  return async (scope, setting) => ({ brings: await prepare(scope, setting), watch: watchEnds });
}

/** `shoal clone`, the whole command. @param options.rested whether the seeders had time to make all ready before */
export function byShoal({ trusting, rested }: { trusting: boolean; rested?: boolean }): Way {
  return async (scope, setting) => {
    const { seeders, receivers, swarm } = await startRoom(scope, setting);
    if (rested) await untilAtRest(seeders);
    if (trusting) {
      for (const { node } of receivers) {
        for (const seeder of seeders) await node.json('trust', seeder.node.id, '--yes');
      }
    }
    for (const node of [...seeders, ...receivers]) node.lookAway();
    const brings = receivers.map(
      ({ node }): Bring =>
        async (seconds) => {
          const target = join(setting.scratch, `clone-${node.name}`);
          await within(seconds, 'shoal clone', node.json('clone', swarm, target));
        },
    );
    const watch = () => {
      const nodes = watchNodes(seeders, receivers);
      const before = commandSeconds();
      return () => {
        const used = nodes();
        return { ...used, receivers: rounded(used.receivers + commandSeconds() - before) };
      };
    };
    return { brings, watch };
  };
}
