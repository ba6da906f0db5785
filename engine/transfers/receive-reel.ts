import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { CancelledError } from '../../shared/errors.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Block, Reel, ReelOffer, ReelRequest } from '../../shared/gtp/reel.ts';
import type { Oid, ReelName } from '../../shared/ids.ts';
import { deferred } from '../deferred.ts';
import {
  BadBlockError,
  NotServedError,
  PeerGoneError,
  ProtocolError,
  SilentPeerError,
} from '../errors.ts';
import { canonicalOids, nameOfReel } from '../reels/reel-name.ts';
import { BlockQueue } from './block-queue.ts';
import type { Progress } from './progress.ts';
import type { Quarantine } from './quarantine.ts';
import { receivePack } from './receive-pack.ts';
import type { RemoteCopy } from './remote-copy.ts';

/** Blocks under way from one peer: enough to keep the line full while the next ones are built. */
const BLOCKS_PER_PEER = 3;
/** How many peers may be asked for one block, once nothing else is left to ask for. */
const MAX_COPIES = 2;

/**
 * Downloads all blocks of the reel from `wants` to what the receiver has, from every source that
 * can produce them, and indexes each as soon as it is here. Whether the objects are complete is for
 * the caller to check.
 * @param sources the first says which reel it is; others that have the wants help
 * @throws what the last source fails with, when none is left
 */
export async function receiveReel(
  sources: readonly RemoteCopy[],
  request: ReelRequest,
  quarantine: Quarantine,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { offer, from } = await firstOffer(sources, request, signal);
  const reception = new Reception(offer, quarantine, progress, signal);
  const others = sources.slice(sources.indexOf(from) + 1);
  await reception.run(from, others);
}

/** The offer of the first source that makes one: it says how the reel is cut. */
async function firstOffer(
  sources: readonly RemoteCopy[],
  request: ReelRequest,
  signal: AbortSignal,
): Promise<{ offer: ReelOffer; from: RemoteCopy }> {
  let failure: unknown = null;
  for (const from of sources) {
    try {
      const offer = await from.offer(request, signal);
      checkOffer(offer, request);
      return { offer, from };
    } catch (error) {
      if (!isTheirFault(error)) throw error;
      // What the one that was meant says is of more use than what its stand-ins say.
      failure ??= error;
    }
  }
  throw failure;
}

/** A block to bring, with its number among all blocks of the transfer. */
interface Task {
  readonly block: Block;
  readonly number: number;
  /** Aborts when the block is here: whoever else is busy with it may stop. */
  readonly race: AbortController;
}

/** One reel on its way from several peers. */
class Reception {
  readonly #reel: Reel;
  readonly #name: ReelName;
  readonly #quarantine: Quarantine;
  readonly #progress: Progress;
  readonly #signal: AbortSignal;
  /** Aborts when the reel is here, or cannot come: all that is under way is of no use any more. */
  readonly #over = new AbortController();
  readonly #queue = new BlockQueue<Task, RemoteCopy>();
  /** Blocks that the plan has told, by what they are. */
  readonly #planned = new Set<string>();
  /** Sources that have not failed. */
  readonly #live = new Set<RemoteCopy>();
  readonly #index = pLimit(availableParallelism());
  /** Settles when the plan has told more, or the reception is over. */
  #news = deferred();
  #failure: unknown = null;

  constructor(offer: ReelOffer, quarantine: Quarantine, progress: Progress, signal: AbortSignal) {
    this.#reel = offer.reel;
    this.#name = nameOfReel(offer.reel);
    this.#quarantine = quarantine;
    this.#progress = progress;
    this.#signal = AbortSignal.any([signal, this.#over.signal]);
    this.#signal.addEventListener('abort', () => this.#news.resolve(), { once: true });
    progress.expectBytes(offer.estimatedBytes);
    progress.enter('receiving');
  }

  async run(first: RemoteCopy, others: readonly RemoteCopy[]): Promise<void> {
    this.#live.add(first);
    const joining = others.map((source) => this.#join(source));
    await Promise.all([
      this.#followPlan([Promise.resolve(first), ...joining]),
      this.#drain(first),
      ...joining.map(async (joined) => {
        const source = await joined;
        if (source !== null) await this.#drain(source);
      }),
    ]);
    // A source with nothing left to do stops; what another one then fails to bring is for it again.
    while (!this.#queue.isDone && !this.#signal.aborted && this.#live.size > 0) {
      await Promise.all([...this.#live].map((source) => this.#drain(source)));
    }
    this.#over.abort();
    if (!this.#queue.isDone) throw this.#failure ?? new CancelledError();
  }

  /**
   * Learns of which blocks the reel is made: from the first source, and from the next one if that
   * fails. Any source can then produce them.
   */
  async #followPlan(candidates: readonly Promise<RemoteCopy | null>[]): Promise<void> {
    for (const candidate of candidates) {
      const source = await candidate;
      if (source === null || !this.#live.has(source) || this.#signal.aborted) continue;
      try {
        await source.readPlan(this.#name, (blocks) => this.#expect(blocks), this.#signal);
        this.#queue.seal();
        break;
      } catch (error) {
        if (!this.#signal.aborted) this.#fail(source, error);
      }
    }
    // Without a plan nobody knows what else to ask for.
    if (!this.#queue.isSealed || this.#queue.isDone) this.#over.abort();
    this.#tell();
  }

  #expect(blocks: readonly Block[]): void {
    const fresh = blocks.filter(({ strip, from, to }) => {
      const key = `${strip} ${from} ${to}`;
      return !this.#planned.has(key) && this.#planned.add(key);
    });
    if (this.#planned.size > LIMITS.blocksPerReel) {
      throw new ProtocolError('A project in too many pieces was offered.');
    }
    const first = this.#progress.expectBlocks(fresh.length);
    this.#queue.add(
      fresh.map((block, index) => ({ block, number: first + index, race: new AbortController() })),
    );
    this.#tell();
  }

  /** Wakes the lanes that wait for more to do. */
  #tell(): void {
    this.#news.resolve();
    if (!this.#signal.aborted) this.#news = deferred();
  }

  /** Asks another peer for the very same reel; null if it cannot produce it, and is no source. */
  async #join(source: RemoteCopy): Promise<RemoteCopy | null> {
    const { wants, haves, layout } = this.#reel;
    const request = { wants, haves: haves.map((oid) => [oid]), layout };
    const offer = await source.offer(request, this.#signal).catch(() => null);
    if (offer === null || nameOfReel(offer.reel) !== this.#name) return null;
    this.#live.add(source);
    return source;
  }

  /** Takes blocks from one source until none is left, or the source fails. Never throws. */
  async #drain(source: RemoteCopy): Promise<void> {
    const dropped = new AbortController();
    const signal = AbortSignal.any([this.#signal, dropped.signal]);
    const lane = async () => {
      while (!signal.aborted && this.#live.has(source)) {
        const { promise: news } = this.#news;
        const task = this.#queue.take(source, MAX_COPIES);
        if (task !== null) await this.#bring(source, task, signal, dropped);
        else if (this.#queue.isSealed) return;
        else await news;
      }
    };
    await Promise.all(Array.from({ length: BLOCKS_PER_PEER }, lane));
  }

  async #bring(
    source: RemoteCopy,
    task: Task,
    signal: AbortSignal,
    dropped: AbortController,
  ): Promise<void> {
    try {
      await this.#receive(source, task, signal);
    } catch (error) {
      this.#queue.giveUp(task, source);
      if (!this.#queue.isFinished(task) && !signal.aborted) {
        this.#fail(source, error);
        dropped.abort();
        this.#tell();
      }
    }
    if (this.#queue.isDone) this.#over.abort();
  }

  /** A source that failed once is not asked again, so that nobody can keep a transfer busy. */
  #fail(source: RemoteCopy, error: unknown): void {
    this.#live.delete(source);
    this.#failure = error;
    if (!isTheirFault(error)) this.#over.abort();
  }

  async #receive(source: RemoteCopy, task: Task, sourceSignal: AbortSignal): Promise<void> {
    const { id, name: sender } = source.peer;
    const { block, number, race } = task;
    const signal = AbortSignal.any([sourceSignal, race.signal]);
    const file = join(this.#quarantine.scratchDirectory, `${number}-${id}.part`);
    const onBytes = (bytes: number) => this.#progress.received(id, bytes);
    try {
      await source.downloadBlock(this.#name, block, file, onBytes, signal);
      const pack = { file, isThin: this.#reel.haves.length > 0, sender };
      await this.#index(async () => {
        signal.throwIfAborted();
        await receivePack(this.#quarantine, this.#reel.objectFormat, pack, signal);
      });
    } finally {
      await Promise.all([file, `${file}.idx`].map((path) => rm(path, { force: true })));
    }
    if (!this.#queue.finish(task)) return;
    race.abort();
    this.#progress.finished(number, id);
  }
}

/** Whether another peer may do better. */
function isTheirFault(error: unknown): boolean {
  return (
    error instanceof PeerGoneError ||
    error instanceof SilentPeerError ||
    error instanceof BadBlockError ||
    error instanceof NotServedError ||
    error instanceof ProtocolError ||
    (error instanceof Error && error.name === 'AbortError')
  );
}

/** A peer may only choose among the haves and how to cut; the rest is as it was asked. */
function checkOffer({ reel }: ReelOffer, request: ReelRequest): void {
  const offered = new Set(request.haves.flat());
  const wants = canonicalOids(request.wants);
  const isSame = JSON.stringify(reel.wants) === JSON.stringify(wants);
  const haves = canonicalOids(reel.haves);
  const isCanonical = JSON.stringify(reel.haves) === JSON.stringify(haves);
  if (!isSame || !isCanonical || !haves.every((oid: Oid) => offered.has(oid))) {
    throw new ProtocolError('The other side answered something else than was asked.');
  }
}
