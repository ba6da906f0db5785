import type { Alias } from '../../shared/domain/git/tracking-refs.ts';
import type { PeerId, SwarmId } from '../../shared/ids.ts';
import { writeConfig } from '../git/config.ts';
import type { Repository } from '../git/open.ts';
import { readRemotes } from './remotes.ts';

/**
 * Makes a teammate's heads a remote like any other, so that `git branch -r`, `git log <alias>/main` and
 * `git remote remove <alias>` do what is expected. A remote that is there already is left as it is.
 */
export async function ensureRemote(
  repository: Repository,
  alias: Alias,
  { peer, swarm }: { readonly peer: PeerId; readonly swarm: SwarmId },
): Promise<void> {
  const remotes = await readRemotes(repository);
  if (remotes.some(({ name, urls }) => name === alias && urls.length > 0)) return;
  const set = (key: string, value: string) =>
    writeConfig(repository, `remote.${alias}.${key}`, value);
  // The first: `git fetch --all` must not fail because a teammate is away, or this ends half way.
  await set('skipFetchAll', 'true');
  await set('fetch', `+refs/heads/*:refs/remotes/${alias}/*`);
  // The last, since it tells that the remote is there: half a one is completed by the next fetch.
  await set('url', `gtp://${peer}/${swarm}`);
}
