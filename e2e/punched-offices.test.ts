import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NodeClient } from '../cli/node-client.ts';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { fsck, git } from '../engine/testing/git.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import type { Diagnosis } from '../shared/domain/doctor/diagnose.ts';
import { nftObstacle } from './lab/nft-fault.ts';
import { labObstacle } from './lab/obstacle.ts';
import { Offices } from './lab/offices.ts';
import { ShoalNode } from './support/shoal-node.ts';

const obstacle = labObstacle() ?? (await nftObstacle());
const because = obstacle === null ? '' : ` (skipped: ${obstacle})`;
/** What cannot be made smaller, in bytes. */
const LARGE = 24_000_000;

describe.skipIf(obstacle !== null)(`two offices that let nobody in${because}`, () => {
  let lab: Offices;
  let outside: ShoalNode;
  let anna: ShoalNode;
  let bob: ShoalNode;
  let source: string;
  let clone: string;
  let folder: string;

  beforeAll(async () => {
    folder = temporaryFolder();
    lab = await Offices.open();
    const host = await lab.outside('outside', 1);
    const begin = `${host.address}:7656`;
    outside = await ShoalNode.start('Outside', {
      host,
      args: ['--no-mdns', '--bootstrap', begin],
    });
    const args = ['--no-mdns', '--use-bootstrap', begin];
    [anna, bob] = await Promise.all([
      ShoalNode.start('Anna', { host: await lab.inside('anna', lab.one, 2), args }),
      ShoalNode.start('Bob', { host: await lab.inside('bob', lab.other, 2), args }),
    ]);
    source = join(folder, 'project');
    clone = join(folder, 'clone');
    buildRepository(source, { commits: 20 });
    writeFileSync(join(source, 'large'), randomBytes(LARGE));
    git(source, ['add', 'large']);
    git(source, ['commit', '--quiet', '-m', 'something large']);
    await anna.json('share', source);
  });

  afterAll(async () => {
    await Promise.all([outside, anna, bob].map((node) => node?.[Symbol.asyncDispose]()));
    await lab?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  async function untilUp(node: ShoalNode): Promise<boolean> {
    using client = await NodeClient.connect(join(node.directory, 'data'));
    return await client.waitUntil(({ reach }) => reach.punching.state === 'up', 60_000);
  }

  test('somebody who is invited gets through by hole punching, and clones', async () => {
    expect(await Promise.all([anna, bob].map(untilUp))).toEqual([true, true]);
    const { link } = await anna.json<{ link: string }>('invite', 'project');
    expect(await bob.json('join', link)).toMatchObject({ name: 'Anna', isPunched: true });
    await bob.untilSwarm('project', 1);
    const { findings } = await bob.json<Diagnosis>('doctor', 'Anna');
    expect(findings.map(({ code }) => code)).toContain('punched');
    const begun = performance.now();
    await bob.json('clone', 'project', clone);
    const took = (performance.now() - begun) / 1_000;
    console.log(`by hole punching: ${(LARGE / 1e6 / took).toFixed(1)} MB/s`);
    expect(git(clone, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
    expect(fsck(clone)).toBe('');
    // Who stands at the beginning is nobody's teammate.
    expect((await outside.json<{ peers: unknown[] }>('nearby')).peers).toEqual([]);
  });

  test('with the bootstrap nodes gone, what has got through goes on', async () => {
    await outside.kill();
    git(source, ['commit', '--quiet', '--allow-empty', '-m', 'while nobody is outside']);
    await expect
      .poll(
        async () => {
          await bob.json('fetch', clone, 'Anna');
          return git(clone, ['rev-parse', 'refs/remotes/anna/main']);
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBe(git(source, ['rev-parse', 'main']));
  });
});
