import { expect, test } from 'vitest';
import { harbour, harbourCopy, secondCopy, stateOf } from '../../gallery/fixtures/room.ts';
import { chosenCopy, copiesOf } from './copies.ts';

const { repositories } = stateOf({ repositories: [secondCopy, harbourCopy] });
const twice = { ...harbour, local: [secondCopy.id, harbourCopy.id] };

test('my copies are in the order of their paths', () => {
  expect(copiesOf(twice, repositories)).toEqual([harbourCopy, secondCopy]);
});

test('the copy that was chosen is meant, else the first', () => {
  expect(chosenCopy(twice, repositories, {})).toBe(harbourCopy);
  expect(chosenCopy(twice, repositories, { [twice.id]: secondCopy.id })).toBe(secondCopy);
});

test('a choice that is gone does not count, and no copy is null', () => {
  const one = { ...twice, local: [harbourCopy.id] };
  expect(chosenCopy(one, repositories, { [twice.id]: secondCopy.id })).toBe(harbourCopy);
  expect(chosenCopy({ ...twice, local: [] }, repositories, {})).toBeNull();
});
