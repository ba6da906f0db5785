import type { HostAbilities } from '../../shared/api/host-contract.ts';
import type { AppState, RateLimits } from '../../shared/api/state.ts';
import { followKey, PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import { MAX_CONFLICT_NAMES } from '../../shared/domain/git/merge-outlook.ts';
import { leftOutFor } from '../../shared/domain/left-out.ts';
import { RemoteError } from '../../shared/errors.ts';
import type { ConnectionStatus } from '../state/app-store.ts';
import type { Notice } from '../state/notices.ts';
import type { UiModel } from '../state/ui-store.ts';
import type { Answers } from './fake-host.ts';
import { activityEntry, change } from './fixtures/activity.ts';
import * as browsed from './fixtures/browsed.ts';
import {
  impostor,
  longGone,
  pike,
  sardine,
  smelt,
  sprat,
  tetra,
  vouched,
} from './fixtures/people.ts';
import { has, head, mine, project, swarmId } from './fixtures/projects.ts';
import * as room from './fixtures/room.ts';
import { stateOf } from './fixtures/room.ts';
import * as transfers from './fixtures/transfers.ts';

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
  /** The page knows where dropped files are. */
  readonly canDrop?: boolean;
}

const ordinary = stateOf(room.room);
const at = (swarm: { readonly id: string }) =>
  ({ nearby: { kind: 'swarm', id: swarm.id } }) as Partial<UiModel>;
const onPeer = (peer: { readonly id: string }) =>
  ({ nearby: { kind: 'peer', id: peer.id } }) as Partial<UiModel>;
const withTransfer = (transfer: typeof transfers.asking) =>
  stateOf({ ...room.room, transfers: [transfer] });
const watching = (transfer: typeof transfers.asking) => ({
  ...at(room.harbour),
  watched: transfer.id,
});

const nearby: Record<string, GalleryState> = {
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

const folderTaken = () =>
  Promise.reject(
    new RemoteError(
      'folder-taken',
      '/home/mackerel/Shoal/kernel-tools exists and is not empty. Choose another folder.',
      true,
    ),
  );

const allRelations = mine(20, 'every-relation', swarmId(20));
const copy = [allRelations.id];
const relations = project(
  20,
  'every-relation',
  null,
  [allRelations],
  [
    has(sprat, [
      head(copy, { name: 'unknown', subject: 'Not fetched yet' }),
      head(copy, {
        name: 'ahead',
        subject: 'Ahead',
        relation: { kind: 'ahead', ahead: 5 },
        tracking: 'refs/remotes/sprat-2/ahead',
      }),
      head(copy, {
        name: 'diverged',
        subject: 'Diverged',
        relation: { kind: 'diverged', ahead: 1204, behind: 318 },
      }),
      head(copy, { name: 'unrelated', subject: 'Unrelated', relation: { kind: 'unrelated' } }),
      head(copy, { name: 'main', subject: 'Same', relation: { kind: 'same' } }),
      head(copy, { name: 'topic', subject: 'Same as another branch', relation: { kind: 'same' } }),
      head(copy, { name: 'behind', subject: 'Behind', relation: { kind: 'behind', behind: 12 } }),
      head(copy, {
        name: 'a/very/long/branch/name-that-somebody-took-from-a-ticket-title-0000',
        subject:
          'A subject that goes on and on, since nobody told its author that fifty characters are plenty',
        relation: { kind: 'behind', behind: 2 },
      }),
      head(copy, {
        name: 'undone',
        subject: 'Fetched, and taken back',
        relation: { kind: 'ahead', ahead: 1 },
        isUndone: true,
      }),
      head(copy, { name: 'no-tip', relation: { kind: 'behind', behind: 3 } }),
    ]),
    {
      ...has(sardine, [
        head(copy, { name: 'last-words', subject: 'Known, but its owner has left' }),
      ]),
      isOwn: true,
    },
  ],
);

const merged = mine(21, 'every-outlook', swarmId(21));
const DIVERGED = { kind: 'diverged', ahead: 2, behind: 1 } as const;
const outlooks = project(
  21,
  'every-outlook',
  'What merging comes to',
  [merged],
  [
    has(sprat, [
      head([merged.id], {
        name: 'clean',
        subject: 'Diverged, and merges',
        relation: DIVERGED,
        merge: { kind: 'clean' },
        tracking: 'refs/remotes/sprat/clean',
      }),
      head([merged.id], {
        name: 'one-file',
        subject: 'Conflicts in one file',
        relation: DIVERGED,
        merge: { kind: 'conflicts', files: ['README.md'], more: 0 },
        tracking: 'refs/remotes/sprat/one-file',
      }),
      head([merged.id], {
        name: 'a/very/long/branch/name-that-somebody-took-from-a-ticket-title-0000',
        subject: 'Conflicts in more files than are told by name',
        relation: DIVERGED,
        merge: {
          kind: 'conflicts',
          files: Array.from(
            { length: MAX_CONFLICT_NAMES },
            (_, n) => `packages/somewhere-deep-down/with/a/long/path/and-a-name-${n}.ts`,
          ),
          more: 1184,
        },
      }),
      head([merged.id], { name: 'untold', subject: 'Not looked at yet', relation: DIVERGED }),
      head([merged.id], {
        name: 'forward',
        subject: 'A fast-forward',
        relation: { kind: 'ahead', ahead: 3 },
      }),
      head([merged.id], {
        name: 'contained',
        subject: 'Mine has it all',
        relation: { kind: 'behind', behind: 4 },
        tracking: 'refs/remotes/sprat/contained',
      }),
    ]),
  ],
);

const shared = mine(22, 'held-by-many', swarmId(22));
const release = head([shared.id], { name: 'release', subject: 'The same commit at several' });
const heldByMany = project(
  22,
  'held-by-many',
  'Commits that more than one person has',
  [shared],
  [
    has(sardine, [release]),
    has(sprat, [release, head([shared.id], { name: 'own', subject: 'Nobody else has this' })]),
    has(smelt, [release]),
  ],
);

const tagged = mine(23, 'well-tagged', swarmId(23));
const tags = (n: number) =>
  Array.from({ length: n }, (_, i) =>
    head([tagged.id], {
      name: `v${Math.floor(i / 10)}.${i % 10}`,
      kind: 'tag',
      subject: `Release ${i}`,
      ago: (n - i) * 86_400,
      relation: { kind: 'behind', behind: 3 * (n - i) },
    }),
  );
const releases = tags(304);
const wellTagged = project(
  23,
  'well-tagged',
  null,
  [tagged],
  [
    has(smelt, [
      head([tagged.id], { name: 'main', subject: 'Three hundred releases later' }),
      head([tagged.id], { name: 'next', subject: 'What comes then', ago: 600 }),
      ...releases,
    ]),
    has(sprat, [
      head([tagged.id], { name: 'main', subject: 'Release 303', relation: { kind: 'same' } }),
      ...releases,
    ]),
  ],
);
const wellTaggedState = stateOf({
  peers: room.people,
  repositories: [tagged],
  swarms: [wellTagged],
});

const swarm: Record<string, GalleryState> = {
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
  'swarm-tagged': { state: wellTaggedState, ui: at(wellTagged) },
  'swarm-tags': { state: wellTaggedState, ui: { ...at(wellTagged), section: 'tags' } },
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

/** A project that somebody else has, seen from here. */
const looking = (section: UiModel['section'], answers?: Answers): GalleryState => ({
  state: ordinary,
  ui: { ...at(room.kernelTools), section },
  answers,
});

const browse: Record<string, GalleryState> = {
  'browse-readme': looking('readme', browsed.ordinary),
  'browse-commits': looking('commits', browsed.ordinary),
  'browse-files': looking('files', browsed.ordinary),
  'browse-loading': looking('readme'),
  'browse-failed': looking('readme', browsed.failing),
  'browse-readme-missing': looking('readme', browsed.empty),
  'browse-commits-none': looking('commits', browsed.empty),
  'browse-files-none': looking('files', browsed.empty),
  'browse-readme-huge': looking('readme', browsed.huge),
  'browse-readme-plain': looking('readme', browsed.plain),
  'browse-readme-hostile': looking('readme', browsed.hostile),
  'browse-readme-nested': looking('readme', browsed.nested),
};

/** On the screen of transfers, beside an older one. */
const listing = (shown: typeof transfers.asking, ui: Partial<UiModel> = {}): GalleryState => ({
  state: stateOf({ ...room.room, transfers: [shown, transfers.fetched] }),
  ui: { screen: 'transfers', transfer: shown.id, ...ui },
  abilities: { openFolder: true },
});
const someLimits: RateLimits = {
  upload: 5_000_000,
  uploadPerPeer: 2_500_000,
  download: 20_000_000,
  downloadPerPeer: null,
};

const transfer: Record<string, GalleryState> = {
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
  'transfers-final': listing(transfers.folderTaken),
  'transfer-final': {
    state: withTransfer(transfers.folderTaken),
    ui: watching(transfers.folderTaken),
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

const states: readonly ReturnType<typeof mine>[] = [
  ...room.myRepositories,
  mine(30, 'big-one', null, { status: { state: 'reading' } }),
  mine(31, 'empty', null, {
    status: { state: 'ready', swarm: null, branch: 'main', heads: 0, tags: 0 },
  }),
  mine(32, 'lost', null, {
    status: {
      state: 'unusable',
      code: 'not-found',
      sentence:
        'The folder /home/mackerel/code/lost is gone. Put it back, or remove the repository from Shoal.',
    },
  }),
];
const leftOut = [
  ...leftOutFor('not-text', ['caf\\351']),
  ...leftOutFor('head', ['x/HEAD']),
  { reason: 'no-room', count: 2003, examples: ['v0.1', 'v0.2', 'v0.3'] },
] as const;
const partlyShared = mine(33, 'partly-shared', swarmId(33), { leftOut });
const theirPart = project(
  33,
  'partly-shared',
  'More heads than a list can hold',
  [partlyShared],
  [
    {
      ...has(sprat, [head([partlyShared.id], { name: 'main', subject: 'The latest' })]),
      leftOut: { forRoom: 2003, forName: 1 },
    },
  ],
);
const repositories = stateOf({ ...room.room, repositories: states });
const shown = (name: string): Partial<UiModel> => ({
  screen: 'repositories',
  repository: states.find((repository) => repository.name === name)?.id ?? null,
});

const counting = (heads: number, tags: number): Answers => ({
  'repositories.countHeads': async () => ({
    chosen: { heads, tags },
    all: { heads: 4, tags: 12 },
  }),
});

const repository: Record<string, GalleryState> = {
  'repositories-none': { state: stateOf({}), ui: { screen: 'repositories' }, canDrop: true },
  repositories: {
    state: repositories,
    ui: shown('harbour-map'),
    abilities: { openFolder: true, pickFolder: true },
    answers: counting(4, 12),
  },
  'repositories-chosen-people': {
    state: repositories,
    ui: shown('dotfiles'),
    answers: counting(3, 0),
  },
  'repositories-nothing-matches': {
    state: repositories,
    ui: shown('tide-tables'),
    answers: counting(0, 0),
  },
  'repositories-not-shared': { state: repositories, ui: shown('notes') },
  'repositories-reading': { state: repositories, ui: shown('big-one') },
  'repositories-unusable': { state: repositories, ui: shown('lost') },
  'repositories-left-out': {
    state: stateOf({ ...room.room, repositories: [partlyShared] }),
    ui: { screen: 'repositories', repository: partlyShared.id },
  },
  'swarm-left-out': {
    state: stateOf({
      peers: room.people.map((peer) =>
        peer.id === sprat.id ? { ...peer, leftOut: { repositories: 12, vouches: 3 } } : peer,
      ),
      repositories: [partlyShared],
      swarms: [theirPart],
    }),
    ui: at(theirPart),
  },
  'repositories-add': {
    state: repositories,
    ui: { ...shown('harbour-map'), overlay: { kind: 'add-repository' } },
  },
  'repositories-remove': {
    state: repositories,
    ui: {
      ...shown('harbour-map'),
      overlay: { kind: 'remove-repository', repository: room.harbourCopy.id },
    },
  },
};

const person: Record<string, GalleryState> = {
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
  'peer-changed': {
    state: stateOf({ ...room.room, peers: [...room.people, impostor] }),
    ui: onPeer(impostor),
  },
  'peer-unreachable': {
    state: stateOf({ ...room.room, peers: [...room.people, pike] }),
    ui: onPeer(pike),
  },
};

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
const activity: Record<string, GalleryState> = {
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
      { title: 'Smelt in harbour-map', body: 'main has 3 new commits, fix/tide is new' },
      { title: 'Smelt, Herring and 3 others in 2 projects', body: '14 heads changed' },
    ],
  },
  'peer-follow-problem': {
    state: stateOf(room.room, {
      follows: follows('The remote “smelt” was removed here. Fetch once to follow again.'),
    }),
    ui: onPeer(smelt),
  },
};

const window: Record<string, GalleryState> = {
  'this-computer': {
    state: ordinary,
    ui: { ...at(room.harbour), overlay: { kind: 'this-computer' } },
  },
  'this-computer-limited': {
    state: stateOf(room.room, { limits: someLimits }),
    ui: { ...at(room.harbour), overlay: { kind: 'this-computer' } },
  },
  'own-code': { state: ordinary, ui: { ...at(room.harbour), overlay: { kind: 'own-code' } } },
  'scan-no-camera': {
    state: ordinary,
    ui: { ...onPeer(sprat), overlay: { kind: 'scan', peer: sprat.id } },
  },
  limits: { state: ordinary, ui: { ...at(room.harbour), overlay: { kind: 'limits' } } },
  'limits-set': {
    state: stateOf(room.room, { limits: someLimits }),
    ui: { ...at(room.harbour), overlay: { kind: 'limits' } },
  },
  connect: { state: stateOf({}), ui: { overlay: { kind: 'connect' } } },
  connecting: { state: stateOf({}, { self: null }), connection: 'connecting', since: 0 },
  'connection-lost': { state: ordinary, ui: at(room.harbour), connection: 'lost' },
  'engine-starting': { state: stateOf({}, { engine: 'starting' }), since: 0 },
  'engine-restarting': {
    state: stateOf(room.room, { engine: 'restarting' }),
    ui: at(room.harbour),
  },
  'engine-stopped': { state: stateOf(room.room, { engine: 'stopped' }), ui: at(room.harbour) },
  problems: {
    state: stateOf(room.room, {
      problems: {
        git: {
          code: 'git-missing',
          sentence: 'git was not found. Install git 2.38 or later, then start Shoal again.',
        },
        port: {
          code: 'port-busy',
          sentence: 'Port 7654 is in use by another program, so teammates cannot reach you.',
        },
      },
    }),
    ui: at(room.harbour),
  },
  demo: { state: stateOf(room.room, { demo: 'running' }), ui: at(room.harbour) },
  'demo-starting': { state: stateOf({}, { demo: 'starting' }) },
  notice: {
    state: ordinary,
    ui: at(room.harbour),
    notices: [
      'Nothing answers at 192.168.1.20:7654. Check the address, and that Shoal runs there.',
    ],
  },
};

export const STATES: Readonly<Record<string, GalleryState>> = {
  ...nearby,
  ...swarm,
  ...browse,
  ...transfer,
  ...repository,
  ...person,
  ...activity,
  ...window,
};
