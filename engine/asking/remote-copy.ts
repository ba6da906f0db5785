import {
  type Comparison,
  type ComparisonRequest,
  comparisonSchema,
  type DiffRequest,
  type FileDiff,
  fileDiffSchema,
} from '../../shared/gtp/comparison.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import { type Overview, overviewSchema } from '../../shared/gtp/overview.ts';
import {
  type Block,
  type ObjectsRequest,
  planLineSchema,
  type ReelOffer,
  type ReelRequest,
  reelOfferSchema,
} from '../../shared/gtp/reel.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { Oid, PeerId, ReelName } from '../../shared/ids.ts';
import { LinkClosedError } from '../gtp/call.ts';
import { parseLine, readJson, readLines } from '../gtp/read-response.ts';
import { LOOKING_UP, type PeerLine } from './peer-line.ts';

/** An offer with thousands of wants and haves, in bytes of JSON. */
const MAX_OFFER_BYTES = 2 * 1024 * 1024;

/** From how many single objects on they are worth a connection of their own. */
const MANY_OBJECTS = 256;

/** A teammate's copy of a project, as something to download from. */
export class RemoteCopy {
  readonly shared: SharedRepository;
  readonly line: PeerLine;

  constructor(line: PeerLine, shared: SharedRepository) {
    this.line = line;
    this.shared = shared;
  }

  get peer(): { readonly id: PeerId; readonly name: string } {
    return this.line.peer;
  }

  /** @throws NotServedError, PeerGoneError, SilentPeerError, ProtocolError */
  async offer(request: ReelRequest, signal: AbortSignal): Promise<ReelOffer> {
    const path = ROUTES.reels(this.shared.id);
    const body = JSON.stringify(request);
    const question = { method: 'POST', path, body, signal, atWork: LOOKING_UP } as const;
    return this.line.exchange(question, ({ response }) =>
      readJson(response, reelOfferSchema, MAX_OFFER_BYTES),
    );
  }

  /** What there is to see at one of its heads. */
  async overview(head: Oid, signal: AbortSignal): Promise<Overview> {
    const path = ROUTES.overview(this.shared.id);
    const body = JSON.stringify({ head });
    const question = { method: 'POST', path, body, signal, atWork: LOOKING_UP } as const;
    return this.line.exchange(question, ({ response }) =>
      readJson(response, overviewSchema, LIMITS.overviewBytes),
    );
  }

  /** What a head brings beyond some commits. */
  async comparison(request: ComparisonRequest, signal: AbortSignal): Promise<Comparison> {
    const path = ROUTES.comparison(this.shared.id);
    const body = JSON.stringify(request);
    const question = { method: 'POST', path, body, signal, atWork: LOOKING_UP } as const;
    return this.line.exchange(question, ({ response }) =>
      readJson(response, comparisonSchema, LIMITS.comparisonBytes),
    );
  }

  /** How a file of that comparison differs. */
  async diff(request: DiffRequest, signal: AbortSignal): Promise<FileDiff> {
    const path = ROUTES.diff(this.shared.id);
    const body = JSON.stringify(request);
    const question = { method: 'POST', path, body, signal, atWork: LOOKING_UP } as const;
    return this.line.exchange(question, ({ response }) =>
      readJson(response, fileDiffSchema, LIMITS.diffBytes),
    );
  }

  /** The blocks of a reel that this peer offered, as they become known to it. */
  async readPlan(
    reel: ReelName,
    onBlocks: (blocks: readonly Block[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const path = ROUTES.plan(ROUTES.produced(this.shared.id, reel));
    await this.line.exchange({ method: 'GET', path, signal }, async ({ response, rate }) => {
      // A plan grows while objects are listed: all of it is one work.
      const onData = () => rate.working();
      for await (const line of readLines(response, LIMITS.planBytes, onData)) {
        const { blocks, isLast } = parseLine(line, planLineSchema);
        onBlocks(blocks);
        if (isLast) return;
      }
      throw new LinkClosedError();
    });
  }

  /** Downloads single objects as one pack. @param onBytes hears of each piece that arrived */
  async downloadObjects(
    request: ObjectsRequest,
    file: string,
    onBytes: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const path = ROUTES.objects(this.shared.id);
    const body = JSON.stringify(request);
    const to = { file, start: 0, maxBytes: LIMITS.blockBytes, onBytes };
    const isBulk = request.objects.length >= MANY_OBJECTS;
    const line = isBulk ? this.line.forBulk : this.line;
    await line.download({ method: 'POST', path, body, signal }, to);
  }
}
