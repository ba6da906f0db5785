import { EventEmitter } from 'node:events';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Reel } from '../../shared/gtp/reel.ts';
import { type PeerId, type ReelName, reelNameSchema } from '../../shared/ids.ts';
import type { Repository } from '../git/open.ts';
import { PackFiles } from '../packs/pack-files.ts';
import { PackTables } from '../packs/pack-tables.ts';
import { FairTurns } from '../waiting/fair-turns.ts';
import { OpenReel, type ReelTools } from './open-reel.ts';
import {
  addRooms,
  NO_ROOM,
  type Room,
  readPlan,
  removeFolder,
  roomOfFolder,
} from './reel-folder.ts';
import { nameOfReel } from './rules/reel-name.ts';

/** Reels kept open at once, beside those that somebody is being served from. */
const MAX_OPEN = 64;
/** How long a reel that nobody has taken in full is kept when its takers have left, in milliseconds. */
const LINGER = 5_000;
/** The most that all cached reels may take on disk; files are counted, too, for each costs room of its own. */
const MAX_FILES = 50_000;

/** Of the bound, what a reel may be estimated to take that is made before anybody asks. */
const PREPARED_SHARE = 0.5;
/** Those who may ask some day: they wait until nobody else does. */
const NOBODY_YET = '' as PeerId;

/** A reel on disk. */
interface Kept {
  /** Null while nobody takes it. */
  open: OpenReel | null;
  /** What it takes while it is not open. */
  closed: Room;
  usedAt: number;
  /** Who takes it and is still here, a peer as often as it has connections. */
  readonly takers: PeerId[];
}

/** The reels this peer produces, cached on disk by name within a bound, shared out among those who take them. */
export class ReelCache implements Disposable {
  /** Something of a reel is asked for. */
  readonly events = new EventEmitter<{ asked: [reel: ReelName] }>();
  readonly #directory: string;
  readonly #bound: Room;
  readonly #isStranger: (peer: PeerId) => boolean;
  readonly #tools: ReelTools;
  readonly #kept = new Map<ReelName, Kept>();
  /** Being removed at this moment. */
  readonly #leaving = new Map<ReelName, Promise<void>>();
  readonly #lingering = new Set<NodeJS.Timeout>();
  /** Settles when it is known what an earlier run has left. */
  #found: Promise<void> | null = null;
  #tidying: Promise<void> | null = null;

  /**
   * @param maxBytes what all cached reels may take on disk
   * @param isStranger whether a peer is one of those of whom anybody can make as many as they like
   */
  constructor(
    directory: string,
    maxBytes: number,
    isStranger: (peer: PeerId) => boolean = () => false,
  ) {
    this.#directory = directory;
    this.#bound = { bytes: maxBytes, files: MAX_FILES };
    this.#isStranger = isStranger;
    this.#tools = {
      turns: new FairTurns({
        room: availableParallelism(),
        isStranger,
        isPatient: (owner) => owner === NOBODY_YET,
      }),
      packs: { tables: new PackTables(), files: new PackFiles() },
      onLeft: () => this.#tidy(),
    };
  }

  /**
   * The same reel for the same definition; the first caller's repository produces it. Nothing is done
   * before something of it is asked for.
   */
  async open(repository: Repository, reel: Reel): Promise<OpenReel> {
    this.events.emit('asked', nameOfReel(reel));
    return this.#open(repository, reel);
  }

  /**
   * Makes all of a reel before anybody asks for it, while nothing else is to be done.
   * @param estimatedBytes of its blocks: what takes too much room is left to those who ask
   */
  async prepare(
    repository: Repository,
    reel: Reel,
    estimatedBytes: number,
    signal: AbortSignal,
  ): Promise<void> {
    if (estimatedBytes > this.#bound.bytes * PREPARED_SHARE) return;
    const opened = await this.#open(repository, reel);
    if (!opened.isWhole) await opened.prepare({ peer: NOBODY_YET, signal });
  }

  async #open(repository: Repository, reel: Reel): Promise<OpenReel> {
    const name = nameOfReel(reel);
    this.#found ??= this.#find();
    await this.#found;
    await this.#leaving.get(name);
    const kept = this.#kept.get(name) ?? { open: null, closed: NO_ROOM, usedAt: 0, takers: [] };
    this.#kept.set(name, kept);
    kept.usedAt = Date.now();
    if (kept.open?.canStay(repository)) return kept.open;
    kept.open?.[Symbol.dispose]();
    const directory = join(this.#directory, name);
    kept.open = new OpenReel(repository, reel, directory, this.#tools);
    return kept.open;
  }

  /** It could not be given: the next one who asks starts anew. What was made of it stays on disk. */
  forget(name: ReelName): void {
    const kept = this.#kept.get(name);
    if (kept !== undefined) close(kept);
  }

  /** This peer takes the reel, until it is disposed of: it is here, and may ask for more. */
  take(name: ReelName, peer: PeerId): Disposable {
    const kept = this.#kept.get(name);
    kept?.takers.push(peer);
    const leave = () => {
      const index = kept?.takers.indexOf(peer) ?? -1;
      if (kept === undefined || index < 0) return;
      kept.takers.splice(index, 1);
      if (kept.takers.length === 0 && this.#isStranger(peer)) this.#letLinger(name, kept);
    };
    return { [Symbol.dispose]: leave };
  }

  [Symbol.dispose](): void {
    for (const timer of this.#lingering) clearTimeout(timer);
    for (const { open } of this.#kept.values()) open?.[Symbol.dispose]();
    this.#kept.clear();
    const { tables, files } = this.#tools.packs;
    for (const kept of [tables, files]) kept[Symbol.dispose]();
  }

  /** What a stranger has begun and left soon goes: it might have begun it for the trouble. */
  #letLinger(name: ReelName, kept: Kept): void {
    const timer = setTimeout(() => {
      this.#lingering.delete(timer);
      const isOfUse = kept.takers.length > 0 || kept.open === null || kept.open.isWhole;
      if (!isOfUse && this.#kept.get(name) === kept) void this.#remove(name, kept);
    }, LINGER);
    timer.unref();
    this.#lingering.add(timer);
  }

  #tidy(): void {
    this.#tidying ??= this.#makeRoom().finally(() => {
      this.#tidying = null;
    });
  }

  /** Removes what was used longest ago until the rest fits: of those that are in use, first blocks. */
  async #makeRoom(): Promise<void> {
    for (const [name, kept] of this.#leastOfUseFirst()) {
      const { bytes, files } = this.#excess();
      if (bytes <= 0 && files <= 0) break;
      if (isInUse(kept)) await kept.open?.shrink(bytes);
      else await this.#remove(name, kept);
    }
    for (const [name, kept] of this.#leastOfUseFirst()) {
      const { bytes, files } = this.#excess();
      if (bytes <= 0 && files <= 0) break;
      if (kept.open === null || !kept.open.isBusy) await this.#remove(name, kept);
    }
    this.#closeOldest();
  }

  /** What is there beyond the bound. */
  #excess(): Room {
    const { bytes, files } = addRooms([...this.#kept.values()].map(roomOfKept));
    return { bytes: bytes - this.#bound.bytes, files: files - this.#bound.files };
  }

  /** Of those that are in use, first those of the peer who takes up most. */
  #leastOfUseFirst(): [ReelName, Kept][] {
    const shares = new Map<PeerId, number>();
    for (const kept of this.#kept.values()) {
      const { bytes, files } = roomOfKept(kept);
      const part = Math.max(bytes / this.#bound.bytes, files / this.#bound.files);
      for (const peer of kept.takers) {
        shares.set(peer, (shares.get(peer) ?? 0) + part / kept.takers.length);
      }
    }
    // A reel that several take is as dear as to the most modest of them.
    const shareOf = ({ takers }: Kept) =>
      Math.min(...takers.map((peer) => shares.get(peer) ?? 0), Number.POSITIVE_INFINITY);
    return [...this.#kept].sort(([, a], [, b]) => shareOf(b) - shareOf(a) || a.usedAt - b.usedAt);
  }

  #closeOldest(): void {
    const idle = [...this.#kept.values()].filter((kept) => kept.open !== null && !isInUse(kept));
    idle.sort((a, b) => b.usedAt - a.usedAt);
    for (const kept of idle.slice(MAX_OPEN)) close(kept);
  }

  async #remove(name: ReelName, kept: Kept): Promise<void> {
    kept.open?.[Symbol.dispose]();
    this.#kept.delete(name);
    const leaving = removeFolder(join(this.#directory, name)).catch(() => {});
    this.#leaving.set(name, leaving);
    await leaving;
    this.#leaving.delete(name);
  }

  /** Half a reel of an earlier run is of no use. */
  async #find(): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    for (const entry of await readdir(this.#directory)) {
      const folder = join(this.#directory, entry);
      const { data: name } = reelNameSchema.safeParse(entry);
      if (name === undefined || (await readPlan(folder)) === null) {
        await removeFolder(folder);
        continue;
      }
      const { mtimeMs: usedAt } = await stat(folder);
      this.#kept.set(name, { open: null, closed: await roomOfFolder(folder), usedAt, takers: [] });
    }
  }
}

function isInUse({ open, takers }: Kept): boolean {
  return takers.length > 0 || (open?.isBusy ?? false);
}

function close(kept: Kept): void {
  kept.closed = roomOfKept(kept);
  kept.open?.[Symbol.dispose]();
  kept.open = null;
}

function roomOfKept({ open, closed }: Kept): Room {
  return open === null || !open.isListed ? closed : open.room;
}
