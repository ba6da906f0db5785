import { availableParallelism } from 'node:os';
import type { Audience } from '../../shared/domain/visibility.ts';
import { comparisonRequestSchema, diffRequestSchema } from '../../shared/gtp/comparison.ts';
import type { GtpEvent, TrackersEvent } from '../../shared/gtp/events.ts';
import type { LfsPiece } from '../../shared/gtp/lfs.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { overviewRequestSchema } from '../../shared/gtp/overview.ts';
import { type Block, objectsRequestSchema, reelRequestSchema } from '../../shared/gtp/reel.ts';
import type { View } from '../../shared/gtp/view.ts';
import type { Oid, PeerId, ReelName, RepositoryId } from '../../shared/ids.ts';
import type { Comparisons } from '../comparing/comparisons.ts';
import type { Repository } from '../git/open.ts';
import { Bodies } from '../gtp/bodies.ts';
import {
  type Exchange,
  type GtpService,
  notFound,
  type ReelPath,
  sendJson,
  sendJsonText,
  whileWorking,
} from '../gtp/router.ts';
import type { Throttle } from '../gtp/throttle.ts';
import type { Overviews } from '../overviews/overviews.ts';
import type { Relay } from '../peers/relay.ts';
import type { BlockGiver } from '../reels/block-giver.ts';
import type { OpenReel } from '../reels/open-reel.ts';
import type { PassedOnReels } from '../reels/passed-on-reels.ts';
import type { ReelCache } from '../reels/reel-cache.ts';
import { nameOfReel } from '../reels/rules/reel-name.ts';
import type { Aliases } from '../remotes/aliases.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { SharingPause } from '../store/sharing-pause.ts';
import { FairTurns } from '../waiting/fair-turns.ts';
import { BlockRoutes } from './blocks/block-routes.ts';
import { sendBytes } from './blocks/send-bytes.ts';
import { ComparisonRoutes, type Sight } from './comparisons/comparison-routes.ts';
import type { EventHub } from './event-hub.ts';
import { Grants } from './grants.ts';
import { LfsRoute } from './lfs/lfs-route.ts';
import { packReachableObjects } from './objects.ts';
import type { CommitCounts } from './offers/commit-counts.ts';
import { negotiate } from './offers/negotiate.ts';
import { areReachable } from './offers/reachable.ts';
import type { OwnManifest } from './own-manifest.ts';
import { passedOnHeads } from './passed-on-heads.ts';
import { ReelLeases } from './reel-leases.ts';

export interface ServiceParts {
  readonly self: PeerId;
  readonly manifest: OwnManifest;
  /** What is passed on of others. */
  readonly relay: Relay;
  readonly aliases: Aliases;
  readonly repositories: Repositories;
  readonly reels: ReelCache;
  readonly counts: CommitCounts;
  readonly passedOn: PassedOnReels;
  readonly overviews: Overviews;
  readonly comparisons: Comparisons;
  readonly uploads: Throttle;
  readonly events: EventHub;
  /** How this peer sees another one. */
  readonly viewOf: (peer: PeerId, signal: AbortSignal) => Promise<View>;
  readonly isTrusted: (peer: PeerId) => boolean;
  readonly pause: SharingPause;
  /** What is told of trackers. */
  readonly trackersEvent: () => TrackersEvent;
  /** An existing folder for packs that are sent once. */
  readonly scratchDirectory: string;
}

/**
 * What this peer does for others. Everything starts from what the asking peer may see; what it may
 * not see is answered like what does not exist.
 */
export class Service implements GtpService {
  readonly #parts: ServiceParts;
  readonly #grants = new Grants();
  readonly #leases: ReelLeases;
  readonly #bodies: Bodies;
  readonly #blocks: BlockRoutes;
  readonly #lfs: LfsRoute;
  readonly #comparisons: ComparisonRoutes;
  /** Walks through a whole history, which one peer could otherwise ask for many at once. */
  readonly #walks: FairTurns<PeerId>;

  constructor(parts: ServiceParts) {
    this.#parts = parts;
    this.#leases = new ReelLeases(parts.reels);
    const isStranger = (peer: PeerId) => !parts.isTrusted(peer);
    this.#bodies = new Bodies(isStranger);
    this.#lfs = new LfsRoute(parts.uploads);
    this.#comparisons = new ComparisonRoutes(parts.comparisons);
    this.#blocks = new BlockRoutes(this.#bodies, parts.uploads);
    this.#walks = new FairTurns({ room: availableParallelism(), isStranger });
  }

  async manifest(exchange: Exchange): Promise<void> {
    sendJsonText(exchange, this.#parts.manifest.for(this.#audience(exchange)).json);
  }

  async publicManifest(exchange: Exchange, peer: PeerId): Promise<void> {
    const { self, manifest, relay } = this.#parts;
    const signed = peer === self ? manifest.forEveryone().json : relay.find(peer);
    if (signed === null) throw notFound();
    sendJsonText(exchange, signed);
  }

  async events(exchange: Exchange): Promise<void> {
    const { events, manifest, passedOn, relay } = this.#parts;
    const blocks = passedOn.all.flatMap(({ name, blocks }) => blockEvents(name, blocks));
    events.subscribe(exchange, [
      { type: 'manifest', seq: manifest.seq },
      ...relay.events,
      this.#parts.trackersEvent(),
      ...blocks,
    ]);
  }

  async view(exchange: Exchange): Promise<void> {
    sendJson(exchange, await this.#parts.viewOf(exchange.peer, exchange.signal));
  }

  async reels(exchange: Exchange, id: RepositoryId): Promise<void> {
    const { repository, copy } = this.#open(exchange, id);
    const request = await this.#bodies.read(exchange, reelRequestSchema);
    const { signal } = exchange;
    const negotiating = this.#walk(exchange, async () => {
      const visible = await this.#visibleFor(exchange, copy, request.wants);
      return negotiate({ repository, visible, counts: this.#parts.counts }, request, signal);
    });
    const offer = await whileWorking(exchange, negotiating);
    if (offer === null) throw notFound();
    this.#grants.give(exchange.peer, id, nameOfReel(offer.reel), offer.reel);
    sendJson(exchange, offer);
  }

  async plan(exchange: Exchange, path: ReelPath): Promise<void> {
    const opened = await this.#produced(exchange, path);
    const { stream } = exchange;
    const lines = opened.plan(exchange);
    // Until the first of it is known, its failure can have a status.
    let next = await whileWorking(exchange, lines.next());
    stream.respond({ ':status': 200, 'content-type': 'application/x-ndjson' });
    while (!next.done) {
      stream.write(`${JSON.stringify(next.value)}\n`);
      // An empty line now and then tells that the rest will come.
      next = await whileWorking(exchange, lines.next(), () => stream.write('\n'));
    }
    stream.end();
  }

  async next(exchange: Exchange, path: ReelPath): Promise<void> {
    await this.#blocks.next(exchange, path, await this.#giver(exchange, path));
  }

  async run(exchange: Exchange, path: ReelPath): Promise<void> {
    await this.#blocks.run(exchange, path, await this.#giver(exchange, path));
  }

  async block(exchange: Exchange, path: ReelPath, block: Block): Promise<void> {
    await this.#blocks.block(exchange, await this.#giver(exchange, path), block);
  }

  async index(exchange: Exchange, path: ReelPath, block: Block): Promise<void> {
    await this.#blocks.index(exchange, await this.#giver(exchange, path), block);
  }

  async objects(exchange: Exchange, id: RepositoryId): Promise<void> {
    const { repository, copy } = this.#open(exchange, id);
    const request = await this.#bodies.read(exchange, objectsRequestSchema);
    const { signal } = exchange;
    const packing = this.#walk(exchange, async () => {
      const visible = await this.#visibleFor(exchange, copy, request.wants);
      if (!(await areReachable(repository, request.wants, visible, signal))) return null;
      return packReachableObjects(repository, request, this.#parts.scratchDirectory, signal);
    });
    const packed = await whileWorking(exchange, packing);
    if (packed === null) throw notFound();
    try {
      const { bytes, checksum } = packed;
      await sendBytes(exchange, bytes, { checksum }, this.#parts.uploads);
    } finally {
      await packed[Symbol.asyncDispose]();
    }
  }

  async overview(exchange: Exchange, id: RepositoryId): Promise<void> {
    const { repository, copy } = this.#open(exchange, id);
    const { head } = await this.#bodies.read(exchange, overviewRequestSchema);
    const visible = copy.visibleHeads(this.#audience(exchange));
    if (!visible.includes(head)) throw notFound();
    const reading = this.#parts.overviews.of(repository, head, visible);
    const overview = await whileWorking(exchange, reading);
    // A tag may name something else than a commit.
    if (overview === null) throw notFound();
    sendJson(exchange, overview);
  }

  async comparison(exchange: Exchange, id: RepositoryId): Promise<void> {
    const opened = this.#open(exchange, id);
    const request = await this.#bodies.read(exchange, comparisonRequestSchema);
    await this.#tell(exchange, opened, request.head, (sight) =>
      this.#comparisons.compare(sight, request, exchange.signal),
    );
  }

  async diff(exchange: Exchange, id: RepositoryId): Promise<void> {
    const opened = this.#open(exchange, id);
    const request = await this.#bodies.read(exchange, diffRequestSchema);
    await this.#tell(exchange, opened, request.head, (sight) =>
      this.#comparisons.diff(sight, request, exchange.signal),
    );
  }

  async lfs(exchange: Exchange, id: RepositoryId, piece: LfsPiece): Promise<void> {
    const { repository, copy } = this.#open(exchange, id);
    const visible = copy.visibleHeads(this.#audience(exchange));
    await this.#lfs.send(exchange, { repository, visible }, piece, (work) =>
      this.#walk(exchange, work),
    );
  }

  /** Answers with what is found of a head in what the asking peer may see. @throws Refusal 404 for nothing */
  async #tell(
    exchange: Exchange,
    { repository, copy }: { readonly repository: Repository; readonly copy: LocalCopy },
    head: Oid,
    find: (sight: Sight) => Promise<unknown>,
  ): Promise<void> {
    const finding = this.#walk(exchange, async () => {
      const entry = copy.sharedWith(this.#audience(exchange));
      const visible = await this.#visibleFor(exchange, copy, [head]);
      const byDefault = entry?.heads.find(({ ref }) => ref === entry.defaultBranch)?.oid ?? null;
      return find({ repository, visible, defaultHead: byDefault });
    });
    const found = await whileWorking(exchange, finding);
    if (found === null) throw notFound();
    sendJson(exchange, found);
  }

  /** @throws Refusal 404 if the asking peer may not see it */
  #open(exchange: Exchange, id: RepositoryId): { repository: Repository; copy: LocalCopy } {
    const copy = this.#parts.repositories.find(id);
    const repository = copy?.reading?.repository;
    if (copy == null || repository === undefined) throw notFound();
    if (copy.sharedWith(this.#audience(exchange)) === null) throw notFound();
    return { repository, copy };
  }

  /** The shared heads, and, where these are among the wants, heads of others that are passed on. */
  async #visibleFor(exchange: Exchange, copy: LocalCopy, wants: readonly Oid[]): Promise<Oid[]> {
    const visible = copy.visibleHeads(this.#audience(exchange));
    const passedOn = await passedOnHeads(this.#parts, copy, wants, visible, exchange.signal);
    return [...visible, ...passedOn];
  }

  /** @throws Refusal 404 if the asking peer may not have it, or it is not here */
  async #giver(exchange: Exchange, path: ReelPath): Promise<BlockGiver> {
    if (path.repository !== null) return this.#produced(exchange, path);
    // Only what everyone may see is ever passed on.
    const reel = this.#parts.passedOn.find(path.reel);
    if (reel === null || this.#parts.pause.isOn) throw notFound();
    return reel;
  }

  /** @throws Refusal 404 unless this reel was offered to the asking peer */
  async #produced(exchange: Exchange, { repository: id, reel: name }: ReelPath): Promise<OpenReel> {
    if (id === null) throw notFound();
    const { repository } = this.#open(exchange, id);
    const reel = this.#grants.find(exchange.peer, id, name);
    if (reel === null) throw notFound();
    const opened = await this.#parts.reels.open(repository, reel);
    this.#leases.take(exchange.stream.session, exchange.peer, name);
    return opened;
  }

  #walk<T>({ peer, signal }: Exchange, work: () => Promise<T>): Promise<T> {
    return this.#walks.take(() => [peer], signal, work);
  }

  #audience({ peer }: Exchange): Audience {
    return { peer, trusted: this.#parts.isTrusted(peer) };
  }
}

/** What to tell of blocks that are passed on, in events of a bounded length. */
export function blockEvents(reel: ReelName, blocks: readonly Block[]): GtpEvent[] {
  const events: GtpEvent[] = [];
  for (let index = 0; index < blocks.length; index += LIMITS.blocksPerEvent) {
    const some = blocks.slice(index, index + LIMITS.blocksPerEvent);
    events.push({ type: 'blocks', reel, blocks: some, runs: true });
  }
  return events;
}
