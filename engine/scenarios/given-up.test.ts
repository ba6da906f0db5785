import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { HostileRoom } from './support/hostile-room.ts';

/** git's own work over what an unknown peer sent ends, wherever it is kept busy. */

const usualPath = process.env.PATH ?? '';
let room: HostileRoom;
beforeAll(async () => {
  room = await HostileRoom.open();
});
afterEach(() => {
  process.env.PATH = usualPath;
});
afterAll(() => room[Symbol.asyncDispose]());

/** From now on the git that is found first takes an hour over commands with this argument, on what came. */
function slowDown(argument: string): void {
  const folder = temporaryFolder();
  const script = [
    '#!/bin/sh',
    `for each in "$@"; do`,
    `  [ -n "$GIT_OBJECT_DIRECTORY" ] && [ "$each" = "${argument}" ] && exec sleep 3600`,
    'done',
    `PATH='${usualPath}' exec git "$@"`,
  ];
  writeFileSync(join(folder, 'git'), `${script.join('\n')}\n`);
  chmodSync(join(folder, 'git'), 0o755);
  process.env.PATH = `${folder}${delimiter}${usualPath}`;
}

test.skipIf(process.platform === 'win32').each([
  ['the walk through all that came', '--quiet'],
  ['the check of its content', '--strict'],
])('%s is given up', { timeout: 60_000 }, async (_what, argument) => {
  git(room.clone, ['config', 'fetch.fsckObjects', `${argument === '--strict'}`]);
  const before = git(room.clone, ['for-each-ref']);
  await room.meet({});
  await room.bob.untilAlternatives(1);
  slowDown(argument);
  const fetching = room.bob.fetch(room.clone);
  await expect(fetching).rejects.toMatchObject({
    code: 'costly-block',
    message: expect.stringMatching(/^Mallory [^\n]*\.$/),
  });
  expect(git(room.clone, ['for-each-ref'])).toBe(before);
  git(room.clone, ['config', '--unset', 'fetch.fsckObjects']);
  await room.sendAway();
});
