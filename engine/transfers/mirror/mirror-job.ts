import type { MirrorSource } from '../../../shared/api/mirror-source.ts';
import type { PeerId, TransferId } from '../../../shared/ids.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import type { Sources } from '../../asking/sources.ts';
import type { Progress } from '../../receiving/progress.ts';
import type { PassedOnReels } from '../../reels/passed-on-reels.ts';
import type { Description, Job, Outcome } from '../job.ts';
import type { MirrorRequest } from '../transfer-log.ts';
import { bringMirrors } from './bring-mirrors.ts';
import { lanMirror } from './staging-folder.ts';

export interface MirrorParts {
  readonly self: PeerId;
  readonly sources: Sources;
  readonly passedOn: PassedOnReels;
}

/** Brings what copies nearby have for a clone of an address, which the one who asked for it goes on with. */
export class MirrorJob implements Job {
  readonly description: Description;
  readonly request: MirrorRequest;
  readonly place: string;
  readonly #parts: MirrorParts;
  readonly #copies: readonly [RemoteCopy, ...RemoteCopy[]];
  #brought: readonly MirrorSource[] = [];

  constructor(
    parts: MirrorParts,
    id: TransferId,
    request: MirrorRequest,
    copies: readonly [RemoteCopy, ...RemoteCopy[]],
  ) {
    this.#parts = parts;
    this.#copies = copies;
    this.request = request;
    const { directory: path } = request;
    this.place = path;
    const { swarm, name } = copies[0].shared;
    this.description = { id, kind: 'clone', swarm, name, path, isAutomatic: true };
  }

  /** The copies that gave what they have, once it has ended. */
  get brought(): readonly MirrorSource[] {
    return this.#brought;
  }

  async work(progress: Progress, signal: AbortSignal): Promise<Outcome> {
    this.#brought = await bringMirrors({
      ...{ ...this.#parts, copies: this.#copies, progress, signal },
      directory: lanMirror(this.request.directory),
    });
    return { updated: [], verify: null };
  }

  /** The one who asked for it removes the folder. */
  async discard(): Promise<void> {}
}
