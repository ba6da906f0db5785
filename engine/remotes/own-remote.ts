import { type Alias, isAlias } from '../../shared/domain/git/tracking-refs.ts';
import type { PeerId, SwarmId } from '../../shared/ids.ts';
import { readConfig, writeConfig } from '../git/config.ts';
import type { Repository } from '../git/open.ts';

/**
 * Makes a teammate's heads a remote like any other, so that `git branch -r`, `git log <alias>/main` and
 * `git remote remove <alias>` do what is expected. A remote that is there already is left as it is.
 */
export async function ensureRemote(
  repository: Repository,
  alias: Alias,
  { peer, swarm }: { readonly peer: PeerId; readonly swarm: SwarmId },
): Promise<void> {
  if (await hasRemote(repository, alias)) return;
  const set = (key: string, value: string) =>
    writeConfig(repository, `remote.${alias}.${key}`, value);
  await set('fetch', `+refs/heads/*:refs/remotes/${alias}/*`);
  // `git fetch --all` must not fail because a teammate is away.
  await set('skipFetchAll', 'true');
  // The last, since it tells that the remote is there: half a one is completed by the next fetch.
  await set('url', `gtp://${peer}/${swarm}`);
}

/** Whether git knows a remote of this name. */
export async function hasRemote(
  repository: Repository,
  alias: Alias,
  signal?: AbortSignal,
): Promise<boolean> {
  if (!isAlias(alias)) throw new RangeError('no alias');
  const settings = await readConfig(repository, '^remote\\.', signal);
  return settings.some(({ key }) => key === `remote.${alias}.url`);
}
