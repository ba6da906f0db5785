import type { MergeOutlook } from '../domain/git/merge-outlook.ts';
import type { HeadKind } from '../domain/git/ref-name.ts';
import type { Relation } from '../domain/git/relation.ts';
import type { TheirLeftOut } from '../domain/left-out.ts';
import type { Tip } from '../gtp/manifest.ts';
import type { Oid, PeerId, RepositoryId, SwarmId } from '../ids.ts';
import type { MirrorOf } from './depot-state.ts';

/** A project: everybody's copies of it, and how their heads stand to mine. */
export interface Swarm {
  readonly id: SwarmId;
  readonly name: string;
  readonly description: string | null;
  /** My own copies. */
  readonly local: readonly RepositoryId[];
  /** The others' copies. */
  readonly alternatives: readonly Alternative[];
  /** How many of others' branches are at commits that I do not have. */
  readonly newHeads: number;
  /** How many of others' tags I do not have. */
  readonly newTags: number;
  /** The latest commit among all heads, seconds since the epoch; null when unknown. */
  readonly updatedAt: number | null;
}

/** A copy of the swarm on another peer. */
export interface Alternative {
  readonly peer: PeerId;
  readonly repository: RepositoryId;
  readonly name: string;
  /** A copy of mine names this peer's key as one whose heads are the project's own. */
  readonly isOwn: boolean;
  /** Everyone may see it. */
  readonly isOpen: boolean;
  /** Open because of a room, until then (milliseconds since the epoch, null: until its owner ends it); absent otherwise. */
  readonly room?: { readonly until: number | null };
  /** Kept for somebody else, whose branches these are; absent for a copy of the peer's own. */
  readonly mirror?: MirrorOf;
  /** It takes pushes: whose project it is there, and how many signed entries it shows; absent where it takes none. */
  readonly pushes?: { readonly owner: PeerId; readonly entries: number };
  readonly defaultBranch: string | null;
  readonly heads: readonly AlternativeHead[];
  /** What is shared beyond these; absent where that is all. */
  readonly leftOut?: TheirLeftOut;
}

export interface AlternativeHead {
  readonly ref: string;
  /** `main` of `refs/heads/main`. */
  readonly name: string;
  readonly kind: HeadKind;
  readonly oid: Oid;
  readonly tip: Tip | null;
  /** How it stands to each copy of mine. */
  readonly standing: Readonly<Record<RepositoryId, HeadStanding>>;
}

export interface HeadStanding {
  /** My branch that it is compared with: the one of the same name, else the checked-out one. */
  readonly against: string | null;
  readonly relation: Relation;
  /** How a branch stands to my checked-out branch; null with none checked out, and for tags. */
  readonly headRelation: Relation | null;
  /** What merging it into my checked-out branch would come to; null while that is not known, and where nothing is to be merged. */
  readonly merge: MergeOutlook | null;
  /** Whether its commits are in my repository. */
  readonly here: boolean;
  /** The tracking ref that holds exactly this commit, once fetched. */
  readonly tracking: string | null;
  /** The user took this commit back from its tracking ref: it comes again when it is asked for. */
  readonly isUndone: boolean;
}
