import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ParsedParams } from '../../shared/api/contract.ts';
import type { RoleHolder } from '../../shared/api/depot-push-contract.ts';
import type { HeadDone, MergeOffer, Refusal } from '../../shared/api/heads/head-look.ts';
import type { HostContract } from '../../shared/api/host-contract.ts';
import type { Oid, PeerId, RepositoryId, SwarmId, TransferId } from '../../shared/ids.ts';
import type { ChosenDepot } from '../view/depots/depots-of.ts';
import type { Alarm } from '../view/depots/lies.ts';

export type Screen =
  | 'nearby'
  | 'room'
  | 'repositories'
  | 'kept'
  | 'transfers'
  | 'activity'
  | 'doctor'
  | 'settings';

/** The part of a project that is shown; it stays while one project after the other is looked at. */
export type SwarmSection = 'branches' | 'tags' | 'readme' | 'commits' | 'files' | 'people';

/** What came, or what has moved in all. */
export type ActivityPart = 'entries' | 'totals';

/** What the detail column of Nearby shows. */
type NearbyChoice =
  | { readonly kind: 'swarm'; readonly id: SwarmId }
  | { readonly kind: 'peer'; readonly id: PeerId };

export type FetchRequest = ParsedParams<HostContract, 'fetch'>;
export type CloneRequest = ParsedParams<HostContract, 'clone'>;
export type CloneAddressRequest = ParsedParams<HostContract, 'clone.url'>;

interface HeadName {
  readonly peer: PeerId;
  readonly ref: string;
  /** The commit that is meant; where the head is now if left out. */
  readonly oid?: Oid;
  /** The file that is looked at first. */
  readonly path?: string;
}

/** A head of a teammate's, as seen from a copy of mine. */
export interface HeadPlace extends HeadName {
  readonly repository: RepositoryId;
}

/** The same of a project that I have no copy of. */
interface OfferedHeadPlace extends HeadName {
  readonly swarm: SwarmId;
}

/** A head that can be looked at. */
export type OpenHead = HeadPlace | OfferedHeadPlace;

/** What is in a repository of mine that can be looked at. */
export type ContentsPart = 'commits' | 'files';

/** A repository of mine that is looked into. */
export interface ContentsPlace {
  readonly repository: RepositoryId;
  readonly part: ContentsPart;
}

/** What is shown of a project at a depot. */
export type DepotPart = 'push' | 'roles' | 'log';

/** A project of mine at a depot. */
export interface DepotPlace {
  readonly repository: RepositoryId;
  /** Null where none takes pushes for it. */
  readonly depot: ChosenDepot | null;
  readonly part: DepotPart;
  /** How often it was asked anew, by hand. */
  readonly asked: number;
}

/** Whose roles, and where. */
interface AtDepot {
  readonly swarm: SwarmId;
  readonly depot: PeerId;
  /** Which of the depot's. */
  readonly copy: RepositoryId;
}

/** What was done with a head, and can be taken back. */
export interface DoneWithHead {
  readonly repository: RepositoryId;
  readonly done: HeadDone;
}

/** Both sides of a diff in one column, or beside each other. */
export type DiffLayout = 'unified' | 'split';

/** What is in front of the window; one at a time. */
export type Overlay =
  | { readonly kind: 'this-computer' }
  /** `address`: what a link asked for. */
  | { readonly kind: 'connect'; readonly address?: string }
  | { readonly kind: 'add-repository' }
  | { readonly kind: 'remove-repository'; readonly repository: RepositoryId }
  | { readonly kind: 'clone'; readonly swarm: SwarmId }
  /** `address` is one that was typed before. */
  | { readonly kind: 'clone-address'; readonly address?: string }
  /** Much is here that would be thrown away. */
  | { readonly kind: 'cancel-transfer'; readonly transfer: TransferId }
  | { readonly kind: 'limits' }
  /** Whether people without Shoal are let in, and how they clone. */
  | { readonly kind: 'guests' }
  /** What happens in the room, for all to see. */
  | { readonly kind: 'projector' }
  | { readonly kind: 'own-code' }
  /** A link by which somebody reaches this computer from anywhere. */
  | { readonly kind: 'invite' }
  /** Which keys do what. */
  | { readonly kind: 'shortcuts' }
  /** A head into my branch, or why that cannot be done here; `label` as in `herring/live-layer`. */
  | {
      readonly kind: 'merge';
      readonly head: HeadPlace;
      readonly label: string;
      readonly offer: MergeOffer;
    }
  /** Why something cannot be done here, and how it can. */
  | { readonly kind: 'refusal'; readonly title: string; readonly refusal: Refusal }
  /** Somebody may push from now on; `isOwner`: whatever role there is. */
  | (AtDepot & {
      readonly kind: 'grant';
      readonly project: string;
      readonly isOwner: boolean;
      /** Who has a role already. */
      readonly holders: readonly PeerId[];
    })
  | (AtDepot & { readonly kind: 'revoke'; readonly holder: RoleHolder })
  /** A depot that has begun anew. */
  | (AtDepot & { readonly kind: 'accept-story' })
  | { readonly kind: 'reset-settings' }
  | { readonly kind: 'pause-sharing' }
  /** Compares a peer's code by the camera. */
  | { readonly kind: 'scan'; readonly peer: PeerId }
  /** What is set about following somebody; `repository` null for everywhere. */
  | { readonly kind: 'follow'; readonly peer: PeerId; readonly repository: RepositoryId | null };

/** Where the user is. None of it outlives the window. */
export interface UiModel {
  readonly screen: Screen;
  readonly nearby: NearbyChoice | null;
  readonly section: SwarmSection;
  readonly repository: RepositoryId | null;
  readonly transfer: TransferId | null;
  /** Whom the doctor is asked about; null for everyone. */
  readonly doctorAbout: PeerId | null;
  readonly activity: ActivityPart;
  readonly search: string;
  /** In a narrow window: the detail is shown in place of the list. */
  readonly opened: boolean;
  readonly overlay: Overlay | null;
  /** In front of the screen, which stays as it is behind it. */
  readonly head: OpenHead | null;
  /** The same of what is in a repository of mine, and of one at a depot; one of the three at most. */
  readonly contents: ContentsPlace | null;
  readonly depot: DepotPlace | null;
  /** What that one tells of the depot while it is not to be believed: it is told nowhere else then. */
  readonly alarm: Alarm | null;
  readonly doneWithHead: DoneWithHead | null;
  readonly diffLayout: DiffLayout;
  /** Which copy of mine is meant, where there are several. */
  readonly copies: Readonly<Record<SwarmId, RepositoryId>>;
  /** The transfer in the bar below the detail, until it is put away. */
  readonly watched: TransferId | null;
}

export type UiStore = StoreApi<UiModel>;

export function createUiStore(initial: Partial<UiModel> = {}): UiStore {
  return createStore<UiModel>(() => ({
    screen: 'nearby',
    nearby: null,
    section: 'branches',
    repository: null,
    transfer: null,
    doctorAbout: null,
    activity: 'entries',
    search: '',
    opened: false,
    overlay: null,
    head: null,
    contents: null,
    depot: null,
    alarm: null,
    doneWithHead: null,
    diffLayout: 'unified',
    copies: {},
    watched: null,
    ...initial,
  }));
}
