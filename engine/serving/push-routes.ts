import type { Audience } from '../../shared/domain/visibility.ts';
import type { PeerId, RepositoryId } from '../../shared/ids.ts';
import {
  type Exchange,
  notFound,
  type PushService,
  sendJson,
  whileWorking,
} from '../gtp/router.ts';
import type { ProjectPushes } from '../pushes/project-pushes.ts';
import type { PushTarget, PushTargets } from '../pushes/push-target.ts';
import { Pushes } from '../pushes/pushes.ts';
import type { Repositories } from '../repositories/repositories.ts';

/** What a caller who was answered early still sends is read for so long, in milliseconds, and thrown away. */
const DRAIN = 5_000;

export interface PushRouteParts {
  readonly pushes: Pushes;
  /** Null where this computer keeps no depot. */
  readonly targets: PushTargets | null;
  readonly repositories: Repositories;
  readonly isTrusted: (peer: PeerId) => boolean;
}

/** Takes pushes, and shows their chain, to those who may see the project. */
export class PushRoutes implements PushService {
  readonly #parts: PushRouteParts;

  constructor(parts: PushRouteParts) {
    this.#parts = parts;
  }

  async chain(exchange: Exchange, id: RepositoryId, from: number): Promise<void> {
    const { pushes } = await this.#open(exchange, id);
    sendJson(exchange, Pushes.page(pushes, from));
  }

  async push(exchange: Exchange, id: RepositoryId): Promise<void> {
    const { pushes, target } = await this.#open(exchange, id);
    const answer = await whileWorking(exchange, this.#parts.pushes.take(exchange, pushes, target));
    sendJson(exchange, answer);
    drain(exchange);
  }

  /** @throws Refusal 404 if the asking peer may not see it, or nobody can push to it */
  async #open(
    exchange: Exchange,
    id: RepositoryId,
  ): Promise<{ pushes: ProjectPushes; target: PushTarget }> {
    const { repositories, targets, pushes, isTrusted } = this.#parts;
    const audience: Audience = { peer: exchange.peer, trusted: isTrusted(exchange.peer) };
    const isVisible = repositories.find(id)?.sharedWith(audience) != null;
    const target = targets?.find(id) ?? null;
    const found = isVisible && target !== null ? await pushes.find(id) : null;
    if (target === null || found === null) throw notFound();
    return { pushes: found, target };
  }
}

function drain({ stream }: Exchange): void {
  if (stream.readableEnded || stream.destroyed) return;
  stream.resume();
  const timer = setTimeout(() => stream.close(), DRAIN).unref();
  stream.once('close', () => clearTimeout(timer));
}
