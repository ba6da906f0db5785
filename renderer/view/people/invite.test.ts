import { expect, test } from 'vitest';
import { mine, swarmId } from '../../gallery/fixtures/projects.ts';
import { invitedTo, inviteEnd } from './invite.ts';

test('an invitation is good for whole days from now on, in seconds', () => {
  expect(inviteEnd('day', 1_700_000_000_900)).toBe(1_700_086_400);
  expect(inviteEnd('week', 1_700_000_000_000)).toBe(1_700_604_800);
  expect(inviteEnd('month', 1_700_000_000_000)).toBe(1_702_592_000);
});

test('one is invited to each project that is shared, once, by name', () => {
  const shared = { visibility: { to: 'everyone' } } as const;
  const all = [
    { ...mine(1, 'tide-clock', swarmId(1)), ...shared },
    { ...mine(2, 'tide-clock again', swarmId(1)), ...shared },
    { ...mine(3, 'Anchor', swarmId(3)), ...shared },
    { ...mine(4, 'diary', swarmId(4)), visibility: { to: 'nobody' } as const },
    { ...mine(5, 'empty', swarmId(5)), ...shared, status: { state: 'reading' } as const },
  ];
  expect(invitedTo(Object.fromEntries(all.map((each) => [each.id, each])))).toEqual([
    { id: swarmId(3), name: 'Anchor' },
    { id: swarmId(1), name: 'tide-clock' },
  ]);
});
