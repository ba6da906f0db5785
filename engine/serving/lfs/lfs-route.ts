import type { LfsPiece } from '../../../shared/gtp/lfs.ts';
import type { LfsOid, Oid } from '../../../shared/ids.ts';
import type { Repository } from '../../git/open.ts';
import { type Exchange, notFound, whileWorking } from '../../gtp/router.ts';
import type { Throttle } from '../../gtp/throttle.ts';
import { lfsFolder, SoundFiles } from '../../lfs/lfs-store.ts';
import { rangeOfFile } from '../../reels/bytes.ts';
import { sendBytes } from '../blocks/send-bytes.ts';
import { PointerIndex } from './pointer-index.ts';

/** Gives pieces of large files to whoever may see a head that leads to them. */
export class LfsRoute {
  readonly #index = new PointerIndex();
  readonly #files = new SoundFiles();
  readonly #uploads: Throttle;

  constructor(uploads: Throttle) {
    this.#uploads = uploads;
  }

  /**
   * @param visible heads that the asking peer may see
   * @param inTurn does a walk through a history when it is this peer's turn
   * @throws Refusal 404 if none of them leads to it, or it is not here
   */
  async send(
    exchange: Exchange,
    { repository, visible }: { readonly repository: Repository; readonly visible: readonly Oid[] },
    { oid, from, to }: LfsPiece,
    inTurn: <T>(work: () => Promise<T>) => Promise<T>,
  ): Promise<void> {
    const finding = inTurn(() => this.#find(repository, visible, oid));
    const found = await whileWorking(exchange, finding);
    if (found === null || to > found.size) throw notFound();
    const bytes = rangeOfFile(found.path, { start: from, size: to - from });
    await sendBytes(exchange, bytes, { checksum: oid }, this.#uploads);
  }

  async #find(repository: Repository, visible: readonly Oid[], oid: LfsOid) {
    const size = (await this.#index.of(repository, visible)).get(oid);
    if (size === undefined) return null;
    const path = await this.#files.find(await lfsFolder(repository), { oid, size });
    return path === null ? null : { path, size };
  }
}
