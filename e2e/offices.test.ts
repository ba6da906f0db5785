import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NodeClient } from '../cli/node-client.ts';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { cloneAt, fsck, git } from '../engine/testing/git.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import type { Diagnosis } from '../shared/domain/doctor/diagnose.ts';
import type { LabHost } from './lab/lab-host.ts';
import { nftObstacle } from './lab/nft-fault.ts';
import { labObstacle } from './lab/obstacle.ts';
import { Offices } from './lab/offices.ts';
import { gitHome } from './support/git-home.ts';
import { runProgram } from './support/run-program.ts';
import { ShoalNode } from './support/shoal-node.ts';

const obstacle = labObstacle() ?? (await nftObstacle());
const because = obstacle === null ? '' : ` (skipped: ${obstacle})`;
const HELPER = resolve(import.meta.dirname, '../out/main/git-remote-gtp.js');
const COMMITS = 20;
/** How soon a commit is with somebody who follows, 95 times of 100, in milliseconds. */
const FOLLOWS_WITHIN = 2_000;

describe.skipIf(obstacle !== null)(`two offices, and what is between them${because}`, () => {
  let lab: Offices;
  let hosts: Record<'outside' | 'anna' | 'bob' | 'cleo', LabHost>;
  let outside: ShoalNode;
  let anna: ShoalNode;
  let bob: ShoalNode;
  let cleo: ShoalNode;
  let source: string;
  let mine: string;
  let folder: string;
  const tracker = () => `http://${hosts.outside.address}:8080/`;
  const relay = () => `${outside.id}@${hosts.outside.address}:7654`;

  beforeAll(async () => {
    folder = temporaryFolder();
    lab = await Offices.open();
    hosts = {
      outside: await lab.outside('outside', 1),
      anna: await lab.inside('anna', lab.one, 2),
      bob: await lab.inside('bob', lab.other, 2),
      cleo: await lab.inside('cleo', lab.one, 3),
    };
    outside = await startOutside();
    const args = ['--use-tracker', tracker(), '--use-relay', relay()];
    [anna, bob] = await Promise.all([
      ShoalNode.start('Anna', { host: hosts.anna, args }),
      ShoalNode.start('Bob', { host: hosts.bob, args }),
    ]);
    source = join(folder, 'project');
    mine = join(folder, 'mine');
    buildRepository(source, { commits: 200 });
    cloneAt(source, 'main~20', mine);
    await anna.json('share', source);
    await bob.json('share', mine);
  });

  afterAll(async () => {
    const nodes = [outside, anna, bob, cleo];
    await Promise.all(nodes.map((node) => node?.[Symbol.asyncDispose]()));
    await lab?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  function startOutside(directory?: string): Promise<ShoalNode> {
    const listen = ['--listen', '0.0.0.0:7654', '--tracker', '0.0.0.0:8080', '--relay'];
    const args = ['--no-mdns', ...listen];
    return ShoalNode.start('Outside', {
      host: hosts.outside,
      args,
      ...(directory && { directory }),
    });
  }

  /** The relay over which somebody is connected, as the doctor tells. */
  async function relayTo(from: ShoalNode, to: ShoalNode): Promise<string | undefined> {
    const { peers } = await from.json<Diagnosis>('doctor', to.name);
    return peers.find(({ id }) => id === to.id)?.relay;
  }

  /** Waits for a state of a node’s, as the window would see it. */
  async function until(
    node: ShoalNode,
    isSo: Parameters<NodeClient['waitUntil']>[0],
    within: number,
  ): Promise<boolean> {
    using client = await NodeClient.connect(join(node.directory, 'data'));
    return await client.waitUntil(isSo, within);
  }

  const connected =
    (to: ShoalNode, over: 'direct' | 'relay'): Parameters<NodeClient['waitUntil']>[0] =>
    ({ peers }) => {
      const presence = peers[to.id]?.presence;
      if (presence?.state !== 'connected') return false;
      return (presence.relay === undefined ? 'direct' : 'relay') === over;
    };

  test('they find each other by the tracker, and are connected over the relay', async () => {
    expect(await until(bob, connected(anna, 'relay'), 90_000)).toBe(true);
    expect(await until(anna, connected(bob, 'relay'), 30_000)).toBe(true);
    expect(await relayTo(bob, anna)).toBe(`${hosts.outside.address}:7654`);
    // Who stands between them is nobody's teammate, and is shown nothing.
    expect((await outside.json<{ peers: unknown[] }>('nearby')).peers).toEqual([]);
    await bob.json('fetch', mine);
    expect(git(mine, ['rev-parse', 'refs/remotes/anna/main'])).toBe(
      git(source, ['rev-parse', 'main']),
    );
    expect(fsck(mine)).toBe('');
  });

  test('a commit is in the refs of somebody who follows, over the relay', async () => {
    await bob.json('follow', 'Anna', mine);
    const took: number[] = [];
    for (let count = 0; count < COMMITS; count += 1) {
      git(source, ['commit', '--quiet', '--allow-empty', '-m', `commit ${count}`]);
      const head = git(source, ['rev-parse', 'main']);
      const begun = performance.now();
      await expect
        .poll(() => git(mine, ['rev-parse', 'refs/remotes/anna/main']), {
          timeout: 30_000,
          interval: 25,
        })
        .toBe(head);
      took.push(performance.now() - begun);
    }
    console.log(`over the relay: ${took.map((each) => Math.round(each)).join(', ')} ms`);
    took.sort((one, other) => one - other);
    expect(took[Math.ceil(COMMITS * 0.95) - 1]).toBeLessThanOrEqual(FOLLOWS_WITHIN);
  });

  test('somebody who is invited clones over it: with Shoal, and with plain git', async () => {
    cleo = await ShoalNode.start('Cleo', { host: hosts.cleo, args: ['--no-mdns'] });
    await lab.carry(hosts.cleo, lab.one, lab.other, 3);
    const { link } = await anna.json<{ link: string }>('invite', 'project');
    expect(await cleo.json('join', link)).toMatchObject({
      name: 'Anna',
      relay: expect.any(String),
    });
    await cleo.untilSwarm('project', 1);
    const clone = join(cleo.directory, 'by-shoal');
    await cleo.json('clone', 'project', clone);
    expect(git(clone, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
    const bin = join(cleo.directory, 'bin');
    mkdirSync(bin);
    const script = `#!/bin/sh\nexec '${process.execPath}' '${HELPER}' "$@"\n`;
    writeFileSync(join(bin, 'git-remote-gtp'), script, { mode: 0o755 });
    const byGit = join(cleo.directory, 'by-git');
    const { exitCode, stderr } = await runProgram(
      'git',
      ['clone', '--quiet', 'gtp://Anna/project', byGit],
      {
        env: {
          ...process.env,
          ...gitHome(join(cleo.directory, 'home')),
          PATH: [bin, process.env.PATH].join(delimiter),
          SHOAL_DATA_DIR: join(cleo.directory, 'data'),
        },
      },
    );
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(git(byGit, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
    await cleo.leave();
  });

  test('a laptop that is carried to the other office finds who is there, and keeps who is not', async () => {
    cleo = await ShoalNode.start('Cleo', { host: hosts.cleo, directory: cleo.directory });
    await cleo.json('share', join(cleo.directory, 'by-shoal'));
    expect(await until(cleo, connected(bob, 'direct'), 60_000)).toBe(true);
    expect(await until(cleo, connected(anna, 'relay'), 90_000)).toBe(true);
    await lab.carry(hosts.cleo, lab.other, lab.one, 3);
    expect(await until(cleo, connected(anna, 'direct'), 90_000)).toBe(true);
    expect(await until(cleo, connected(bob, 'relay'), 90_000)).toBe(true);
  });

  test('with tracker and relay gone, those in one office go on', async () => {
    await outside.kill();
    expect(
      await until(anna, ({ peers }) => peers[bob.id]?.presence.state !== 'connected', 60_000),
    ).toBe(true);
    expect(await until(cleo, connected(anna, 'direct'), 10_000)).toBe(true);
    git(source, ['commit', '--quiet', '--allow-empty', '-m', 'while nobody is outside']);
    const clone = join(cleo.directory, 'by-shoal');
    await expect
      .poll(() => cleo.cli('fetch', clone, 'Anna'), { timeout: 30_000 })
      .toMatchObject({ exitCode: 0 });
    expect(git(clone, ['rev-parse', 'refs/remotes/anna/main'])).toBe(
      git(source, ['rev-parse', 'main']),
    );
    outside = await startOutside(outside.directory);
    expect(await until(anna, connected(bob, 'relay'), 120_000)).toBe(true);
  });

  test('a file on any web server, and a port that is let in, are enough for two to meet', async () => {
    await Promise.all([anna, bob, cleo].map((node) => node.leave()));
    // Anna now stands on the internet herself.
    const host = await lab.outside('anna2', 2);
    anna = await ShoalNode.start('Anna', { host, directory: anna.directory });
    const file = join(folder, 'web', 'tracker.json');
    mkdirSync(join(folder, 'web'));
    await anna.json('tracker', 'export', file);
    const serve = `require('http').createServer((_, answer) => require('fs').createReadStream(process.argv[1]).pipe(answer)).listen(8090, () => console.log('up'))`;
    const web = hosts.outside.spawn(process.execPath, ['-e', serve, file]);
    await web.waitForLine((line) => line === 'up' || undefined, { timeoutMs: 20_000 });
    const args = [
      '--no-mdns',
      '--use-tracker',
      `http://${hosts.outside.address}:8090/tracker.json`,
    ];
    bob = await ShoalNode.start('Bob', { host: hosts.bob, directory: bob.directory, args });
    expect(await until(bob, connected(anna, 'direct'), 60_000)).toBe(true);
  });
});
