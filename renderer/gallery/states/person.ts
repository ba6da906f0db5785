import {
  impostor,
  longGone,
  pike,
  punched,
  relayed,
  sardine,
  smelt,
  sprat,
  tetra,
  vouched,
} from '../fixtures/people.ts';
import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';
import { type GalleryState, onPeer, ordinary } from './picture.ts';

export const person: Record<string, GalleryState> = {
  'peer-new': { state: ordinary, ui: onPeer(tetra) },
  'peer-known': { state: ordinary, ui: onPeer(sprat) },
  'peer-trusted': { state: ordinary, ui: onPeer(smelt) },
  'peer-left': { state: ordinary, ui: onPeer(sardine) },
  'peer-left-long-ago': {
    state: stateOf({ ...room.room, peers: [...room.people, longGone] }),
    ui: onPeer(longGone),
  },
  'peer-vouched': {
    state: stateOf({ ...room.room, peers: [...room.people, vouched] }),
    ui: onPeer(vouched),
  },
  'peer-vouched-for': {
    state: stateOf({
      ...room.room,
      peers: room.people.map((peer) =>
        peer.id === smelt.id ? { ...peer, isVouchedFor: true } : peer,
      ),
    }),
    ui: onPeer(smelt),
  },
  'peer-changed': {
    state: stateOf({ ...room.room, peers: [...room.people, impostor] }),
    ui: onPeer(impostor),
  },
  'peer-relayed': {
    state: stateOf({ ...room.room, peers: [...room.people, relayed] }),
    ui: onPeer(relayed),
  },
  'peer-punched': {
    state: stateOf({ ...room.room, peers: [...room.people, punched] }),
    ui: onPeer(punched),
  },
  'peer-unreachable': {
    state: stateOf({ ...room.room, peers: [...room.people, pike] }),
    ui: onPeer(pike),
  },
};
