import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type AppState, EMPTY_STATE } from '../../shared/api/state.ts';
import type { Swarm } from '../../shared/api/swarm-state.ts';
import type { Place } from '../../shared/domain/places.ts';
import { swarmIdSchema } from '../../shared/ids.ts';
import { LinkOpener } from './link-opener.ts';

let shown: Place[];
let opener: LinkOpener;
beforeEach(() => {
  vi.useFakeTimers();
  shown = [];
  opener = new LinkOpener((place) => shown.push(place));
});
afterEach(() => {
  opener[Symbol.dispose]();
  vi.useRealTimers();
});

const id = (letter: string) => swarmIdSchema.parse(letter.repeat(52));
function nearby(...names: string[]): AppState {
  const swarms = names.map((name, index) => {
    const swarm = { id: id('abc'[index] ?? 'd'), name, alternatives: [] as Swarm['alternatives'] };
    return [swarm.id, swarm as unknown as Swarm] as const;
  });
  return { ...EMPTY_STATE, swarms: Object.fromEntries(swarms) };
}
const map = { to: 'project', project: 'map' } as const;

test('asks whether to reach whoever gave an invitation', () => {
  const link = 'shoal://invite/…';
  opener.open({ to: 'invite', link }, EMPTY_STATE);
  expect(shown).toEqual([{ to: 'connect', address: link }]);
});

test('leads to a project that is there', () => {
  opener.open(map, nearby('tide', 'map'));
  expect(shown.at(-1)).toEqual({ to: 'swarm', id: id('b') });
});

test('shows the search until a project is seen, and goes there then', () => {
  opener.open(map, EMPTY_STATE);
  expect(shown).toEqual([{ to: 'search', words: 'map' }]);
  vi.advanceTimersByTime(5_000);
  opener.look(nearby('map'));
  expect(shown.at(-1)).toEqual({ to: 'swarm', id: id('a') });
  opener.look(nearby('map'));
  expect(shown).toHaveLength(2);
});

test('takes nobody away from what they do by then', () => {
  opener.open(map, EMPTY_STATE);
  vi.advanceTimersByTime(11_000);
  opener.look(nearby('map'));
  expect(shown).toHaveLength(1);
});

test('leaves the choice between several to the user', () => {
  opener.open(map, nearby('map', 'map'));
  expect(shown).toEqual([{ to: 'search', words: 'map' }]);
});

test('asks before it connects', () => {
  opener.open({ to: 'connect', address: '10.0.0.7:4040' }, EMPTY_STATE);
  expect(shown).toEqual([{ to: 'connect', address: '10.0.0.7:4040' }]);
});
