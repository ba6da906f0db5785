import { constants } from 'node:http2';
import { isVisibleTo } from '../../shared/domain/visibility.ts';
import type { PeerId, RepositoryId } from '../../shared/ids.ts';
import { DiskFullError, explainDiskFull } from '../errors/interruptions.ts';
import { TooLargeToGiveError } from '../errors/repositories.ts';
import {
  type Exchange,
  type GtpService,
  type ReelPath,
  Refusal,
  whileWorking,
} from '../gtp/router.ts';
import type { ReelCache } from '../reels/reel-cache.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { SharingPause } from '../store/sharing-pause.ts';

interface Parts {
  readonly repositories: Repositories;
  readonly reels: ReelCache;
  readonly isTrusted: (peer: PeerId) => boolean;
  readonly pause: SharingPause;
}

/**
 * The same service, which also tells those who may see a copy that it cannot be used (410), instead of
 * that it is not there; and which has a copy examined when something of it could not be given.
 */
export function tellingUnusable(service: GtpService, parts: Parts): GtpService {
  const copyOf = (id: RepositoryId | null | undefined) =>
    id == null ? null : parts.repositories.find(id);
  const guarded = async (
    exchange: Exchange,
    { repository: id, reel }: Partial<ReelPath>,
    serve: () => Promise<void>,
  ): Promise<void> => {
    const { stream } = exchange;
    using _ = parts.pause.giving(() => stream.close(constants.NGHTTP2_CANCEL));
    try {
      // Who begins to ask hears the truth, also in the seconds before it would have been noticed.
      if (reel === undefined) await copyOf(id)?.look();
      await serve();
    } catch (error) {
      const copy = copyOf(id);
      if (copy === null || exchange.signal.aborted) throw error;
      if (isOwnFault(error)) {
        // It may have been begun from another copy of the project than this one.
        if (reel !== undefined) parts.reels.forget(reel);
        const examining = copy.examine();
        // An answer that has begun can only break off.
        if (!exchange.stream.headersSent) await whileWorking(exchange, examining);
      }
      throw isUnusable(copy, exchange) ? new Refusal(410, 'it cannot be used') : error;
    }
  };
  const isUnusable = (copy: LocalCopy, { peer }: Exchange) =>
    copy.failure !== null && isVisibleTo(copy.visibility, { peer, trusted: parts.isTrusted(peer) });
  return {
    manifest: (exchange) => service.manifest(exchange),
    publicManifest: (exchange, peer) => service.publicManifest(exchange, peer),
    events: (exchange) => service.events(exchange),
    view: (exchange) => service.view(exchange),
    reels: (exchange, repository) =>
      guarded(exchange, { repository }, () => service.reels(exchange, repository)),
    objects: (exchange, repository) =>
      guarded(exchange, { repository }, () => service.objects(exchange, repository)),
    overview: (exchange, repository) =>
      guarded(exchange, { repository }, () => service.overview(exchange, repository)),
    comparison: (exchange, repository) =>
      guarded(exchange, { repository }, () => service.comparison(exchange, repository)),
    diff: (exchange, repository) =>
      guarded(exchange, { repository }, () => service.diff(exchange, repository)),
    lfs: (exchange, repository, piece) =>
      guarded(exchange, { repository }, () => service.lfs(exchange, repository, piece)),
    plan: (exchange, path) => guarded(exchange, path, () => service.plan(exchange, path)),
    next: (exchange, path) => guarded(exchange, path, () => service.next(exchange, path)),
    run: (exchange, path) => guarded(exchange, path, () => service.run(exchange, path)),
    block: (exchange, path, block) =>
      guarded(exchange, path, () => service.block(exchange, path, block)),
    index: (exchange, path, block) =>
      guarded(exchange, path, () => service.index(exchange, path, block)),
  };
}

/** Neither what the other side asked for, nor the disk on which it is made, but what it is made from, and may be damaged. */
function isOwnFault(error: unknown): boolean {
  const isOther = error instanceof Refusal || error instanceof TooLargeToGiveError;
  return !(isOther || explainDiskFull(error) instanceof DiskFullError);
}
