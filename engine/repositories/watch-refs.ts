import { join } from 'node:path';
import { watch } from 'chokidar';
import type { Repository } from '../git/open.ts';

/** git writes several files for one change; what comes within this many milliseconds is told as one. */
const TOGETHER = 30;
/** Where changes do not end, as in a rebase, they are told once in this many milliseconds. */
const INTERVAL = 250;

/**
 * Calls `onChange` a moment after a branch, a tag or HEAD has changed, however git keeps its refs, and
 * once when it has begun to watch.
 */
export function watchRefs(repository: Repository, onChange: () => void): AsyncDisposable {
  let timer: NodeJS.Timeout | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  const places = [
    join(repository.gitDir, 'HEAD'),
    join(repository.commonDir, 'packed-refs'),
    join(repository.commonDir, 'refs', 'heads'),
    join(repository.commonDir, 'refs', 'tags'),
    join(repository.commonDir, 'reftable'),
  ];
  const watcher = watch(places, {
    ignoreInitial: true,
    ignored: (path) => path.endsWith('.lock'),
  });
  const tell = () => {
    timer = undefined;
    toldAt = performance.now();
    onChange();
  };
  const tellSoon = () => {
    timer ??= setTimeout(tell, Math.max(TOGETHER, toldAt + INTERVAL - performance.now()));
  };
  // What changed until it watched, nobody has told.
  watcher.on('all', tellSoon).on('ready', tellSoon);
  // Running out of watches leaves the heads as they were read last; reading again still works.
  watcher.on('error', () => {});
  return {
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}
