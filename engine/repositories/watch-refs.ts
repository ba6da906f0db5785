import { join } from 'node:path';
import { watch } from 'chokidar';
import type { Repository } from '../git/open.ts';

/** git writes several files for one change; they are told as one, after this many milliseconds. */
const QUIET = 80;

/** Calls `onChange` a moment after a branch, a tag or HEAD has changed. */
export function watchRefs(repository: Repository, onChange: () => void): AsyncDisposable {
  let timer: NodeJS.Timeout | undefined;
  const places = [
    join(repository.gitDir, 'HEAD'),
    join(repository.commonDir, 'packed-refs'),
    join(repository.commonDir, 'refs', 'heads'),
    join(repository.commonDir, 'refs', 'tags'),
  ];
  const watcher = watch(places, {
    ignoreInitial: true,
    ignored: (path) => path.endsWith('.lock'),
  });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET);
  });
  // Running out of watches leaves the heads as they were read last; reading again still works.
  watcher.on('error', () => {});
  return {
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}
