import type { FetchNote } from '../../../shared/api/fetch-remarks.ts';
import { nameInAddress } from '../../../shared/domain/git/clone-address.ts';
import type { ShareBack } from '../../../shared/domain/visibility.ts';
import type { TransferId } from '../../../shared/ids.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import type { Progress } from '../../receiving/progress.ts';
import type { Housekeeping } from '../clone/housekeeping.ts';
import type { Description, Job, Outcome } from '../job.ts';
import type { UrlRequest } from '../transfer-log.ts';
import { bringMirrors } from './bring-mirrors.ts';
import { cloneUrl } from './clone-url.ts';
import type { MirrorParts } from './mirror-job.ts';

export interface UrlCloneParts extends MirrorParts {
  readonly housekeeping: Housekeeping;
}

/** Clones an address without anybody at a terminal: where git would ask for a password, it fails and says so. */
export class UrlCloneJob implements Job {
  readonly description: Description;
  readonly request: UrlRequest;
  readonly place: string;
  readonly #parts: UrlCloneParts;
  readonly #copies: () => readonly RemoteCopy[];
  readonly #share: ShareBack | undefined;

  /** @param copies those nearby at a moment, in the order in which they are drawn on */
  constructor(
    parts: UrlCloneParts,
    id: TransferId,
    request: UrlRequest,
    copies: () => readonly RemoteCopy[],
    share: ShareBack | undefined,
  ) {
    this.#parts = parts;
    this.#copies = copies;
    this.#share = share;
    this.request = request;
    const { url, directory: path } = request;
    this.place = path;
    const swarm = copies()[0]?.shared.swarm ?? null;
    const name = nameInAddress(url) || url;
    this.description = { id, kind: 'clone', swarm, name, path, isAutomatic: false };
  }

  async work(progress: Progress, signal: AbortSignal): Promise<Outcome> {
    const { url, directory } = this.request;
    const { self, housekeeping } = this.#parts;
    const { updated, instead, notices } = await cloneUrl({
      ...{ url, directory, signal, useMirrors: [], terminal: null },
      bring: async (mirror) => {
        const copies = this.#copies();
        if (copies.length === 0) return [];
        return bringMirrors({ ...this.#parts, copies, directory: mirror, progress, signal });
      },
      onGit: () => progress.enter('receiving'),
    });
    progress.enter('finishing');
    housekeeping.takeIn(directory);
    housekeeping.share(directory, this.#share);
    const notes = notices.map((sentence): FetchNote => {
      const code = instead === null ? 'files-missing' : 'origin-down';
      return { peer: instead?.peer ?? self, code, sentence };
    });
    return { updated: [...updated], notes, verify: null };
  }

  /** What failed has removed what it made. */
  async discard(): Promise<void> {}
}
