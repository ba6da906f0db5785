import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ParsedParams } from '../../shared/api/contract.ts';
import type { HostContract } from '../../shared/api/host-contract.ts';
import type { PeerId, RepositoryId, SwarmId, TransferId } from '../../shared/ids.ts';

export type Screen = 'nearby' | 'room' | 'repositories' | 'transfers' | 'activity' | 'doctor';

/** The part of a project that is shown; it stays while one project after the other is looked at. */
export type SwarmSection = 'branches' | 'tags' | 'readme' | 'commits' | 'files' | 'people';

/** What the detail column of Nearby shows. */
type NearbyChoice =
  | { readonly kind: 'swarm'; readonly id: SwarmId }
  | { readonly kind: 'peer'; readonly id: PeerId };

export type FetchRequest = ParsedParams<HostContract, 'fetch'>;
export type CloneRequest = ParsedParams<HostContract, 'clone'>;
export type CloneAddressRequest = ParsedParams<HostContract, 'clone.url'>;

/** What is in front of the window; one at a time. */
export type Overlay =
  | { readonly kind: 'this-computer' }
  | { readonly kind: 'connect' }
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
  readonly search: string;
  /** In a narrow window: the detail is shown in place of the list. */
  readonly opened: boolean;
  readonly overlay: Overlay | null;
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
    search: '',
    opened: false,
    overlay: null,
    copies: {},
    watched: null,
    ...initial,
  }));
}
