import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RoomCommit } from '../../../shared/api/room-state.ts';
import { oidSchema } from '../../../shared/ids.ts';
import { anchovy, herring, sardine, self } from '../../gallery/fixtures/people.ts';
import { has, head, mine, project, swarmId } from '../../gallery/fixtures/projects.ts';
import { headWith } from './head-with.ts';
import { latestCommits, roomWords, untilWords } from './latest.ts';
import { type OpenProject, openProjects, type RoomState } from './room-projects.ts';
import { authorOf, commitsPerHour, whoWorks } from './who-works.ts';

const HOUR = 3_600;
const NOW = Date.now();
const seconds = Math.floor(NOW / 1_000);

const oid = (n: number) => oidSchema.parse(n.toString(16).padStart(40, 'a'));
const commit = (n: number, more: Partial<RoomCommit> = {}): RoomCommit => ({
  ...{ oid: oid(n), author: 'Anchovy', time: seconds - 60, subject: `Change ${n}`, peers: [] },
  ...more,
});
const open = (more: Partial<OpenProject> = {}): OpenProject => ({
  ...{ id: swarmId(1), name: 'map', description: null, until: null, people: [], commits: [] },
  ...more,
});

function stateOf(
  swarms: readonly ReturnType<typeof project>[],
  own = [] as ReturnType<typeof mine>[],
) {
  return {
    self,
    peers: Object.fromEntries([anchovy, herring, sardine].map((each) => [each.id, each])),
    repositories: Object.fromEntries(own.map((each) => [each.id, each])),
    swarms,
  } as RoomState;
}

const inRoom = (until: number | null) => ({ room: { until } });
const heads = [head([], { name: 'main', subject: 'Begin', ago: 60 })];

test('a room holds what is open in it, of mine and of others, and nothing else', () => {
  const own = mine(1, 'mine', swarmId(1), {
    room: { until: null, afterwards: { to: 'nobody' } },
  });
  const closed = { ...has(herring, heads), isOpen: false };
  const state = stateOf(
    [
      project(1, 'mine', null, [own], []),
      project(
        2,
        'theirs',
        null,
        [],
        [{ ...has(anchovy, heads), ...inRoom(NOW + 1_000) }, closed, has(sardine, heads)],
      ),
      project(3, 'over', null, [], [{ ...has(anchovy, heads), ...inRoom(NOW) }]),
      project(4, 'open anyway', null, [], [has(anchovy, heads)]),
      project(5, 'for some', null, [], [{ ...closed, ...inRoom(null) }]),
    ],
    [own],
  );
  const projects = openProjects(state, null, NOW);
  expect(projects.map(({ name }) => name)).toEqual(['theirs', 'mine']);
  expect(projects[0]).toMatchObject({ until: NOW + 1_000, people: [anchovy] });
  expect(projects[1]).toMatchObject({ until: null, people: [self] });
});

test('what heads tell is there before the engine has answered, and each commit once', () => {
  const theirs = project(2, 'theirs', null, [], [{ ...has(anchovy, heads), ...inRoom(null) }]);
  const [newest] = openProjects(stateOf([theirs]), null, NOW)[0]?.commits ?? [];
  expect(newest).toMatchObject({ subject: 'Begin', peers: [anchovy.id] });
  const older = commit(1, { time: seconds - HOUR });
  const told = {
    projects: [{ swarm: theirs.id, commits: [older, ...(newest ? [newest] : [])] }],
    unasked: 0,
  };
  const both = openProjects(stateOf([theirs]), told, NOW)[0]?.commits;
  expect(both?.map((each) => each.oid)).toEqual([newest?.oid, older.oid]);
});

test('everybody who has a project is named once, and each commit of the day counts for one', () => {
  const names = fc.constantFrom('Anchovy', 'ANCHOVY', ' herring', 'Somebody else', 'Herring');
  const times = fc.integer({ min: -30 * HOUR, max: 2 * HOUR });
  const commits = fc.array(fc.record({ author: names, time: times }));
  fc.assert(
    fc.property(commits, (made) => {
      const all = made.map((each, n) => commit(n, { ...each, time: seconds + each.time }));
      const workers = whoWorks(open({ people: [anchovy, herring], commits: all }), NOW);
      const recent = made.filter(({ time }) => time > -24 * HOUR && time < HOUR).length;
      expect(workers.reduce((sum, worker) => sum + worker.commits, 0)).toBe(recent);
      expect(workers.filter(({ person }) => person === anchovy)).toHaveLength(1);
      expect(workers.filter(({ person }) => person === herring)).toHaveLength(1);
      const counts = workers.map((worker) => worker.commits);
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
    }),
  );
});

test('commits per hour are as many as were made in these hours', () => {
  const ages = fc.array(fc.integer({ min: -3 * HOUR, max: 20 * HOUR }));
  fc.assert(
    fc.property(ages, fc.integer({ min: 1, max: 12 }), (list, hours) => {
      const made = list.map((age) => ({ time: seconds - age }));
      const counts = commitsPerHour(made, hours, seconds * 1_000);
      expect(counts).toHaveLength(hours);
      const within = list.filter((age) => age < hours * HOUR && age > -HOUR).length;
      expect(counts.reduce((sum, n) => sum + n, 0)).toBe(within);
      const newest = list.filter((age) => age < HOUR && age > -HOUR).length;
      expect(counts.at(-1)).toBe(newest);
    }),
  );
});

test('the author is who is called so, and of two the one who has it', () => {
  const twin = { id: herring.id, name: 'anchovy' };
  expect(authorOf(commit(1, { peers: [herring.id] }), [anchovy, twin])).toBe(twin);
  expect(authorOf(commit(1), [anchovy, twin])).toBe(anchovy);
  expect(authorOf(commit(1, { author: 'Nobody' }), [anchovy])).toBeNull();
});

test('the latest commits of all projects stand in one list', () => {
  const one = open({ commits: [commit(1), commit(2, { time: seconds - 120 })], people: [anchovy] });
  const two = open({ id: swarmId(2), commits: [commit(3, { time: seconds - 90 })] });
  expect(latestCommits([one, two], 2).map(({ commit: { subject } }) => subject)).toEqual([
    'Change 1',
    'Change 3',
  ]);
  expect(roomWords([one, two], NOW)).toBe('1 person in 2 projects, 3 commits within a day');
});

test('a commit leads to the head that is at it, else to the freshest of who has it', () => {
  const at = (n: number, name: string, time: number, tip: object = {}) => ({
    ...head([], { name }),
    ...{ oid: oid(n), tip: { author: 'Anchovy', time, subject: 'x', ...tip } },
  });
  const copyOf = (peer: typeof anchovy, ...heads: ReturnType<typeof at>[]) => ({
    ...has(peer, heads),
    isOpen: true,
  });
  const swarm = {
    alternatives: [
      copyOf(anchovy, at(1, 'main', 10), at(2, 'topic', 30), at(3, 'old', 20)),
      copyOf(herring, at(3, 'theirs', 20), at(4, 'v1', 5, { oid: oid(9) })),
    ],
  };
  const lead = (n: number, ...peers: { id: typeof anchovy.id }[]) =>
    headWith({ oid: oid(n), peers: peers.map(({ id }) => id) }, swarm);
  expect(lead(1, anchovy)).toEqual({ peer: anchovy.id, ref: 'refs/heads/main' });
  // Of two who are at it, whoever comes first.
  expect(lead(3, herring, anchovy)).toEqual({ peer: herring.id, ref: 'refs/heads/theirs' });
  expect(lead(9, herring)).toEqual({ peer: herring.id, ref: 'refs/heads/v1' });
  expect(lead(7, anchovy, herring)).toEqual({ peer: anchovy.id, ref: 'refs/heads/topic' });
  expect(lead(7, self, herring)).toMatchObject({ ref: 'refs/heads/theirs' });
  expect(lead(7, self)).toBeNull();
  const [first, ...others] = swarm.alternatives;
  const hidden = { alternatives: [{ ...first, isOpen: false }, ...others] } as typeof swarm;
  expect(headWith({ oid: oid(1), peers: [anchovy.id] }, hidden)).toBeNull();
});

test('the end is told as people say it', () => {
  const now = new Date(2026, 5, 12, 18, 0).getTime();
  expect(untilWords(null, now)).toBe('until it is turned off');
  expect(untilWords(new Date(2026, 5, 13).getTime(), now)).toBe('until midnight');
  expect(untilWords(new Date(2026, 5, 12, 22, 30).getTime(), now)).toBe('until 22:30');
});
