import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RepositoryId } from '../../shared/ids.ts';
import { ChainFile } from '../chain/chain-file.ts';
import { byShortId } from '../chain/names.ts';
import { PushRefusedError } from '../errors/pushes.ts';
import type { Identity } from '../identity/identity.ts';
import {
  BEGINNING,
  begun,
  giving,
  identitiesOf,
  moving,
  next,
  PROJECT,
} from '../testing/signed-chain.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { ProjectPushes } from './project-pushes.ts';
import type { PushTarget } from './push-target.ts';

const directory = temporaryFolder();
const HOUR = 3_600;
/** Bob maintains all branches until then; nothing was said in the project since it began. */
const EXPIRES = BEGINNING + 24 * HOUR;

let anna: Identity;
let bob: Identity;
let pushes: ProjectPushes;
/** The depot's clock, in seconds since the epoch. */
let now: number;
let folders = 0;

beforeAll(async () => {
  ({ anna, bob } = await identitiesOf(directory, ['anna', 'bob']));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

beforeEach(async () => {
  folders += 1;
  const chainFolder = join(directory, `chain-${folders}`);
  mkdirSync(chainFolder);
  const chain = begun(anna);
  const role = { role: 'maintainer', patterns: [{ refs: 'refs/heads/*' }] } as const;
  chain.append(next(chain, anna, giving(bob.id, role, EXPIRES)));
  const file = await ChainFile.open(chainFolder, { project: PROJECT, owner: anna.id });
  await file.append(chain.entries.map(({ signed }) => signed));
  const unused = async () => {
    throw new Error('nothing is to be moved');
  };
  const target: PushTarget = {
    record: { id: 'project' as RepositoryId, swarm: PROJECT, owner: anna.id },
    ...{ chainFolder, moveRefs: unused, roomFor: unused, takesPushes: unused },
    exclusively: (work) => work({} as never),
  };
  pushes = await ProjectPushes.open(target, byShortId, () => now * 1_000);
});

const pushed = (who: Identity, time: number) => next(pushes.chain, who, moving(null, 10), { time });

function refusal(who: Identity, time: number): unknown {
  try {
    pushes.check(who.id, [pushed(who, time)]);
  } catch (error) {
    return error;
  }
  return null;
}

describe('a role that has expired is of no use, whatever time its holder writes', () => {
  test.each([
    ['that of the last entry, a month ago', 30 * 24 * HOUR, BEGINNING],
    ['one just before it expired', 30 * 24 * HOUR, EXPIRES],
    ['one within what clocks may differ', 24 * HOUR + 300, EXPIRES - 1],
    ['the last second, one later', 24 * HOUR + 1, EXPIRES],
  ] as const)('%s', (_, since, time) => {
    now = BEGINNING + since;
    const error = refusal(bob, time);
    expect(error).toBeInstanceOf(PushRefusedError);
    expect(error).toMatchObject({ fault: 'refused' });
    expect((error as Error).message).toContain('the role has expired');
  });

  test('to its last second it is of use, also where the clocks differ a little', () => {
    now = EXPIRES;
    expect(refusal(bob, now)).toBeNull();
    now = EXPIRES - 60;
    expect(refusal(bob, now - 300)).toBeNull();
    now = EXPIRES + 10 * 24 * HOUR;
    expect(refusal(anna, now)).toBeNull();
  });
});

test('a time that is not now is none, also where the role has no end', () => {
  now = BEGINNING + 30 * 24 * HOUR;
  expect(refusal(anna, BEGINNING)).toMatchObject({ fault: 'clock' });
  expect(refusal(anna, now + HOUR)).toMatchObject({ fault: 'clock' });
});

test('entries of another depot that are still to come are told by their time', () => {
  now = BEGINNING + HOUR;
  const at = (time: number) => {
    const chain = pushes.chain.copy();
    return [chain.append(next(chain, bob, moving(null, 10), { time }))];
  };
  expect(pushes.firstToCome(at(now + 300))).toBeNull();
  expect(pushes.firstToCome(at(now + HOUR))?.entry.time).toBe(now + HOUR);
});
