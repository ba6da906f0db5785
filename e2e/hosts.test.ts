import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { NodeClient } from '../cli/node-client.ts';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { cloneAt, fsck, git, refs, trackingRefsOf, untouchables } from '../engine/testing/git.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import type { AppState, TransferResult } from '../shared/api/state.ts';
import { AvahiDaemon, avahiObstacle } from './lab/avahi-daemon.ts';
import { Lab } from './lab/lab.ts';
import { labObstacle } from './lab/obstacle.ts';
import { ShoalNode } from './support/shoal-node.ts';

const obstacle = labObstacle() ?? (await avahiObstacle());
const because = obstacle === null ? '' : ` (skipped: ${obstacle})`;

/** What is allowed, in ms. */
const LEFT = 1_000;
const KILLED = 15_000;
/** How long it takes at most until nobody has anything to say, in ms. */
const CALM_AFTER = 15_000;

describe.skipIf(obstacle !== null)(`three hosts on one network${because}`, () => {
  let lab: Lab<'anna' | 'bob' | 'cleo' | 'avahi'>;
  let anna: ShoalNode;
  let bob: ShoalNode;
  let cleo: ShoalNode;
  let source: string;
  let folder: string;

  beforeAll(async () => {
    folder = temporaryFolder();
    lab = await Lab.create({ hosts: ['anna', 'bob', 'cleo', 'avahi'] });
    anna = await ShoalNode.start('Anna', { host: lab.host('anna') });
    bob = await ShoalNode.start('Bob', { host: lab.host('bob') });
    cleo = await ShoalNode.start('Cleo', { host: lab.host('cleo') });
    source = join(folder, 'project');
    buildRepository(source, { commits: 1_000 });
    await anna.json('share', source);
  });

  afterAll(async () => {
    await Promise.all([anna, bob, cleo].map((node) => node?.[Symbol.asyncDispose]()));
    await lab?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  test('everyone sees everyone', async () => {
    await anna.untilPeers([bob, cleo]);
    await bob.untilPeers([anna, cleo]);
    await cleo.untilPeers([anna, bob]);
  });

  test('a pair has one connection', async () => {
    // Of two that were dialled at once, one is given up within a few seconds.
    await sleep(3_000);
    for (const name of ['anna', 'bob', 'cleo'] as const) {
      const sockets = await lab.host(name).exec('ss', '-Htn', 'state', 'established');
      const others = sockets.split('\n').filter((line) => line.includes('10.77.0.'));
      expect(others).toHaveLength(2);
    }
  });

  test('Avahi resolves each of them, with its TXT record', async () => {
    const avahi = await AvahiDaemon.start(lab.host('avahi'));
    onTestFinished(() => avahi[Symbol.asyncDispose]());
    const found = await avahi.browse('_gtp._tcp');
    for (const [node, host] of [
      [anna, 'anna'],
      [bob, 'bob'],
      [cleo, 'cleo'],
    ] as const) {
      const service = found.find(({ txt }) => txt.includes(`id=${node.id}`));
      expect(service).toMatchObject({
        address: lab.host(host).address,
        host: `${node.id.slice(0, 8)}.local`,
        txt: expect.arrayContaining(['v=2', `name=${node.name}`]),
      });
    }
    const annas = found.find(({ txt }) => txt.includes(`id=${anna.id}`));
    expect(annas?.txt.some((entry) => entry.startsWith('s0='))).toBe(true);
  });

  test('a fetch brings exactly the heads to both of the others', async () => {
    for (const node of [bob, cleo]) {
      const clone = join(node.directory, 'clone');
      cloneAt(source, 'main~300', clone);
      const before = untouchables(clone);
      await node.untilSwarm('project');
      const result = await node.json<TransferResult>('fetch', clone);
      expect(refs(clone, 'refs/remotes').sort()).toEqual(trackingRefsOf(source, 'anna'));
      expect(untouchables(clone)).toBe(before);
      expect(fsck(clone)).toBe('');
      // Who has received the blocks already passes them on.
      const givers = result.peers.map(({ id }) => id);
      expect([anna.id, bob.id, cleo.id]).toEqual(expect.arrayContaining(givers));
      expect(git(clone, ['rev-parse', 'refs/remotes/anna/main'])).toBe(
        git(source, ['rev-parse', 'main']),
      );
    }
  });

  test('one that leaves is gone within a second', async () => {
    // Asked over the control socket: a new command line would take a good part of the second.
    const views = await Promise.all(
      [anna, bob].map((node) => NodeClient.connect(join(node.directory, 'data'))),
    );
    try {
      const start = performance.now();
      cleo.process.kill('SIGINT');
      const gone = ({ peers }: AppState) => peers[cleo.id]?.presence.state !== 'connected';
      const seen = await Promise.all(views.map((view) => view.waitUntil(gone, KILLED)));
      expect(seen).toEqual([true, true]);
      expect(performance.now() - start).toBeLessThan(LEFT);
    } finally {
      for (const view of views) view[Symbol.dispose]();
    }
    await cleo.process.exited;
    await bob.untilPeers([anna]);
  });

  test('one that is killed is gone within 15 s', async () => {
    const start = Date.now();
    await anna.kill();
    await bob.untilPeers([], KILLED);
    expect(Date.now() - start).toBeLessThan(KILLED);
  });

  test('one whose cable is pulled is gone within 15 s, and back when it is plugged in', async () => {
    const again = await ShoalNode.start('Anna', {
      host: lab.host('anna'),
      directory: anna.directory,
    });
    expect(again.id).toBe(anna.id);
    await bob.untilPeers([again]);
    // What Bob says does not arrive any more, and while it is sent again the system probes nothing.
    await pullCable(() => bob.json('share', join(bob.directory, 'clone')));
    await lab.host('anna').linkUp();
    await bob.untilPeers([again], 40_000);
    await sleep(CALM_AFTER);
    await pullCable();
    await again.kill();
  }, 100_000);

  async function pullCable(andThen?: () => Promise<unknown>): Promise<void> {
    const start = Date.now();
    await lab.host('anna').linkDown();
    await andThen?.();
    await bob.untilPeers([], KILLED);
    expect(Date.now() - start).toBeLessThan(KILLED);
  }
});
