import { EventEmitter } from 'node:events';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { asShoalError } from '../../shared/errors.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Head } from '../../shared/gtp/manifest.ts';
import type {
  ChainPage,
  PushAnswer,
  PushRequest,
  SignedEntry,
  TakesPushes,
} from '../../shared/gtp/push.ts';
import { type PeerId, type RepositoryId, shortId } from '../../shared/ids.ts';
import type { Chain } from '../chain/chain.ts';
import { ChainFile } from '../chain/chain-file.ts';
import type { NameOf } from '../chain/names.ts';
import { signStatement } from '../chain/statement.ts';
import { PushRefusedError } from '../errors/pushes.ts';
import { type Repository, shoalDir } from '../git/open.ts';
import { removeStaleLocks } from '../git/stale-locks.ts';
import { BodyBudget } from '../gtp/body-budget.ts';
import type { Exchange } from '../gtp/router.ts';
import type { Identity } from '../identity/identity.ts';
import { Quarantine } from '../quarantine/quarantine.ts';
import { ProjectPushes } from './project-pushes.ts';
import { PushBody } from './push-body.ts';
import type { PushTarget, PushTargets } from './push-target.ts';

const MIB = 1024 * 1024;
/** What first lines of pushes may take in memory. */
const BOUNDS = { all: 32 * MIB, strangers: 16 * MIB, perPeer: 2 * LIMITS.requestBytes };

export interface PushesParts {
  readonly identity: Identity;
  /** Null where this computer keeps no depot. */
  readonly targets: PushTargets | null;
  readonly isTrusted: (peer: PeerId) => boolean;
  readonly nameOf: NameOf;
  /** An existing folder for packs on their way. */
  readonly scratchDirectory: string;
  /** Hears why a project's chain cannot be opened. */
  readonly onFault: (error: unknown) => void;
}

/** Takes what others push to this computer's depot. */
export class Pushes {
  readonly events = new EventEmitter<{
    /** A chain has gone on, or was opened. */
    changed: [];
    /** Something was pushed into this copy. */
    taken: [repository: RepositoryId];
  }>();
  readonly #parts: PushesParts;
  readonly #budget: BodyBudget<PeerId>;
  /** By the project itself: one that is restored under its old id is another one. */
  readonly #opening = new WeakMap<PushTarget, Promise<ProjectPushes>>();
  readonly #opened = new WeakMap<PushTarget, ProjectPushes>();
  /** Those of which it is known whether there is a chain. */
  readonly #looked = new WeakSet<PushTarget>();
  /** How far each chain is by the heads that were told last, and this depot's word for it. */
  readonly #told = new WeakMap<PushTarget, Required<Pick<TakesPushes, 'head' | 'statement'>>>();
  /** Of these something is on its way: one push at a time. */
  readonly #busy = new Set<PeerId>();
  readonly #turns = pLimit(1);
  #last = 0;

  constructor(parts: PushesParts) {
    this.#parts = parts;
    this.#budget = new BodyBudget(BOUNDS, (peer) => !parts.isTrusted(peer));
  }

  /** Opens the chains that there are, and sets right what a kill came between. */
  async openAll(): Promise<void> {
    for (const target of this.#parts.targets?.all ?? []) await this.#look(target);
  }

  /**
   * The pushes of a project; null where nobody can push.
   * @throws DamagedFileError
   */
  async find(id: RepositoryId): Promise<ProjectPushes | null> {
    const target = this.#parts.targets?.find(id) ?? null;
    if (target === null) return null;
    const opening = this.#opening.get(target) ?? this.#turns(() => this.#open(target));
    this.#opening.set(target, opening);
    // What is mended by then is opened the next time.
    opening.catch(() => this.#opening.delete(target));
    return opening;
  }

  /** Whether it is known if there is a chain: soon after a project came, unless its chain cannot be read. */
  isKnown(id: RepositoryId): boolean {
    const target = this.#parts.targets?.find(id);
    if (target == null || this.#looked.has(target)) return true;
    void this.#look(target);
    return false;
  }

  /**
   * What a manifest says of it beside these heads; null where nobody can push. The heads of a
   * manifest are where its chain says: what has moved, and was not read yet, is not told.
   */
  mark(id: RepositoryId, heads: readonly Head[]): TakesPushes | null {
    const target = this.#parts.targets?.find(id);
    if (target == null || !this.isKnown(id)) return null;
    const pushes = this.#opened.get(target);
    const { swarm: project, owner } = target.record;
    const head = pushes?.head ?? null;
    const told = this.#told.get(target);
    const isNew = head !== null && head.hash !== told?.head.hash;
    if (pushes === undefined || !isNew || !isWhere(pushes.chain, heads)) {
      return { project, owner, ...told };
    }
    const statement = signStatement({ project, owner, head }, this.#parts.identity);
    const now = { head, statement };
    this.#told.set(target, now);
    return { project, owner, ...now };
  }

  /** Entries from this number on, as many as one answer holds. */
  static page({ chain, head }: ProjectPushes, from: number): ChainPage {
    const entries: SignedEntry[] = [];
    let bytes = 0;
    for (const { signed } of chain.entries.slice(from - 1, from - 1 + LIMITS.entriesPerPage)) {
      bytes += Buffer.byteLength(JSON.stringify(signed));
      // Less than all that is allowed: the rest of the page has to find room, too.
      if (entries.length > 0 && bytes > LIMITS.pageBytes / 2) break;
      entries.push(signed);
    }
    return { entries, head, time: Date.now() };
  }

  /**
   * Takes a push as it comes. Nothing of a pack is read unless the entries before it may follow.
   * @throws Refusal
   */
  async take(exchange: Exchange, pushes: ProjectPushes, target: PushTarget): Promise<PushAnswer> {
    const { peer } = exchange;
    if (this.#busy.has(peer)) return refused('refused', 'Another push of yours is on its way.');
    this.#busy.add(peer);
    using body = new PushBody(exchange, this.#budget.open(peer));
    try {
      return await this.#receive(exchange, pushes, target, body, await body.request());
    } catch (error) {
      if (error instanceof PushRefusedError) return refused(error.fault, error.message, error.refs);
      throw error;
    } finally {
      this.#busy.delete(peer);
    }
  }

  async #receive(
    { peer, signal }: Exchange,
    pushes: ProjectPushes,
    target: PushTarget,
    body: PushBody,
    { entries }: PushRequest,
  ): Promise<PushAnswer> {
    pushes.check(peer, entries);
    const { isTrusted, nameOf, scratchDirectory } = this.#parts;
    this.#last += 1;
    const folder = join(scratchDirectory, `push-${this.#last}`);
    await mkdir(folder);
    try {
      const path = join(folder, 'pushed.pack');
      const hasPack = await body.savePack(path, (bytes) => roomFor(target, bytes));
      const file = hasPack ? path : null;
      const pack = { file, sender: nameOf(peer), isTrusted: isTrusted(peer) };
      const head = await pushes.take({ peer, entries, pack }, signal);
      this.events.emit('changed');
      this.events.emit('taken', target.record.id);
      return { taken: true, head };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** A project without a chain, of which a depot may have hundreds, is not opened before somebody pushes. */
  async #look(target: PushTarget): Promise<void> {
    const { id } = target.record;
    try {
      if (await ChainFile.isBegun(target.chainFolder)) await this.find(id);
      // A first push that was cut short has begun no chain.
      else await target.exclusively((opened) => this.#tidy(opened));
      this.#looked.add(target);
      this.events.emit('changed');
    } catch (error) {
      this.#parts.onFault(error);
    }
  }

  async #open(target: PushTarget): Promise<ProjectPushes> {
    await target.exclusively((opened) => this.#tidy(opened));
    const pushes = await ProjectPushes.open(target, this.#parts.nameOf);
    this.#opened.set(target, pushes);
    this.events.emit('changed');
    return pushes;
  }

  /** Removes what pushes left that were on their way when this program ended. */
  async #tidy(opened: Repository): Promise<void> {
    await removeStaleLocks(opened.gitDir);
    const names = await readdir(shoalDir(opened)).catch(() => []);
    const own = shortId(this.#parts.identity.id);
    for (const name of names.filter((each) => /^[a-z2-7]{8}$/.test(each) && each !== own)) {
      await Quarantine.discard(opened, name as PeerId);
    }
  }
}

function isWhere({ refs }: Chain, heads: readonly Head[]): boolean {
  // Roles may be given before anything is pushed: until then its heads are a mirror's.
  if (refs.size === 0) return true;
  return heads.length === refs.size && heads.every(({ ref, oid }) => refs.get(ref) === oid);
}

async function roomFor(target: PushTarget, bytes: number): Promise<void> {
  try {
    await target.roomFor(bytes);
  } catch (error) {
    throw new PushRefusedError('full', asShoalError(error).message, [], error);
  }
}

function refused(
  fault: PushRefusedError['fault'],
  why: string,
  refs: readonly string[] = [],
): PushAnswer {
  const about = refs.length > 0 ? { refs: [...refs] } : {};
  return { taken: false, fault, why: why.slice(0, LIMITS.whyLength), ...about };
}
