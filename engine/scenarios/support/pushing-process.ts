import { once } from 'node:events';
import type { Oid } from '../../../shared/ids.ts';
import { DepotRoom } from '../../testing/depot-room.ts';

/** What the process is told: where the depot is, the pusher's repository, and what to push, one after the other. */
export interface PushesToMake {
  readonly folder: string;
  readonly source: string;
  readonly commits: readonly Oid[];
}

/** A process with a depot, and somebody who pushes to it, to be stopped at any moment. */
process.once('message', ({ folder, source, commits }: PushesToMake) => {
  void push(folder, source, commits);
});

async function push(folder: string, source: string, commits: readonly Oid[]): Promise<void> {
  const room = await DepotRoom.open(source, folder);
  const anna = await room.pusher('Anna');
  for (const commit of commits) {
    process.send?.({ begun: commit });
    await anna.push(source, [{ ref: 'refs/heads/main', new: commit, forced: false }]);
    process.send?.({ done: commit });
    // What is on disk may only be kept now: nothing else happens to it before it is said to go on.
    await once(process, 'message');
  }
  process.exit(0);
}
