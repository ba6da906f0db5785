import { expect, test } from 'vitest';
import type { Peer } from '../../api/state.ts';
import type { Swarm } from '../../api/swarm-state.ts';
import { peerIdSchema, swarmIdSchema } from '../../ids.ts';
import { AmbiguousPeerError, NoSuchPeerError, resolvePeer } from './resolve-peer.ts';
import { AmbiguousSwarmError, NoSuchSwarmError, resolveSwarm } from './resolve-swarm.ts';

const id = (start: string) => start.padEnd(52, 'x');

function peer(start: string, name: string): Peer {
  return {
    id: peerIdSchema.parse(id(start)),
    name,
    words: [],
    trust: 'new',
    metAt: null,
    presence: { state: 'connecting' },
    problem: null,
    lastKnown: null,
    vouchedBy: [],
    isVouchedFor: false,
  };
}

function swarm(start: string, name: string, alternatives: string[] = []): Swarm {
  return {
    id: swarmIdSchema.parse(id(start)),
    name,
    description: null,
    local: [],
    alternatives: alternatives.map((other) => ({ name: other }) as Swarm['alternatives'][number]),
    newHeads: 0,
    newTags: 0,
    updatedAt: null,
  };
}

const otter = peer('abcd2222', 'Otter');
const heron = peer('abcd3333', 'Heron');
const small = peer('zzzz2222', 'heron');
const grün = peer('yyyy2222', 'Grünfink');
const peers = [otter, heron, small, grün];

test.each([
  ['by name', 'Otter', otter],
  ['by name in other case', 'oTTER', otter],
  ['by name exactly where case tells two apart', 'heron', small],
  ['by short id', 'abcd3333', heron],
  ['by whole id', id('abcd2222'), otter],
  ['by the start of an id', 'zzzz', small],
  ['by a name in another Unicode form', 'Grünfink'.normalize('NFD'), grün],
])('finds a peer %s', (_how, typed, expected) => {
  expect(resolvePeer(typed, peers)).toBe(expected);
});

test('a whole id wins over someone who took it for a name', () => {
  const impostor = peer('wwww2222', otter.id);
  expect(resolvePeer(otter.id, [impostor, otter])).toBe(otter);
});

test('nobody is found by an unknown name or by too little of an id', () => {
  expect(() => resolvePeer('Seal', peers)).toThrow(NoSuchPeerError);
  expect(() => resolvePeer('zzz', peers)).toThrow(NoSuchPeerError);
  expect(() => resolvePeer('', peers)).toThrow(NoSuchPeerError);
});

test('what may be several peers is an error that names them', () => {
  expect(() => resolvePeer('abcd', peers)).toThrow(AmbiguousPeerError);
  expect(() => resolvePeer('HERON', peers)).toThrow('Heron (abcd3333), heron (zzzz2222)');
});

test('finds a swarm by its id, its name, or what a peer calls it', () => {
  const map = swarm('mmmm2222', 'harbour-map', ['hafenkarte']);
  const tides = swarm('tttt2222', 'tide-tables');
  expect(resolveSwarm('mmmm', [map, tides])).toBe(map);
  expect(resolveSwarm('tide-tables', [map, tides])).toBe(tides);
  expect(resolveSwarm('Hafenkarte', [map, tides])).toBe(map);
  expect(() => resolveSwarm('lighthouse', [map, tides])).toThrow(NoSuchSwarmError);
  expect(() => resolveSwarm('app', [swarm('a', 'app'), swarm('b', 'app')])).toThrow(
    AmbiguousSwarmError,
  );
});
