import { leftOutFor } from '../../../shared/domain/left-out.ts';
import {
  relayedLeftOutWords,
  vouchesLeftOutWords,
} from '../../../shared/domain/words/left-out-words.ts';
import type { UiModel } from '../../state/ui-store.ts';
import type { Answers } from '../fake-host.ts';
import { smelt, sprat } from '../fixtures/people.ts';
import { has, head, mine, project, swarmId } from '../fixtures/projects.ts';
import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';
import { at, type GalleryState, onPeer } from './picture.ts';

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
/** One that cannot be used, and why. */
const unusable = (n: number, code: string, name: string, sentence: string) =>
  mine(n, name, null, { status: { state: 'unusable', code, sentence } });
const shallow = unusable(
  35,
  'repository-shallow',
  'shallow',
  '/home/mackerel/code/shallow is a shallow clone. Run “git fetch --unshallow” there first.',
);
const noRepository = unusable(
  36,
  'repository-lost',
  'no-repository',
  '/home/mackerel/code/no-repository is no git repository any more: its .git is gone or damaged, or the repository that it belongs to is. Put that back.',
);
const leftOut = [
  ...leftOutFor('not-text', ['caf\\351']),
  ...leftOutFor('head', ['x/HEAD']),
  { reason: 'no-room', count: 2003, examples: ['v0.1', 'v0.2', 'v0.3'] },
] as const;
const partlyShared = mine(33, 'partly-shared', swarmId(33), {
  leftOut,
  status: { state: 'ready', swarm: swarmId(33), branch: 'main', heads: 7, tags: 12_000 },
});
const withoutRoom = mine(34, 'without-room', swarmId(34), {
  leftOut: leftOutFor('repository', ['without-room']),
});
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
    {
      ...has(smelt, [head([partlyShared.id], { name: 'next', subject: 'What comes then' })]),
      leftOut: { forRoom: 1, forName: 0 },
    },
  ],
);
const theirLists = stateOf({
  peers: room.people.map((peer) =>
    peer.id === sprat.id ? { ...peer, leftOut: { repositories: 12, vouches: 3 } } : peer,
  ),
  repositories: [partlyShared],
  swarms: [theirPart],
});
const listProblems = {
  vouches: { code: 'vouches-left-out', sentence: vouchesLeftOutWords(3) },
  relayed: { code: 'relayed-left-out', sentence: relayedLeftOutWords(12) },
};
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

export const repository: Record<string, GalleryState> = {
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
  'repositories-shallow': {
    state: stateOf({ ...room.room, repositories: [shallow, noRepository] }),
    ui: { screen: 'repositories', repository: shallow.id },
  },
  'repositories-no-repository': {
    state: stateOf({ ...room.room, repositories: [shallow, noRepository] }),
    ui: { screen: 'repositories', repository: noRepository.id },
  },
  'repositories-left-out': {
    state: stateOf({ ...room.room, repositories: [partlyShared] }),
    ui: { screen: 'repositories', repository: partlyShared.id },
  },
  'repositories-without-room': {
    state: stateOf({ ...room.room, repositories: [withoutRoom] }),
    ui: { screen: 'repositories', repository: withoutRoom.id },
  },
  'repositories-full-list': {
    state: stateOf({ ...room.room, repositories: states }, { problems: listProblems }),
    ui: shown('harbour-map'),
    answers: counting(4, 12),
  },
  'swarm-left-out': { state: theirLists, ui: at(theirPart) },
  'peer-left-out': { state: theirLists, ui: onPeer(sprat) },
  'repositories-add': {
    state: repositories,
    ui: { ...shown('harbour-map'), overlay: { kind: 'add-repository' } },
  },
  'clone-address': {
    state: repositories,
    ui: { ...shown('harbour-map'), overlay: { kind: 'clone-address' } },
    abilities: { pickFolder: true },
    answers: {
      'host.copiedAddress': async () => 'https://example.org/harbour/tide-tables.git',
      'clone.check': async () => undefined,
    },
  },
  'clone-address-empty': {
    state: stateOf({}),
    ui: { screen: 'repositories', overlay: { kind: 'clone-address' } },
    answers: { 'host.copiedAddress': async () => null },
  },
  'repositories-remove': {
    state: repositories,
    ui: {
      ...shown('harbour-map'),
      overlay: { kind: 'remove-repository', repository: room.harbourCopy.id },
    },
  },
};
