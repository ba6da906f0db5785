import { expect, test } from 'vitest';
import type { Peer } from '../../shared/api/state.ts';
import { peerIdSchema } from '../../shared/ids.ts';
import { smelt } from '../gallery/fixtures/people.ts';
import { stateOf } from '../gallery/fixtures/room.ts';
import { createAppStore } from './app-store.ts';
import { createHueStore } from './hue-store.ts';

/** Five people whose ids stand for one and the same hue. */
const alike = [...'abcde'].map(
  (letter, n): Peer => ({
    ...smelt,
    id: peerIdSchema.parse(`aa${letter.repeat(50)}`),
    metAt: n,
  }),
);

test('people in view differ, also where their ids do not, and keep their hues', () => {
  const app = createAppStore();
  const hues = createHueStore(app);
  const hueOf = (peer: Peer) => hues.getState().get(peer.id);
  app.setState({ state: stateOf({ peers: alike.slice(0, 3) }) });
  const before = alike.slice(0, 3).map(hueOf);
  app.setState({ state: stateOf({ peers: alike }) });
  expect(new Set(alike.map(hueOf)).size).toBe(5);
  expect(alike.slice(0, 3).map(hueOf)).toEqual(before);
  // A round trip changes nobody's.
  const given = hues.getState();
  const connected = { state: 'connected', address: '10.0.0.1:1', roundTripMs: 9 } as const;
  app.setState({
    state: stateOf({ peers: alike.map((peer) => ({ ...peer, presence: connected })) }),
  });
  expect(hues.getState()).toBe(given);
});
