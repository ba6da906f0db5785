import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { fsck, git } from '../engine/testing/git.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import type { DepotLog } from '../shared/api/depot-push-contract.ts';
import { nftObstacle } from './lab/nft-fault.ts';
import { labObstacle } from './lab/obstacle.ts';
import { Offices } from './lab/offices.ts';
import { runProgram } from './support/run-program.ts';
import { ShoalNode } from './support/shoal-node.ts';

const obstacle = labObstacle() ?? (await nftObstacle());
const because = obstacle === null ? '' : ` (skipped: ${obstacle})`;
const HELPER = resolve(import.meta.dirname, '../out/main/git-remote-gtp.js');
const URL = 'gtp://Depot/project';

describe.skipIf(obstacle !== null)(`two offices and a depot outside of both${because}`, () => {
  let lab: Offices;
  let depot: ShoalNode;
  let anna: ShoalNode;
  let bob: ShoalNode;
  let hers: string;
  let his: string;
  let folder: string;

  beforeAll(async () => {
    folder = temporaryFolder();
    lab = await Offices.open();
    const host = await lab.outside('depot', 1);
    depot = await ShoalNode.start('Depot', {
      host,
      args: [
        ...['--no-mdns', '--listen', '0.0.0.0:7654'],
        ...['--depot', join(folder, 'depot'), '--mirror', '*'],
      ],
    });
    const args = ['--no-mdns', '--peer', `${host.address}:7654`];
    [anna, bob] = await Promise.all([
      ShoalNode.start('Anna', { host: await lab.inside('anna', lab.one, 2), args }),
      ShoalNode.start('Bob', { host: await lab.inside('bob', lab.other, 2), args }),
    ]);
    hers = join(folder, 'project');
    his = join(folder, 'his');
    buildRepository(hers, { commits: 40 });
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    const script = `#!/bin/sh\nexec '${process.execPath}' '${HELPER}' "$@"\n`;
    writeFileSync(join(bin, 'git-remote-gtp'), script, { mode: 0o755 });
    await anna.json('share', hers, '--to', 'everyone');
    await bob.untilSwarm('project', 1);
  });

  afterAll(async () => {
    await Promise.all([depot, anna, bob].map((node) => node?.[Symbol.asyncDispose]()));
    await lab?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  function runGit(who: ShoalNode, cwd: string, ...args: string[]) {
    const env = {
      ...process.env,
      PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
      SHOAL_DATA_DIR: join(who.directory, 'data'),
      GIT_TERMINAL_PROMPT: '0',
      LC_ALL: 'C',
    };
    return runProgram('git', args, { cwd, env });
  }

  const commit = (path: string, message: string) => {
    git(path, ['commit', '--quiet', '--allow-empty', '-m', message]);
    return git(path, ['rev-parse', 'HEAD']);
  };

  test('with plain git, what one office pushes the other clones, and pushes on', async () => {
    const hers1 = commit(hers, 'of the first office');
    const push = () => runGit(anna, hers, 'push', '--porcelain', URL, 'main');
    await expect.poll(push, { timeout: 60_000 }).toMatchObject({ exitCode: 0 });
    await anna.json('depot', 'grant', 'project', bob.id, 'maintainer', '--refs', 'main');
    expect(await runGit(bob, folder, 'clone', '--quiet', URL, his)).toMatchObject({ exitCode: 0 });
    expect(git(his, ['rev-parse', 'HEAD'])).toBe(hers1);
    expect(fsck(his)).toBe('');
    const his1 = commit(his, 'of the other office');
    expect((await runGit(bob, his, 'push', 'origin', 'main')).stderr).toContain('main -> main');
    await runGit(anna, hers, 'remote', 'add', 'depot', URL);
    const pull = await runGit(anna, hers, 'pull', '--quiet', '--ff-only', 'depot', 'main');
    expect(pull).toMatchObject({ exitCode: 0 });
    expect(git(hers, ['rev-parse', 'main'])).toBe(his1);
    const { entries } = await bob.json<DepotLog & Record<string, unknown>>(
      ...['depot', 'log', 'project'],
    );
    expect(entries.map(({ peer, act }) => [peer, act.kind])).toEqual([
      [anna.id, 'grant'],
      [anna.id, 'push'],
      [anna.id, 'grant'],
      [bob.id, 'push'],
    ]);
  });
});
