import type { MirrorSource } from '../../../shared/api/mirror-source.ts';
import { shortRefName } from '../../../shared/domain/git/ref-name.ts';
import { likelyAlias, trackingRefs } from '../../../shared/domain/git/tracking-refs.ts';
import type { Oid } from '../../../shared/ids.ts';
import { checkout } from '../../git/checkout.ts';
import { writeConfig } from '../../git/config.ts';
import { GitFailedError } from '../../git/errors.ts';
import { listRefs } from '../../git/for-each-ref.ts';
import { initRepository } from '../../git/init.ts';
import { openRepository, type Repository } from '../../git/open.ts';
import { diskUsage } from '../../git/rev-list.ts';
import { writeSymbolicRef } from '../../git/symbolic-ref.ts';
import { updateRefs } from '../../git/update-ref.ts';
import { ensureRemote } from '../../remotes/own-remote.ts';
import { checkSize } from '../check-size.ts';
import { checkoutNotice } from '../clone/checkout-notice.ts';
import { adoptPacks } from './adopt-packs.ts';
import { adoptLargeFiles } from './mirror-large-files.ts';

export interface FromMirrorTask {
  readonly url: string;
  /** An empty folder, and what the user calls it. */
  readonly made: string;
  readonly directory: string;
  /** What came from nearby. */
  readonly mirror: Repository;
  readonly source: MirrorSource;
  readonly signal: AbortSignal;
}

/**
 * A clone of what one teammate has, while the origin is down: its heads are that teammate's (`refs/remotes/<teammate>/*`),
 * and none is said to be the origin's. The origin is a remote like in any clone, for the next fetch to mend it.
 * @returns why not all of its files could be written; null if they are there
 */
export async function cloneFromMirror(task: FromMirrorTask): Promise<string | null> {
  const { url, made, mirror, source, signal } = task;
  await initRepository(made, mirror.objectFormat, signal);
  const repository = await openRepository(made, signal);
  await adoptPacks(mirror, repository);
  await adoptLargeFiles(mirror, repository);
  const { direct } = await listRefs(mirror, [source.prefix], signal);
  const heads = [...direct].map(([ref, oid]) => ({
    ref: ref.replace(source.prefix, 'refs/'),
    oid,
  }));
  const alias = likelyAlias({ id: source.peer, name: source.name });
  const changes = trackingRefs(alias, heads).refs.map(({ ref, oid }) => ({
    ref,
    old: null,
    new: oid,
  }));
  const { defaultBranch } = source;
  const head = heads.find(({ ref }) => ref === defaultBranch)?.oid;
  const branch =
    defaultBranch === null || head === undefined
      ? []
      : [{ ref: defaultBranch, old: null, new: head }];
  const reason = `shoal: clone of what ${source.peer} has`;
  await updateRefs(repository, [...changes, ...branch], reason, signal);
  const set = (key: string, value: string) => writeConfig(repository, key, value, signal);
  await set('remote.origin.url', url);
  await set('remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*');
  await ensureRemote(repository, alias, { peer: source.peer, swarm: source.swarm });
  if (defaultBranch === null || head === undefined) return null;
  await set(`branch.${shortRefName(defaultBranch)}.remote`, 'origin');
  await set(`branch.${shortRefName(defaultBranch)}.merge`, defaultBranch);
  await writeSymbolicRef(repository, 'HEAD', defaultBranch, { signal });
  if (!source.isTrusted) await checkStrangers(repository, made, head, source, signal);
  try {
    await checkout({ gitDir: repository.gitDir, cwd: made }, head, signal);
    return null;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof GitFailedError)) throw error;
    return checkoutNotice(error, task.directory);
  }
}

async function checkStrangers(
  repository: Repository,
  cwd: string,
  commit: Oid,
  { name: sender }: MirrorSource,
  signal: AbortSignal,
): Promise<void> {
  const arrived = await diskUsage(repository, { from: [commit] }, signal);
  await checkSize(repository, { cwd, commit, instead: null, arrived, sender }, signal);
}
