import type { HostAbilities } from '../../../shared/api/host-contract.ts';
import type { AppState, RateLimits } from '../../../shared/api/state.ts';
import type { ConnectionStatus } from '../../state/app-store.ts';
import type { Notice } from '../../state/notices.ts';
import type { UiModel } from '../../state/ui-store.ts';
import type { Rate } from '../../view/history/rates.ts';
import type { Answers } from '../fake-host.ts';
import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';
import type * as transfers from '../fixtures/transfers.ts';
import type { Press } from '../press.ts';

/** One picture of the UI: what the host says, and where the user is. */
export interface GalleryState {
  readonly state: AppState;
  readonly ui?: Partial<UiModel>;
  readonly connection?: ConnectionStatus;
  /** Milliseconds since the host answered; an hour where nothing is said. */
  readonly since?: number;
  readonly abilities?: Partial<HostAbilities>;
  /** Notices on screen. */
  readonly notices?: readonly Notice[];
  /** What the host's commands come to; nothing where nothing is said. */
  readonly answers?: Answers;
  /** How fast transfers are, in bytes a second. */
  readonly speed?: number;
  /** With whom bytes move, and how fast. */
  readonly rates?: readonly Rate[];
  /** What is open in it only once it was pressed. */
  readonly pressed?: Press;
  /** The page knows where dropped files are. */
  readonly canDrop?: boolean;
}

export const ordinary = stateOf(room.room);
export const at = (swarm: { readonly id: string }) =>
  ({ nearby: { kind: 'swarm', id: swarm.id } }) as Partial<UiModel>;
export const onPeer = (peer: { readonly id: string }) =>
  ({ nearby: { kind: 'peer', id: peer.id } }) as Partial<UiModel>;
export const withTransfer = (transfer: typeof transfers.asking) =>
  stateOf({ ...room.room, transfers: [transfer] });
export const watching = (transfer: typeof transfers.asking) => ({
  ...at(room.harbour),
  watched: transfer.id,
});

export const someLimits: RateLimits = {
  upload: 5_000_000,
  uploadPerPeer: 2_500_000,
  download: 20_000_000,
  downloadPerPeer: null,
};
