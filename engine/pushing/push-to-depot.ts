import { Readable } from 'node:stream';
import type { Pushed, PushedRef } from '../../shared/api/depot-push-contract.ts';
import type { Entry, PushedChange, Role, SignedEntry } from '../../shared/gtp/push.ts';
import type { Oid, PeerId, RepositoryId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Chain } from '../chain/chain.ts';
import { signEntry } from '../chain/entry.ts';
import type { NameOf } from '../chain/names.ts';
import { roleAt } from '../chain/rights.ts';
import type { Blamed } from '../errors/chain.ts';
import { PushNotTakenError } from '../errors/pushing.ts';
import { existingObjects } from '../git/cat-file.ts';
import { isAncestor } from '../git/merge-base.ts';
import { openRepository, type Repository } from '../git/open.ts';
import { packForPush } from '../git/push-pack.ts';
import type { Throttle } from '../gtp/throttle.ts';
import type { Identity } from '../identity/identity.ts';
import type { DepotChains } from './depot-chains.ts';
import { sendPush } from './depot-line.ts';
import { planPush, type Relation, type Verdict, type WantedRef } from './plan-push.ts';

export interface PushTask {
  readonly identity: Identity;
  readonly nameOf: NameOf;
  readonly chains: DepotChains;
  readonly uploads: Throttle;
  /** Which repository of mine this is; null where Shoal does not know it. */
  readonly idOf: (repository: Repository) => RepositoryId | null;
  /** The depot's copy. */
  readonly copy: RemoteCopy;
  readonly signal: AbortSignal;
}

export interface PushWish {
  readonly gitDir: string;
  readonly wanted: readonly WantedRef[];
  readonly isAtomic: boolean;
  readonly isDryRun: boolean;
}

/**
 * Pushes to a depot what may move; one signed entry for all of it.
 * @throws PushNotTakenError, DepotLiesError, PeerFailure, NoRoleError
 */
export async function pushToDepot(task: PushTask, wish: PushWish): Promise<Pushed> {
  const { copy, chains, signal } = task;
  const repository = await openRepository(wish.gitDir, signal);
  const chain = await chains.look(copy, signal);
  const verdicts = allOrSome(await judge(task, repository, chain, wish.wanted), wish.isAtomic);
  const changes = verdicts.flatMap((each) => (each.status === 'moves' ? [each.change] : []));
  const { id, name } = copy.peer;
  const depot = { id, name };
  if (changes.length === 0 || wish.isDryRun) {
    return { depot, refs: verdicts.map(told), seq: null };
  }
  try {
    const seq = await signAndSend(task, chain, { act: 'push', changes }, (haves) =>
      packed(task, repository, changes, haves),
    );
    return { depot, refs: verdicts.map(told), seq };
  } catch (error) {
    if (!(error instanceof PushNotTakenError) || error.fault !== 'behind') throw error;
    // Somebody else was quicker: as git tells it, for each ref.
    return { depot, refs: verdicts.map(tooLate), seq: null };
  }
}

/** What an entry is for. */
type Act = Pick<Extract<Entry, { act: 'push' }>, 'act' | 'changes'> | Given | Taken;
type Given = Pick<Extract<Entry, { act: 'grant' }>, 'act' | 'to' | 'role' | 'expires'>;
type Taken = Pick<Extract<Entry, { act: 'revoke' }>, 'act' | 'from'>;

/**
 * Signs what comes next in a depot's chain, after its first entry where there is none yet, and hands it over.
 * @returns the number of the entry
 * @throws PushNotTakenError, ChainError where this is not allowed
 */
export async function signAndSend(
  { identity, chains, copy, signal }: PushTask,
  chain: Chain,
  act: Act,
  pack: (haves: readonly Oid[]) => Promise<Readable | null> = async () => null,
): Promise<number> {
  chains.checkFurthest(copy, chain);
  const after = chain.copy();
  const entries: SignedEntry[] = [];
  const now = Math.floor(Date.now() / 1_000);
  const sign = (what: Act) => {
    const entry = { ...after.next(identity.id, now), ...what };
    entries.push(after.append(signEntry(entry, identity)).signed);
  };
  if (chain.head === null) sign({ act: 'grant', to: identity.id, role: { role: 'owner' } });
  sign(act);
  const haves = [...chain.refs.values(), ...copy.shared.heads.map(({ oid }) => oid)];
  const body = await pack([...new Set(haves)]);
  const answer = await sendPush(copy, { entries }, body, signal).finally(() => body?.destroy());
  if (!answer.taken) throw new PushNotTakenError(copy.peer.name, answer.fault, answer.why);
  await chains.pushed(copy, after);
  return after.entries.length;
}

/** What a push of these would come to. @throws NoRoleError */
export async function judge(
  { identity, nameOf, copy }: Pick<PushTask, 'identity' | 'nameOf' | 'copy'>,
  repository: Repository,
  chain: Chain,
  wanted: readonly WantedRef[],
): Promise<Verdict[]> {
  const { id: peer } = identity;
  const blamed = { seq: chain.entries.length + 1, peer, name: nameOf(peer) };
  const role = roleOf(peer, chain, copy, blamed);
  const relate = async (old: Oid, value: Oid): Promise<Relation> => {
    const here = await existingObjects(repository, [old, value], { type: 'commit' });
    if (!here.has(old)) return 'unknown';
    if (!here.has(value)) return 'not-forward';
    return (await isAncestor(repository, old, value)) ? 'forward' : 'not-forward';
  };
  return planPush(chain, { role, blamed }, wanted, relate);
}

/** What somebody may do in a chain now: in one that is not begun, its owner may begin. @throws NoRoleError */
export function roleOf(peer: PeerId, chain: Chain, { shared }: RemoteCopy, blamed: Blamed): Role {
  const begins = chain.head === null && shared.pushes?.owner === peer;
  if (begins) return { role: 'owner' };
  return roleAt(chain.holdings.get(peer), Date.now() / 1_000, blamed);
}

/** All or nothing, where that is wanted: what is not wrong is held back by what is. */
function allOrSome(verdicts: readonly Verdict[], isAtomic: boolean): Verdict[] {
  if (!isAtomic || verdicts.every(({ status }) => status !== 'rejected')) return [...verdicts];
  return verdicts.map((each) =>
    each.status === 'moves' ? { ref: each.ref, status: 'rejected', why: { code: 'atomic' } } : each,
  );
}

/** Null where the depot has all of it. */
async function packed(
  { copy, uploads, idOf, signal }: PushTask,
  repository: Repository,
  changes: readonly PushedChange[],
  haves: readonly Oid[],
): Promise<Readable | null> {
  const wants = changes.flatMap(({ new: value }) => value ?? []);
  if (wants.length === 0) return null;
  const here = await existingObjects(repository, haves, { signal });
  const running = packForPush(repository, wants, [...here], signal);
  const pack = Readable.from(paced(), { objectMode: false });
  const id = idOf(repository);
  // Also where the depot wants nothing of it.
  pack.once('close', () => running[Symbol.dispose]());
  return pack;

  async function* paced(): AsyncGenerator<Buffer> {
    for await (const chunk of running.stdout as AsyncIterable<Buffer>) {
      for await (const piece of uploads.pieces(copy.peer.id, chunk, signal)) {
        yield piece;
        uploads.sent(copy.peer.id, id, piece.length);
      }
    }
    await running.exit;
  }
}

function told(verdict: Verdict): PushedRef {
  if (verdict.status !== 'moves') return verdict;
  const { ref, old, new: value, forced = false } = verdict.change;
  return { ref, status: 'moved', old, new: value, forced };
}

function tooLate(verdict: Verdict): PushedRef {
  if (verdict.status !== 'moves') return verdict;
  return { ref: verdict.ref, status: 'rejected', why: { code: 'fetch-first' } };
}
