import type { ReelOffer } from '../../shared/gtp/reel.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import type { Repository } from '../git/open.ts';
import type { Quarantine } from '../quarantine/quarantine.ts';
import type { PassedOnReels } from '../reels/passed-on-reels.ts';
import type { ToldPlans } from './plan/told-plans.ts';
import type { Progress } from './progress.ts';

/** What a transfer can draw on while it receives. */
export interface Reach {
  /** What the objects are for. */
  readonly repository: Repository;
  readonly sources: Sources;
  /** The copies of the project that are there at this moment, the one that is meant first. */
  copies(): readonly RemoteCopy[];
  /** Whose word on where to stop on the way is taken; null for anybody's. */
  readonly stepsFrom: PeerId | null;
  readonly quarantine: Quarantine;
  readonly passedOn: PassedOnReels;
  readonly progress: Progress;
  /** Of which blocks peers say that the reels are made. */
  readonly toldPlans: ToldPlans;
  /** Whether blocks of trusted peers are used before they are checked. */
  readonly onTrust: boolean;
  /** The offer with which a reel begins: who made it is not asked for the same once more. */
  readonly offered?: { readonly from: RemoteCopy; readonly offer: ReelOffer };
  /** Nothing is taken from this peer. */
  readonly avoid?: PeerId;
  /** How long to wait for somebody to be there, in milliseconds. */
  readonly patience: number;
  readonly signal: AbortSignal;
}
