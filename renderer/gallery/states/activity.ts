import { followKey, PLAIN_FOLLOW } from '../../../shared/domain/follow.ts';
import { activityEntry, change } from '../fixtures/activity.ts';
import { sardine, smelt } from '../fixtures/people.ts';
import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';
import { at, type GalleryState, onPeer, ordinary } from './picture.ts';

const followed = { peer: smelt.id, repository: null, ...PLAIN_FOLLOW };
const follows = (problem: string | null) => ({
  [followKey(followed)]: { ...followed, problem },
});
const followedHere = {
  ...{ peer: smelt.id, repository: room.harbourCopy.id, problem: null },
  ...{ only: ['main', 'feature/*'], except: ['*-wip'], fastForward: ['main'], isMuted: true },
};
const entries = [
  activityEntry(),
  activityEntry({
    changes: [
      change('night-colours', 'moved', { commits: 1, isUndone: true }),
      change('feature/tide-gauge', 'new'),
      change('a/very/long/branch/name-that-somebody-took-from-a-ticket-title-0000', 'rewritten'),
      change('old-map', 'deleted'),
    ],
    more: 12,
  }),
  activityEntry({
    fastForward: [
      { branch: 'main', refusal: null },
      { branch: 'release', refusal: 'it has changes of yours' },
    ],
  }),
  activityEntry({ at: Date.now() - 26 * 3_600_000, peer: sardine.id, peerName: sardine.name }),
];
const manyAlike = [
  activityEntry({
    changes: [
      ...Array.from({ length: 304 }, (_, i) => change(`tags/v${i}`, 'new')),
      change('main', 'moved', { commits: 12 }),
      change('next', 'new'),
    ],
  }),
  activityEntry({
    changes: Array.from({ length: 14 }, (_, i) =>
      change(`topic/${i}`, 'deleted', { isUndone: true }),
    ),
  }),
];
const logOf = (list: typeof entries) => ({
  activity: Object.fromEntries(list.map((each) => [each.id, each])),
});
export const activity: Record<string, GalleryState> = {
  'activity-empty': { state: ordinary, ui: { screen: 'activity' } },
  activity: {
    state: stateOf(room.room, logOf(entries)),
    ui: { screen: 'activity' },
  },
  'activity-many': {
    state: stateOf(room.room, logOf(manyAlike)),
    ui: { screen: 'activity' },
  },
  'peer-followed': { state: stateOf(room.room, { follows: follows(null) }), ui: onPeer(smelt) },
  'follow-dialog': {
    state: stateOf(room.room, { follows: follows(null) }),
    ui: { ...onPeer(smelt), overlay: { kind: 'follow', peer: smelt.id, repository: null } },
  },
  'follow-dialog-here': {
    state: stateOf(room.room, { follows: { [followKey(followedHere)]: followedHere } }),
    ui: {
      ...at(room.harbour),
      section: 'people',
      overlay: { kind: 'follow', peer: smelt.id, repository: room.harbourCopy.id },
    },
  },
  news: {
    state: stateOf(room.room, { follows: follows(null) }),
    ui: at(room.harbour),
    notices: [
      {
        title: 'Smelt in harbour-map',
        body: 'main has 3 new commits, fix/tide is new',
        head: null,
      },
      { title: 'Smelt, Herring and 3 others in 2 projects', body: '14 heads changed', head: null },
    ],
  },
  'peer-follow-problem': {
    state: stateOf(room.room, {
      follows: follows('The remote “smelt” was removed here. Fetch once to follow again.'),
    }),
    ui: onPeer(smelt),
  },
};
