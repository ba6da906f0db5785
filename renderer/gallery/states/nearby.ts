import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';
import * as transfers from '../fixtures/transfers.ts';
import { at, type GalleryState, ordinary, watching, withTransfer } from './picture.ts';

export const nearby: Record<string, GalleryState> = {
  'nearby-looking': { state: stateOf({}), since: 0 },
  'nearby-nobody': { state: stateOf({}) },
  'nearby-nothing-shared': { state: stateOf({ peers: room.people }) },
  'nearby-projects': {
    state: withTransfer(transfers.receiving),
    ui: watching(transfers.receiving),
    abilities: { openFolder: true },
  },
  'nearby-none-of-mine': {
    state: stateOf({ peers: room.people, swarms: room.theirs }),
    ui: at(room.kernelTools),
  },
  'nearby-search': { state: ordinary, ui: { ...at(room.harbour), search: 'tide' } },
  'nearby-no-result': { state: ordinary, ui: { ...at(room.harbour), search: 'whale' } },
  'nearby-full-room': { state: stateOf(room.fullRoom()) },
};
