import { trackingRefs } from '../../shared/domain/git/tracking-refs.ts';
import type { Oid } from '../../shared/ids.ts';
import { GitFailedError } from '../git/errors.ts';
import { listRefs } from '../git/for-each-ref.ts';
import { byteLines } from '../git/lines.ts';
import type { Repository } from '../git/open.ts';
import { listLogged } from '../git/reflog.ts';
import { COMMIT_MARK, enumerateObjects, type Range } from '../git/rev-list.ts';
import type { Relay } from '../peers/relay.ts';
import type { Aliases } from '../remotes/aliases.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';

/** Heads that bring more objects than this are not passed on: their ids are held in memory. */
const MAX_OBJECTS = 500_000;

export interface PassedOnParts {
  readonly relay: Relay;
  readonly aliases: Aliases;
}

/**
 * The wants, if they are heads that trusted peers show to everyone and that were fetched from them:
 * these may be served from a shared copy although it does not share them itself. Otherwise none.
 *
 * A peer could name a commit of *mine* as its head, or build one on it, to have it served to everyone.
 * So nothing is passed on that anything else here reaches as well, but for what is `visible` anyway: my
 * branches and tags, other remotes, heads that peers show to some only, stashes, reflogs, the index.
 */
export async function passedOnHeads(
  parts: PassedOnParts,
  copy: LocalCopy,
  wants: readonly Oid[],
  visible: readonly Oid[],
  signal: AbortSignal,
): Promise<readonly Oid[]> {
  if (copy.reading === null) return [];
  const { repository } = copy.reading;
  const known = new Set(visible);
  const others = wants.filter((oid) => !known.has(oid));
  if (others.length === 0) return [];
  const { aliases, shown } = publicRefs(parts, copy);
  if (shown.size === 0) return [];
  // What a symbolic ref stands for is among them by its own name.
  const refs = [...(await listRefs(repository, [], signal)).direct];
  const heads = new Set(refs.filter(([ref, oid]) => shown.get(ref) === oid).map(([, oid]) => oid));
  if (!others.every((oid) => heads.has(oid))) return [];
  const own = refs.filter(([ref, oid]) => shown.get(ref) !== oid).map(([, oid]) => oid);
  const hidden = [...own, ...(await listLogged(repository, aliases, signal))];
  const theirs = new Set<string>();
  try {
    const isBounded = await forEachObject(
      repository,
      { from: others, notFrom: visible },
      (oid) => theirs.add(oid).size <= MAX_OBJECTS,
      signal,
    );
    if (!isBounded) return [];
    const range = { from: hidden, notFrom: visible, withIndex: true };
    const isApart = await forEachObject(repository, range, (oid) => !theirs.has(oid), signal);
    return isApart ? others : [];
  } catch (error) {
    // Such as a reflog whose objects are gone: what cannot be told apart is not passed on.
    if (error instanceof GitFailedError) return [];
    throw error;
  }
}

/** Where the heads that others show to everyone are kept in this copy, and under which names. */
function publicRefs({ relay, aliases }: PassedOnParts, { record, reading }: LocalCopy) {
  const shown = new Map<string, Oid>();
  const names: string[] = [];
  const roots = new Set(reading?.shared?.roots);
  for (const { manifest } of relay.all) {
    const alias = aliases.find(record.id, manifest.peer);
    if (alias === null) continue;
    names.push(alias);
    const related = manifest.repositories.filter((shared) =>
      shared.roots.some((root) => roots.has(root)),
    );
    for (const { heads } of related) {
      for (const { ref, oid } of trackingRefs(alias, heads).refs) shown.set(ref, oid);
    }
  }
  return { aliases: names, shown };
}

/** Ends early, with false, when `goOn` says so. @throws GitFailedError */
async function forEachObject(
  repository: Repository,
  range: Range & { readonly withIndex?: boolean },
  goOn: (oid: string) => boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const hexLength = repository.objectFormat === 'sha1' ? 40 : 64;
  const listing = enumerateObjects(repository, range, signal);
  for await (const lines of byteLines(listing.stdout)) {
    for (const line of lines) {
      const start = line[0] === COMMIT_MARK.charCodeAt(0) ? 1 : 0;
      if (goOn(line.toString('latin1', start, start + hexLength))) continue;
      listing[Symbol.dispose]();
      return false;
    }
  }
  await listing.exit;
  return true;
}
