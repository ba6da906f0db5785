import { moveFiles, type Workplace } from '../../heads/move-files.ts';
import type { Move } from '../../heads/move-journal.ts';

/** A process that moves files once it is told where, to be killed meanwhile. */
process.once('message', ({ place, move }: { place: Workplace; move: Omit<Move, 'token'> }) => {
  void moveFiles(place, move).then(() => process.exit(0));
});
