import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import type { Audience } from '../../shared/domain/visibility.ts';
import { blockCount, objectsRequestSchema, reelRequestSchema } from '../../shared/gtp/reel.ts';
import type { PeerId, ReelName, RepositoryId } from '../../shared/ids.ts';
import type { Repository } from '../git/open.ts';
import { readPackSummary } from '../git/pack-header.ts';
import {
  type Exchange,
  type GtpService,
  notFound,
  readBody,
  sendJson,
  whileWorking,
} from '../gtp/router.ts';
import { areReachable, negotiate } from '../reels/negotiate.ts';
import type { ReelCache } from '../reels/reel-cache.ts';
import { nameOfReel } from '../reels/reel-name.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { EventHub } from './event-hub.ts';
import { Grants } from './grants.ts';
import { packReachableObjects } from './objects.ts';
import type { OwnManifest } from './own-manifest.ts';
import { sendFile } from './send-file.ts';

export interface ServiceParts {
  readonly manifest: OwnManifest;
  readonly repositories: Repositories;
  readonly reels: ReelCache;
  readonly events: EventHub;
  readonly isTrusted: (peer: PeerId) => boolean;
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
  /** Walks through a whole history, which one peer could otherwise ask for many at once. */
  readonly #walks = pLimit(availableParallelism());

  constructor(parts: ServiceParts) {
    this.#parts = parts;
  }

  async manifest(exchange: Exchange): Promise<void> {
    sendJson(exchange, this.#parts.manifest.for(this.#audience(exchange)));
  }

  async events({ stream }: Exchange): Promise<void> {
    const { events, manifest } = this.#parts;
    events.subscribe(stream);
    stream.write(`${JSON.stringify({ type: 'manifest', seq: manifest.seq })}\n`);
  }

  async reels(exchange: Exchange, id: RepositoryId): Promise<void> {
    const { repository, copy } = this.#open(exchange, id);
    const request = await readBody(exchange, reelRequestSchema);
    const visible = copy.visibleHeads(this.#audience(exchange));
    const { signal } = exchange;
    const negotiating = this.#walks(() => negotiate(repository, visible, request, signal));
    const offer = await whileWorking(exchange, negotiating);
    if (offer === null) throw notFound();
    // Starts listing its objects at once: the first block will be asked for next.
    await this.#parts.reels.open(repository, offer.reel);
    this.#grants.give(exchange.peer, id, nameOfReel(offer.reel), offer.reel);
    sendJson(exchange, offer);
  }

  async block(exchange: Exchange, id: RepositoryId, name: ReelName, index: number): Promise<void> {
    const { repository } = this.#open(exchange, id);
    const reel = this.#grants.find(exchange.peer, id, name);
    if (reel === null || index >= blockCount(reel.layout)) throw notFound();
    const opened = await this.#parts.reels.open(repository, reel);
    const { packPath } = await whileWorking(exchange, opened.block(index));
    const pack = await readPackSummary(packPath, repository.objectFormat);
    await sendFile(exchange, packPath, `"${pack?.checksum}"`);
  }

  async objects(exchange: Exchange, id: RepositoryId): Promise<void> {
    const { repository, copy } = this.#open(exchange, id);
    const request = await readBody(exchange, objectsRequestSchema);
    const visible = copy.visibleHeads(this.#audience(exchange));
    const { signal } = exchange;
    const packing = this.#walks(async () => {
      if (!(await areReachable(repository, request.wants, visible, signal))) return null;
      return packReachableObjects(repository, request, this.#parts.scratchDirectory, signal);
    });
    const packed = await whileWorking(exchange, packing);
    if (packed === null) throw notFound();
    try {
      await sendFile(exchange, packed.packPath, `"${packed.checksum}"`);
    } finally {
      await packed.dispose();
    }
  }

  /** @throws Refusal 404 if the asking peer may not see it */
  #open(exchange: Exchange, id: RepositoryId): { repository: Repository; copy: LocalCopy } {
    const copy = this.#parts.repositories.find(id);
    const repository = copy?.reading?.repository;
    if (copy == null || repository === undefined) throw notFound();
    if (copy.sharedWith(this.#audience(exchange)) === null) throw notFound();
    return { repository, copy };
  }

  #audience({ peer }: Exchange): Audience {
    return { peer, trusted: this.#parts.isTrusted(peer) };
  }
}
