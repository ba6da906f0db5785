import { RemoteError } from '../../../shared/errors.ts';
import { swarmId } from '../fixtures/projects.ts';
import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';
import * as transfers from '../fixtures/transfers.ts';
import { at, type GalleryState, ordinary, withTransfer } from './picture.ts';
import {
  allRelations,
  everyTag,
  everyTagState,
  heldByMany,
  merged,
  outlooks,
  relations,
  severalCopies,
  severalCopiesState,
  shared,
  wellTagged,
  wellTaggedState,
} from './swarm-projects.ts';

const folderTaken = () =>
  Promise.reject(
    new RemoteError(
      'folder-taken',
      '/home/mackerel/Shoal/kernel-tools exists and is not empty. Choose another folder.',
      true,
    ),
  );

export const swarm: Record<string, GalleryState> = {
  'swarm-mine': { state: ordinary, ui: at(room.harbour), abilities: { openFolder: true } },
  'swarm-not-mine': { state: ordinary, ui: at(room.kernelTools) },
  'swarm-up-to-date': { state: ordinary, ui: at(room.dotfiles) },
  'swarm-relations': {
    state: stateOf({ peers: room.people, repositories: [allRelations], swarms: [relations] }),
    ui: at(relations),
  },
  'swarm-outlooks': {
    state: stateOf({ peers: room.people, repositories: [merged], swarms: [outlooks] }),
    ui: at(outlooks),
  },
  'swarm-held-by-many': {
    state: stateOf({ peers: room.people, repositories: [shared], swarms: [heldByMany] }),
    ui: at(heldByMany),
  },
  'swarm-several-copies': { state: severalCopiesState, ui: at(severalCopies) },
  'swarm-several-people': {
    state: severalCopiesState,
    ui: { ...at(severalCopies), section: 'people' },
  },
  'swarm-tagged': { state: wellTaggedState, ui: at(wellTagged) },
  'swarm-tags': { state: wellTaggedState, ui: { ...at(wellTagged), section: 'tags' } },
  'swarm-every-tag': { state: everyTagState, ui: { ...at(everyTag), section: 'tags' } },
  'swarm-paused': { state: withTransfer(transfers.paused), ui: at(room.kernelTools) },
  'swarm-copies': {
    state: stateOf({
      ...room.room,
      repositories: [...room.myRepositories, room.secondCopy],
      swarms: [{ ...room.harbour, local: [room.harbourCopy.id, room.secondCopy.id] }],
    }),
    ui: at(room.harbour),
  },
  'swarm-nobody-reachable': { state: ordinary, ui: at(room.onlySardine) },
  'swarm-gone': { state: ordinary, ui: at({ id: swarmId(99) }) },
  clone: {
    state: ordinary,
    ui: { ...at(room.kernelTools), overlay: { kind: 'clone', swarm: room.kernelTools.id } },
    abilities: { pickFolder: true },
    answers: { 'clone.check': async () => undefined },
  },
  'clone-share-back': {
    state: stateOf(room.room, { cloning: { share: 'everyone' } }),
    ui: { ...at(room.kernelTools), overlay: { kind: 'clone', swarm: room.kernelTools.id } },
    answers: { 'clone.check': folderTaken },
  },
  'clone-not-open': {
    state: stateOf(
      {
        ...room.room,
        swarms: [
          {
            ...room.kernelTools,
            alternatives: room.kernelTools.alternatives.map((each) => ({ ...each, isOpen: false })),
          },
        ],
      },
      { cloning: { share: 'everyone' } },
    ),
    ui: { ...at(room.kernelTools), overlay: { kind: 'clone', swarm: room.kernelTools.id } },
  },
};
