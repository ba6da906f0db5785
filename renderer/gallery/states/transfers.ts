import type { UiModel } from '../../state/ui-store.ts';
import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';
import * as transfers from '../fixtures/transfers.ts';
import { type GalleryState, ordinary, someLimits, watching, withTransfer } from './picture.ts';

/** On the screen of transfers, beside an older one. */
const listing = (shown: typeof transfers.asking, ui: Partial<UiModel> = {}): GalleryState => ({
  state: stateOf({ ...room.room, transfers: [shown, transfers.fetched] }),
  ui: { screen: 'transfers', transfer: shown.id, ...ui },
  abilities: { openFolder: true },
});

export const transfer: Record<string, GalleryState> = {
  'transfer-asking': { state: withTransfer(transfers.asking), ui: watching(transfers.asking) },
  'transfer-checking': {
    state: withTransfer(transfers.checking),
    ui: watching(transfers.checking),
  },
  'transfer-finishing': {
    state: withTransfer(transfers.finishing),
    ui: watching(transfers.finishing),
  },
  'transfer-waiting': { state: withTransfer(transfers.waiting), ui: watching(transfers.waiting) },
  'transfer-paused': { state: withTransfer(transfers.paused), ui: watching(transfers.paused) },
  'transfer-resumed': { state: withTransfer(transfers.resumed), ui: watching(transfers.resumed) },
  'transfer-verifying': {
    state: withTransfer(transfers.verifying),
    ui: watching(transfers.verifying),
    abilities: { openFolder: true },
  },
  'transfer-cloned': {
    state: withTransfer(transfers.cloned),
    ui: watching(transfers.cloned),
    abilities: { openFolder: true },
  },
  'transfer-done': { state: withTransfer(transfers.fetched), ui: watching(transfers.fetched) },
  'transfer-cancelled': {
    state: withTransfer(transfers.cancelled),
    ui: watching(transfers.cancelled),
  },
  'transfer-failed': { state: withTransfer(transfers.failed), ui: watching(transfers.failed) },
  'transfer-slow': {
    state: withTransfer(transfers.receiving),
    ui: watching(transfers.receiving),
    speed: 40_000,
  },
  'transfers-slow': { ...listing(transfers.receiving), speed: 40_000 },
  'transfers-waiting': listing(transfers.waiting),
  'transfers-paused': listing(transfers.paused),
  'transfers-paused-early': listing(transfers.pausedEarly),
  'transfers-resumed': listing(transfers.resumed),
  'transfers-checking': listing(transfers.checking),
  'transfers-verifying': listing(transfers.verifying),
  'transfers-cloned': listing(transfers.cloned),
  'transfers-cancelled': listing(transfers.cancelled),
  'transfers-cancel': listing(transfers.receiving, {
    overlay: { kind: 'cancel-transfer', transfer: transfers.receiving.id },
  }),
  'transfers-cancel-paused': listing(transfers.paused, {
    overlay: { kind: 'cancel-transfer', transfer: transfers.paused.id },
  }),
  'transfers-limited': {
    ...listing(transfers.receiving),
    state: stateOf(
      { ...room.room, transfers: [transfers.receiving, transfers.fetched] },
      { limits: someLimits },
    ),
  },
  'transfers-remarks': listing(transfers.partlyFetched),
  'transfer-remarks': {
    state: withTransfer(transfers.partlyFetched),
    ui: watching(transfers.partlyFetched),
  },
  'transfers-final': listing(transfers.folderTaken),
  'transfer-final': {
    state: withTransfer(transfers.folderTaken),
    ui: watching(transfers.folderTaken),
  },
  'transfers-address-taken': {
    ...listing(transfers.addressTaken),
    answers: { 'host.copiedAddress': async () => null },
  },
  'transfers-address-not-kept': {
    ...listing(transfers.addressNotKept),
    answers: { 'host.copiedAddress': async () => null },
  },
  'transfers-none': { state: ordinary, ui: { screen: 'transfers' } },
  'transfers-many': {
    state: stateOf({
      ...room.room,
      transfers: [transfers.receiving, transfers.fetched, transfers.cancelled, transfers.failed],
    }),
    ui: { screen: 'transfers', transfer: transfers.receiving.id },
    abilities: { openFolder: true },
  },
  'transfers-ended': {
    state: stateOf({
      ...room.room,
      transfers: [transfers.fetched, transfers.cancelled, transfers.failed],
    }),
    ui: { screen: 'transfers', transfer: transfers.fetched.id },
  },
  'transfers-failed': {
    state: stateOf({ ...room.room, transfers: [transfers.fetched, transfers.failed] }),
    ui: { screen: 'transfers', transfer: transfers.failed.id },
  },
};
