import type { FoundProject } from '../../../shared/api/found-project.ts';
import { InvalidRequestError } from '../../../shared/errors.ts';
import type { Answers } from '../fake-host.ts';
import { anchovy } from '../fixtures/people.ts';
import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';
import * as transfers from '../fixtures/transfers.ts';
import { at, type GalleryState, onPeer, ordinary, watching, withTransfer } from './picture.ts';

const MINUTE = 60_000;
const projects: readonly FoundProject[] = [
  ['code/harbour-map', 2],
  ['code/tide-tables', 50],
  ['Documents/thesis-on-the-migration-of-herring-in-the-northern-sea', 3_000],
  ['src/client/dotfiles', 9_000],
].map(([path, minutes]) => ({
  path: `/home/mackerel/${path}`,
  name: String(path).split('/').at(-1) ?? '',
  changedAt: Date.now() - Number(minutes) * MINUTE,
}));
const found = (all: readonly FoundProject[]): Answers => ({
  'host.firstSteps': async () => ({
    projects: all,
    addresses: ['192.168.1.5:41733', '[fe80::1]:41733'],
  }),
});

export const nearby: Record<string, GalleryState> = {
  'nearby-looking': { state: stateOf({}), since: 0 },
  'nearby-nobody': { state: stateOf({}), answers: found(projects) },
  'nearby-no-projects-found': { state: stateOf({}), answers: found([]) },
  'nearby-first-shared': {
    state: stateOf({
      repositories: [{ ...room.harbourCopy, path: '/home/mackerel/code/harbour-map' }],
    }),
    answers: found(projects),
  },
  'nearby-share-refused': {
    state: stateOf({}),
    answers: {
      ...found(projects),
      'repositories.add': () =>
        Promise.reject(new InvalidRequestError('Its history is cut off (a shallow clone).')),
    },
    pressed: { name: 'Share', german: 'harbour-map teilen', by: 'click' },
  },
  'nearby-nothing-shared': { state: stateOf({ peers: room.people }), answers: found(projects) },
  'nearby-no-projects': { state: stateOf({ peers: room.people }), ui: onPeer(anchovy) },
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
