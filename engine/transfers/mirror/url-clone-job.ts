import type { FetchNote } from '../../../shared/api/fetch-remarks.ts';
import { nameInAddress, withoutSecrets } from '../../../shared/domain/git/clone-address.ts';
import type { SwarmId, TransferId } from '../../../shared/ids.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import type { Progress } from '../../receiving/progress.ts';
import { originHash } from '../../repositories/origins.ts';
import type { Housekeeping } from '../clone/housekeeping.ts';
import type { Description, Job, Outcome } from '../job.ts';
import type { UrlRequest } from '../transfer-log.ts';
import { untilSome } from '../until-some.ts';
import { bringMirrors } from './bring-mirrors.ts';
import { chooseMirrors } from './choose-mirrors.ts';
import { cloneUrl } from './clone-url.ts';
import type { MirrorParts } from './mirror-job.ts';
import { StagingFolder } from './staging-folder.ts';

export interface UrlCloneParts extends MirrorParts {
  readonly housekeeping: Housekeeping;
}

/** What is known of one that an earlier run of Shoal left. */
interface Before {
  readonly swarm: SwarmId | null;
  /** How long it waits for somebody who has it, in milliseconds. */
  readonly patience: number;
}

/** Clones an address without anybody at a terminal: where git would ask for a password, it fails and says so. */
export class UrlCloneJob implements Job {
  readonly description: Description;
  readonly request: UrlRequest;
  readonly place: string;
  readonly #parts: UrlCloneParts;
  readonly #patience: number;

  constructor(
    parts: UrlCloneParts,
    id: TransferId,
    request: UrlRequest,
    before: Before = { swarm: null, patience: 0 },
  ) {
    this.#parts = parts;
    this.#patience = before.patience;
    this.request = request;
    const { url, directory: path } = request;
    this.place = path;
    const swarm = this.#copies()[0]?.shared.swarm ?? before.swarm;
    const name = nameInAddress(url) || url;
    const address = withoutSecrets(url);
    this.description = { id, kind: 'clone', swarm, name, path, address, isAutomatic: false };
  }

  async work(progress: Progress, signal: AbortSignal): Promise<Outcome> {
    const { url, directory, share } = this.request;
    const { self, housekeeping } = this.#parts;
    const { updated, instead, notices } = await cloneUrl({
      ...{ url, directory, signal, useMirrors: [], terminal: null },
      bring: async (mirror) => {
        await this.#untilSomebodyIsHere(progress, signal);
        const copies = this.#copies();
        if (copies.length === 0) return [];
        return bringMirrors({ ...this.#parts, copies, directory: mirror, progress, signal });
      },
      onGit: () => progress.enter('receiving'),
    });
    progress.enter('finishing');
    housekeeping.takeIn(directory);
    housekeeping.share(directory, share);
    const notes = notices.map((notice): FetchNote => ({ ...notice, peer: instead?.peer ?? self }));
    return { updated: [...updated], notes, verify: null };
  }

  /** What failed has removed what it made; what was paused has not. */
  discard(): Promise<void> {
    return StagingFolder.removeLeft(this.request.directory);
  }

  #copies(): RemoteCopy[] {
    const { sources } = this.#parts;
    const origin = { hash: originHash(this.request.url), refs: [] };
    return chooseMirrors(sources.copies(), origin, ({ peer }) => sources.isTrusted(peer.id));
  }

  /** Right after a start of Shoal it knows nobody. */
  async #untilSomebodyIsHere(progress: Progress, signal: AbortSignal): Promise<void> {
    const onWait = () => progress.enter('waiting');
    await untilSome(() => this.#copies(), this.#patience, onWait, signal).catch(() => {});
    signal.throwIfAborted();
  }
}
