import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import type { Audience } from '../../shared/domain/visibility.ts';
import {
  type Block,
  objectsRequestSchema,
  reelRequestSchema,
  stripCount,
} from '../../shared/gtp/reel.ts';
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
import type { OpenReel } from '../reels/open-reel.ts';
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

  async plan(exchange: Exchange, id: RepositoryId, name: ReelName): Promise<void> {
    const { opened } = await this.#openReel(exchange, id, name);
    const { stream } = exchange;
    stream.respond({ ':status': 200, 'content-type': 'application/x-ndjson' });
    const lines = opened.plan();
    for (;;) {
      // An empty line now and then tells that the rest will come.
      const next = await whileWorking(exchange, lines.next(), () => stream.write('\n'));
      if (next.done) break;
      stream.write(`${JSON.stringify(next.value)}\n`);
    }
    stream.end();
  }

  async block(exchange: Exchange, id: RepositoryId, name: ReelName, block: Block): Promise<void> {
    const { opened, repository } = await this.#openReel(exchange, id, name);
    if (block.strip >= stripCount(opened.reel.layout)) throw notFound();
    const { packPath } = await whileWorking(exchange, opened.block(block));
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

  /** @throws Refusal 404 unless this reel was offered to the asking peer */
  async #openReel(
    exchange: Exchange,
    id: RepositoryId,
    name: ReelName,
  ): Promise<{ opened: OpenReel; repository: Repository }> {
    const { repository } = this.#open(exchange, id);
    const reel = this.#grants.find(exchange.peer, id, name);
    if (reel === null) throw notFound();
    return { opened: await this.#parts.reels.open(repository, reel), repository };
  }

  #audience({ peer }: Exchange): Audience {
    return { peer, trusted: this.#parts.isTrusted(peer) };
  }
}
