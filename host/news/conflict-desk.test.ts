import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type AppState, EMPTY_STATE } from '../../shared/api/state.ts';
import { applyChanges, type StateChange } from '../../shared/api/state-change.ts';
import type { Swarm } from '../../shared/api/swarm-state.ts';
import type { MergeOutlook } from '../../shared/domain/git/merge-outlook.ts';
import { oidSchema, peerIdSchema, repositoryIdSchema, swarmIdSchema } from '../../shared/ids.ts';
import { INITIAL_SETTINGS } from '../../shared/settings/settings.ts';
import { ConflictDesk } from './conflict-desk.ts';

const id = swarmIdSchema.parse('s'.repeat(52));
const anna = peerIdSchema.parse('a'.repeat(52));
const copy = repositoryIdSchema.parse('abcdefghabcdefgh');
const oid = oidSchema.parse('1'.repeat(40));
const clean: MergeOutlook = { kind: 'clean' };
const inTwo: MergeOutlook = { kind: 'conflicts', files: ['a', 'b'], more: 0 };

let state: AppState;
let told: unknown[];
let desk: ConflictDesk;

beforeEach(() => {
  vi.useFakeTimers();
  state = applyChanges(EMPTY_STATE, [
    { set: 'peers', key: anna, value: { id: anna, name: 'Anna' } as never },
  ]);
  told = [];
  desk = new ConflictDesk((news) => told.push(news));
});
afterEach(() => {
  desk[Symbol.dispose]();
  vi.useRealTimers();
});

function happen(...changes: StateChange[]): void {
  state = applyChanges(state, changes);
  desk.look(changes, state);
  vi.advanceTimersByTime(5_000);
}

function heads(outlooks: Readonly<Record<string, MergeOutlook | null>>): StateChange {
  const list = Object.entries(outlooks).map(([name, merge]) => ({
    ...{ ref: `refs/heads/${name}`, name, oid },
    standing: { [copy]: { against: 'main', merge } },
  }));
  const swarm = { id, name: 'map', local: [copy], alternatives: [{ peer: anna, heads: list }] };
  return { set: 'swarms', key: id, value: swarm as unknown as Swarm };
}

test('a head that comes to conflict is told of once, with where it is seen', () => {
  happen(heads({ main: clean }));
  happen(heads({ main: null }));
  happen(heads({ main: inTwo }));
  happen(heads({ main: inTwo }));
  expect(told).toEqual([
    {
      title: 'Anna in map',
      body: 'main would conflict with your main in 2 files',
      head: { repository: copy, peer: anna, ref: 'refs/heads/main', oid },
    },
  ]);
  happen(heads({ main: clean }));
  happen(heads({ main: inTwo }));
  expect(told).toHaveLength(2);
});

test('what conflicted when it was first seen is no news, a head that is new since is', () => {
  happen(heads({ main: null }));
  happen(heads({ main: inTwo }));
  expect(told).toEqual([]);
  happen(heads({ main: inTwo, next: inTwo }));
  expect(told).toMatchObject([{ body: 'next would conflict with your main in 2 files' }]);
});

test('several at once are one piece of news', () => {
  happen(heads({ main: clean, next: clean, fix: clean }));
  happen(heads({ main: inTwo, next: inTwo, fix: inTwo }));
  expect(told).toMatchObject([{ body: expect.stringContaining(', and 2 other heads') }]);
});

test('nothing is told where that is not wanted', () => {
  happen(heads({ main: clean }));
  const values = { ...INITIAL_SETTINGS, 'notify-conflicts': false };
  happen({ set: 'settings', value: { ...EMPTY_STATE.settings, values } });
  happen(heads({ main: inTwo }));
  expect(told).toEqual([]);
});
