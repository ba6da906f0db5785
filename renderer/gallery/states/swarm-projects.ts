import { MAX_CONFLICT_NAMES } from '../../../shared/domain/git/merge-outlook.ts';
import { sardine, smelt, sprat } from '../fixtures/people.ts';
import { has, head, mine, project, swarmId } from '../fixtures/projects.ts';
import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';

export const allRelations = mine(20, 'every-relation', swarmId(20));
const copy = [allRelations.id];
export const relations = project(
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

export const merged = mine(21, 'every-outlook', swarmId(21));
const DIVERGED = { kind: 'diverged', ahead: 2, behind: 1 } as const;
export const outlooks = project(
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

export const shared = mine(22, 'held-by-many', swarmId(22));
const release = head([shared.id], { name: 'release', subject: 'The same commit at several' });
export const heldByMany = project(
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

const severalOfOne = mine(25, 'several-copies', swarmId(25));
const copyNamed = (name: string, ...subjects: string[]) => ({
  ...has(
    sprat,
    subjects.map((subject, i) =>
      head([severalOfOne.id], { name: i === 0 ? 'main' : `topic-${i}`, subject }),
    ),
  ),
  name,
});
export const severalCopies = project(
  25,
  'several-copies',
  'One teammate has it twice',
  [severalOfOne],
  [
    copyNamed('charts', 'Draw the coast', 'Draw the piers'),
    copyNamed('charts-review', 'Look at the coast again'),
  ],
);
export const severalCopiesState = stateOf({
  peers: room.people,
  repositories: [severalOfOne],
  swarms: [severalCopies],
});

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
export const wellTagged = project(
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
export const wellTaggedState = stateOf({
  peers: room.people,
  repositories: [tagged],
  swarms: [wellTagged],
});

const tagsCopy = mine(24, 'every-tag', swarmId(24));
const tag = (name: string, more: Partial<Parameters<typeof head>[1]> = {}) =>
  head([tagsCopy.id], { name, kind: 'tag', subject: `Release ${name}`, ...more });
export const everyTag = project(
  24,
  'every-tag',
  'Tags that are here, were fetched, are new, or taken back',
  [tagsCopy],
  [
    has(smelt, [
      head([tagsCopy.id], { name: 'main', subject: 'All of it', relation: { kind: 'same' } }),
      tag('v1', { relation: { kind: 'behind', behind: 9 } }),
      tag('v2', {
        relation: { kind: 'behind', behind: 3 },
        tracking: 'refs/remotes/smelt/tags/v2',
      }),
      tag('v3'),
      tag('v4', { relation: { kind: 'ahead', ahead: 1 }, isUndone: true }),
    ]),
  ],
);
export const everyTagState = stateOf({
  peers: room.people,
  repositories: [tagsCopy],
  swarms: [everyTag],
});
