import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { connectControl } from '../../host/control-socket/connect-control.ts';
import { dataFolder } from '../../host/data-folder.ts';
import type { HostContract, HostEvents } from '../../shared/api/host-contract.ts';
import { normalizeOrigin } from '../../shared/domain/git/origin.ts';
import type { Oid, PeerId } from '../../shared/ids.ts';
import { newTransferId } from '../../shared/new-transfer-id.ts';
import { Client, DisconnectedError } from '../../shared/rpc/connection.ts';
import type { Output } from '../surroundings.ts';
import { LanLine } from './lan-line.ts';
import { missingTags } from './missing-tags.ts';
import type { Brought } from './protocol/conversation.ts';
import type { FetchRequest } from './protocol/fetch-request.ts';
import type { OriginRef } from './protocol/response.ts';

/** A Shoal that does not answer within this is none, in milliseconds. */
const ANSWER = 2_000;
/** How often to look how far it is, in milliseconds; and for how long that may go unanswered. */
const LOOK_INTERVAL = 250;
const SILENCE = 3_000;
/** As many as one request may name. */
const MOST_NAMED = 30_000;

const NOTHING: Brought = { here: [], tags: [] };

interface Fetching {
  readonly url: string;
  readonly fetch: FetchRequest;
  /** What the origin has listed. */
  readonly refs: readonly OriginRef[];
  readonly stderr: Output;
}

type Node = Client<HostContract, HostEvents>;

/**
 * Lets the running Shoal bring what is near, and answers with commits that are here then. Only what the
 * origin's address comes to as a hash goes to Shoal, and nothing of it to anybody else.
 * @throws whatever goes wrong: git goes on without it
 */
export async function askNode({ url, fetch, refs, stderr }: Fetching): Promise<Brought> {
  const gitDir = process.env.GIT_DIR;
  if (gitDir === undefined) return NOTHING;
  const wanted = wantsOf(fetch, refs);
  if (wanted.length === 0) return NOTHING;
  const node: Node = new Client(await connectControl(dataFolder(undefined)));
  try {
    const origin = { hash: hashOf(url), refs: namedRefs(refs, new Set(wanted)) };
    const { names, self } = await within(ANSWER, node.call('git.nearby', { origin }));
    if (names.length === 0) return NOTHING;
    const transfer = newTransferId();
    const over = new AbortController();
    using line = new LanLine(stderr, fetch.showsProgress);
    const watch = watchNode(node, transfer, over.signal, line);
    const isExact = fetch.followsTags && hasOtherTags(refs, new Set(wanted));
    const params = { transfer, gitDir: resolve(gitDir), origin, wants: wanted, isExact };
    const bringing = node.call('git.bring', params);
    try {
      const { here } = await Promise.race([bringing, watch]);
      return { here, tags: here.length > 0 && fetch.followsTags ? missingTags(refs) : [] };
    } catch (error) {
      if (error instanceof DisconnectedError) await removeWhatIsLeft(gitDir, self);
      throw error;
    } finally {
      over.abort();
      bringing.catch(() => {});
    }
  } finally {
    node.dispose();
  }
}

/** Tags that git did not ask for, but takes where they lead to anything that is here. */
function hasOtherTags(refs: readonly OriginRef[], wanted: ReadonlySet<string>): boolean {
  return refs.some(({ ref, oid }) => ref.startsWith('refs/tags/') && !wanted.has(oid));
}

/** A Shoal that was killed cannot do it, and may never come back to this repository. */
async function removeWhatIsLeft(gitDir: string, self: PeerId): Promise<void> {
  const { openRepository } = await import('../../engine/git/open.ts');
  const { Quarantine } = await import('../../engine/quarantine/quarantine.ts');
  await Quarantine.discard(await openRepository(gitDir), self);
}

function wantsOf({ wants, wantedRefs }: FetchRequest, refs: readonly OriginRef[]): Oid[] {
  const names = new Set(wantedRefs);
  const byName = refs.filter(({ ref }) => names.has(ref)).map(({ oid }) => oid);
  return [...new Set([...wants, ...byName])].slice(0, MOST_NAMED) as Oid[];
}

/** Those that are wanted first: of very many refs, not all are told. */
function namedRefs(refs: readonly OriginRef[], wanted: ReadonlySet<string>) {
  const first = refs.filter(({ oid }) => wanted.has(oid));
  const others = refs.filter(({ oid }) => !wanted.has(oid));
  const named = [...first, ...others].slice(0, MOST_NAMED);
  return named.map(({ ref, oid }) => ({ ref, oid: oid as Oid }));
}

function hashOf(url: string): string | null {
  const origin = normalizeOrigin(url);
  return origin === null ? null : createHash('sha256').update(origin).digest('hex');
}

/** Tells how it goes, and fails when Shoal says nothing any more. */
async function watchNode(
  node: Node,
  transfer: ReturnType<typeof newTransferId>,
  over: AbortSignal,
  line: LanLine,
): Promise<never> {
  for (;;) {
    const progress = await within(SILENCE, node.call('git.progress', { transfer }));
    if (progress !== null) line.show(progress);
    await new Promise((settle) => setTimeout(settle, LOOK_INTERVAL));
    over.throwIfAborted();
  }
}

class SilentNodeError extends Error {}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SilentNodeError()), ms);
  });
  promise.catch(() => {});
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
