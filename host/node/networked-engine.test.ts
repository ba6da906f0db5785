import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { awaited } from '../../engine/testing/awaited.ts';
import { deferred } from '../../engine/waiting/deferred.ts';
import type { Advertisement } from '../../shared/api/engine-contract.ts';
import type { Peer, Presence, Self } from '../../shared/api/state.ts';
import type { StateChange } from '../../shared/api/state-change.ts';
import { peerIdSchema } from '../../shared/ids.ts';
import type { DiscoveryListener } from '../discovery/discovery.ts';
import { DoubleLauncher, SELF } from '../engine-link/engine-double.ts';
import { DiscoveryDouble } from './discovery-double.ts';
import { NetworkedEngine } from './networked-engine.ts';

const sighting = {
  peer: peerIdSchema.parse('b'.repeat(52)),
  name: 'Heron',
  seq: 3,
  endpoints: [{ host: '127.0.0.1', port: 9 }],
};
const advertisement: Advertisement = {
  peer: SELF.id,
  name: 'Otter',
  port: 4040,
  seq: 1,
  swarms: [],
};

const OPTIONS = {
  start: { dataDirectory: '/data', listen: { host: '127.0.0.1', port: 0 }, version: '1' },
  onChanges: () => {},
  onLog: () => {},
};

let launcher: DoubleLauncher;
let engine: NetworkedEngine;
let changes: StateChange[];

beforeEach(async () => {
  changes = [];
  launcher = new DoubleLauncher(() => ({
    'discovery.seen': () => {},
    'discovery.left': () => {},
    'discovery.refresh': () => {},
  }));
  engine = new NetworkedEngine({
    ...OPTIONS,
    launcher,
    onChanges: (some) => changes.push(...some),
  });
  await engine.start();
});
afterEach(() => engine[Symbol.asyncDispose]());

function discover(name = 'network') {
  let found: DiscoveryDouble | undefined;
  const disposable = engine.discover(name, (listener) => {
    found = new DiscoveryDouble(listener);
    return found;
  });
  if (found === undefined) throw new Error('discovery was not opened');
  return { discovery: found, disposable };
}

test('what discovery finds goes to the engine', async () => {
  const { discovery } = discover();
  discovery.listener.seen(sighting);
  discovery.listener.left(sighting.peer);
  discovery.listener.networkChanged();
  await vi.waitFor(() => expect(launcher.last.called('discovery.refresh')).toHaveLength(1));
  expect(launcher.last.called('discovery.seen')).toEqual([sighting]);
  expect(launcher.last.called('discovery.left')).toEqual([{ peer: sighting.peer }]);
});

test('what is repeated of a connected peer is told once, and again when it is news', async () => {
  const { discovery } = discover();
  const show = (state: Presence['state']) => {
    const value = { presence: { state } } as Peer;
    launcher.last.server.announce('stateChanged', [{ set: 'peers', key: sighting.peer, value }]);
    return vi.waitFor(() => expect(engine.state.peers[sighting.peer]?.presence.state).toBe(state));
  };
  const seen = (...all: unknown[]) =>
    vi.waitFor(() => expect(launcher.last.called('discovery.seen')).toEqual(all));
  await show('unreachable');
  discovery.listener.seen(sighting);
  discovery.listener.seen(sighting);
  await seen(sighting, sighting);
  await show('connected');
  discovery.listener.seen(sighting);
  discovery.listener.seen(sighting);
  const moved = { ...sighting, endpoints: [{ host: '127.0.0.2', port: 9 }] };
  discovery.listener.seen(moved);
  await seen(sighting, sighting, sighting, moved);
  await show('left');
  discovery.listener.seen(moved);
  await seen(sighting, sighting, sighting, moved, moved);
});

test('what the engine advertises goes to every discovery, to later ones too', async () => {
  const { discovery } = discover();
  launcher.last.server.announce('advertise', advertisement);
  await vi.waitFor(() => expect(discovery.advertised).toEqual([advertisement]));
  expect(discover('second').discovery.advertised).toEqual([advertisement]);
});

test('what keeps discovery from working is a problem in the state until it is over', async () => {
  const { discovery, disposable } = discover();
  const problem = { code: 'no-network', sentence: 'No network.' };
  discovery.listener.problem(problem);
  expect(engine.state.problems).toEqual({ 'discovery:network': problem });
  expect(changes.at(-1)).toEqual({ set: 'problems', key: 'discovery:network', value: problem });
  await disposable[Symbol.asyncDispose]();
  expect(engine.state.problems).toEqual({});
  expect(discovery.saidGoodbye).toBe(true);
});

test('a restarted engine is told of every peer again', async () => {
  const { discovery } = discover();
  launcher.last.die({ reason: 'crashed', code: 1 });
  await vi.waitFor(() => expect(engine.state.engine).toBe('restarting'));
  discovery.listener.seen(sighting);
  await vi.waitFor(() => expect(engine.state.engine).toBe('running'));
  expect(discovery.refreshed).toBe(1);
});

test('after wake from sleep everything is looked at again', async () => {
  const { discovery } = discover();
  engine.refreshNetwork();
  expect(discovery.refreshed).toBe(1);
  await vi.waitFor(() => expect(launcher.last.called('discovery.refresh')).toHaveLength(1));
});

test('says goodbye at its end', async () => {
  const { discovery } = discover();
  await engine[Symbol.asyncDispose]();
  expect(discovery.saidGoodbye).toBe(true);
  expect(launcher.last.called('engine.stop')).toHaveLength(1);
});

test('who is heard while the engine starts is told to it as soon as it runs, as it was heard last', async () => {
  const begun = deferred<Self>();
  const slow = new DoubleLauncher(() => ({
    'engine.start': () => begun.promise,
    'discovery.seen': () => {},
    'discovery.left': () => {},
    'discovery.refresh': () => {},
  }));
  await using starting = new NetworkedEngine({ ...OPTIONS, launcher: slow });
  let listener: DiscoveryListener | undefined;
  starting.discover('network', (told) => {
    listener = told;
    return new DiscoveryDouble(told);
  });
  const started = starting.start();
  const gone = { ...sighting, peer: peerIdSchema.parse('c'.repeat(52)) };
  const moved = { ...sighting, endpoints: [{ host: '127.0.0.2', port: 9 }] };
  listener?.seen(sighting);
  listener?.seen(gone);
  listener?.networkChanged();
  listener?.left(gone.peer);
  listener?.seen(moved);
  begun.resolve(SELF);
  await awaited(started, 'the engine has started');
  listener?.seen(gone);
  await vi.waitFor(() => expect(slow.last.called('discovery.seen')).toEqual([moved, gone]));
  expect(slow.last.calls.map(({ name }) => name)).toEqual([
    'engine.start',
    'discovery.seen',
    'discovery.seen',
  ]);
});

test('of a flood that is heard meanwhile no more than a thousand peers are kept', async () => {
  await using starting = new NetworkedEngine({ ...OPTIONS, launcher });
  let listener: DiscoveryListener | undefined;
  starting.discover('network', (told) => {
    listener = told;
    return new DiscoveryDouble(told);
  });
  const peers = Array.from({ length: 1_100 }, (_, n) =>
    peerIdSchema.parse(n.toString(2).padStart(52, '0').replaceAll('0', 'a').replaceAll('1', 'b')),
  );
  for (const peer of peers) listener?.seen({ ...sighting, peer });
  await awaited(starting.start(), 'the engine has started');
  await vi.waitFor(() => expect(launcher.last.called('discovery.seen')).toHaveLength(1_000));
});
