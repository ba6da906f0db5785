import { expect, test } from 'vitest';
import type { PeerId } from '../../ids.ts';
import { placesHere } from './places-here.ts';

const near = {
  endpoints: [
    { host: '192.168.1.20', port: 7654 },
    { host: 'fd00::20', port: 7654 },
  ],
  relays: [],
  trackers: [],
};
const relay = { id: 'a'.repeat(52) as PeerId, host: 'relay.example', port: 443 };

test('addresses alone are for who is on this network', () => {
  expect(placesHere(near, 'off')).toBe('192.168.1.20:7654, [fd00::20]:7654');
  expect(placesHere({ ...near, endpoints: [] }, 'off')).toBe('');
});

test('a relay or a tracker leads here from elsewhere', () => {
  expect(placesHere({ ...near, relays: [relay] }, 'off')).toBeNull();
  expect(placesHere({ ...near, trackers: ['https://example.org/list'] }, 'off')).toBeNull();
});

test('so does hole punching, where it can work', () => {
  expect(placesHere(near, 'up')).toBeNull();
  expect(placesHere(near, 'connecting')).toBeNull();
  expect(placesHere(near, 'no-bootstrap')).not.toBeNull();
  expect(placesHere(near, 'failed')).not.toBeNull();
});
