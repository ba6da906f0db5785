import { beforeEach, expect, test } from 'vitest';
import type { Reel } from '../../shared/gtp/reel.ts';
import type { Oid, PeerId, ReelName, RepositoryId } from '../../shared/ids.ts';
import { Grants } from './grants.ts';

const HOUR = 3_600_000;
const anna = 'a'.repeat(52) as PeerId;
const bob = 'b'.repeat(52) as PeerId;
const project = 'p'.repeat(16) as RepositoryId;
const other = 'q'.repeat(16) as RepositoryId;
const name = (index: number) => String(index).padStart(64, '0') as ReelName;
const reel = (index: number): Reel => ({
  objectFormat: 'sha1',
  wants: [String(index).padStart(40, '0') as Oid],
  haves: [],
  layout: { stripes: 1, windows: 0 },
});

let now: number;
let grants: Grants;
beforeEach(() => {
  now = 1_000;
  grants = new Grants(() => now);
});

test('an offer opens one reel of one repository to one peer', () => {
  grants.give(anna, project, name(1), reel(1));
  expect(grants.find(anna, project, name(1))).toEqual(reel(1));
  expect(grants.find(bob, project, name(1))).toBeNull();
  expect(grants.find(anna, other, name(1))).toBeNull();
  expect(grants.find(anna, project, name(2))).toBeNull();
});

test('it ends six hours after it was made last, however often it is used', () => {
  grants.give(anna, project, name(1), reel(1));
  now += 5 * HOUR;
  grants.give(anna, project, name(1), reel(1));
  now += 5.9 * HOUR;
  expect(grants.find(anna, project, name(1))).toEqual(reel(1));
  now += 0.2 * HOUR;
  expect(grants.find(anna, project, name(1))).toBeNull();
});

test('of many, the one unused for longest gives way; what others were offered stays', () => {
  grants.give(bob, project, name(0), reel(0));
  for (let index = 0; index < 256; index += 1) {
    grants.give(anna, project, name(index), reel(index));
  }
  expect(grants.find(anna, project, name(0))).toEqual(reel(0));
  grants.give(anna, project, name(256), reel(256));
  expect(grants.find(anna, project, name(1))).toBeNull();
  expect(grants.find(anna, project, name(0))).toEqual(reel(0));
  expect(grants.find(anna, project, name(256))).toEqual(reel(256));
  expect(grants.find(bob, project, name(0))).toEqual(reel(0));
});
