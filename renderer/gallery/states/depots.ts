import { depot, sardine } from '../fixtures/people.ts';
import { has, head, mine, project, swarmId } from '../fixtures/projects.ts';
import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';
import { at, type GalleryState, onPeer } from './picture.ts';

const copy = mine(60, 'tide-clock', swarmId(60));
const here = [copy.id];
const HOURS = 3_600_000;

/** Sardine has left; what it had is with the depot, under its name and under the depot's own. */
const tideClock = project(
  60,
  'tide-clock',
  'A clock that knows the sea',
  [copy],
  [
    {
      ...has(depot, [
        head(here, { name: 'main', subject: 'Count in lunar days', ago: 4 * 3_600 }),
        head(here, { name: 'old', subject: 'Begin', relation: { kind: 'behind', behind: 8 } }),
      ]),
      mirror: { of: sardine.id, asOf: Date.now() - 3 * HOURS },
    },
    has(sardine, [head(here, { name: 'spring-tides', subject: 'Spring tides', ago: 5 * 3_600 })]),
  ],
);

const state = stateOf({
  ...room.room,
  peers: [...room.people, depot],
  repositories: [...room.myRepositories, copy],
  swarms: [...(room.room.swarms ?? []), tideClock],
});

export const depots: Record<string, GalleryState> = {
  'swarm-in-depot': { state, ui: at(tideClock) },
  'swarm-in-depot-people': { state, ui: { ...at(tideClock), section: 'people' } },
  'peer-depot': { state, ui: onPeer(depot) },
};
