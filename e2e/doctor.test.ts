import { chownSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { NodeClient } from '../cli/node-client.ts';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { SmallDisk, smallDiskObstacle } from '../engine/testing/small-disk.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import { type Diagnosis, diagnose } from '../shared/domain/doctor/diagnose.ts';
import { Lab } from './lab/lab.ts';
import { drop, nftObstacle, undrop } from './lab/nft-fault.ts';
import { labObstacle } from './lab/obstacle.ts';
import { run } from './lab/run.ts';
import { gitHome } from './support/git-home.ts';
import { SetClock } from './support/set-clock.ts';
import { ShoalNode } from './support/shoal-node.ts';

const obstacle = labObstacle() ?? smallDiskObstacle() ?? (await nftObstacle());
const because = obstacle === null ? '' : ` (skipped: ${obstacle})`;

const PORT = 7654;
/** How long ago a teammate may have been heard to count as heard just now, and a little more. */
const STALE = 8_500;
const MB = 1_000_000;
const NOBODY = 4242;

/** Each fault is made on one network, found by its name, and undone. Cleo’s clock and Dora’s version stay as they are. */
describe.skipIf(obstacle !== null)(`the doctor among four hosts${because}`, () => {
  let lab: Lab<'anna' | 'bob' | 'cleo' | 'dora'>;
  let anna: ShoalNode;
  let bob: ShoalNode;
  let cleo: ShoalNode;
  let disk: SmallDisk;
  let clock: SetClock;
  let folder: string;
  /** Cleo’s, so that her git knows of no other folders as safe. */
  let home: Record<string, string>;
  const views = new Map<ShoalNode, NodeClient>();

  beforeAll(async () => {
    folder = temporaryFolder();
    home = gitHome(join(folder, 'home')) as Record<string, string>;
    disk = SmallDisk.make(64 * MB);
    const project = join(folder, 'project');
    buildRepository(project, { commits: 20 });
    clock = SetClock.make(folder);
    clock.set(-3);
    lab = await Lab.create({ hosts: ['anna', 'bob', 'cleo', 'dora'] });
    const args = ['--listen', `0.0.0.0:${PORT}`];
    [anna, bob, cleo] = await Promise.all([
      ShoalNode.start('Anna', { host: lab.host('anna'), args }),
      ShoalNode.start('Bob', { host: lab.host('bob'), args }),
      ShoalNode.start('Cleo', {
        ...{ host: lab.host('cleo'), args, directory: join(disk.path, 'cleo') },
        env: { ...home, ...clock.env },
      }),
    ]);
    const older = ['--import', 'tsx', join(import.meta.dirname, 'support/older-peer.ts')];
    const dora = lab.host('dora').spawn(process.execPath, [...older, 'Dora', folder, project]);
    await dora.waitForLine((line) => line || undefined, { timeoutMs: 30_000 });
    for (const node of [anna, bob, cleo]) {
      views.set(node, await NodeClient.connect(join(node.directory, 'data')));
      await viewOf(node).waitUntil(
        ({ peers }) =>
          Object.values(peers).filter(({ presence }) => presence.state === 'connected').length ===
          3,
        30_000,
      );
    }
  }, 60_000);

  afterAll(async () => {
    for (const view of views.values()) view[Symbol.dispose]();
    await Promise.all([anna, bob, cleo].map((node) => node?.[Symbol.asyncDispose]()));
    await lab?.[Symbol.asyncDispose]();
    disk?.[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Until the test is over. */
  const dropFor = async (name: 'anna' | 'bob', ...what: ['input' | 'output', string]) => {
    onTestFinished(() => undrop(lab.host(name)));
    await drop(lab.host(name), ...what);
  };
  const viewOf = (node: ShoalNode): NodeClient => {
    const view = views.get(node);
    if (view === undefined) throw new Error(`${node.name} was not started`);
    return view;
  };
  const examine = async (node: ShoalNode, about: string | null = null): Promise<Diagnosis> =>
    diagnose(await viewOf(node).call('doctor.examine', { about }));
  /** What is so all the time, and the room on this machine's disk. */
  const STANDING = ['clock-there', 'clock-here', 'older-version', 'disk-low'];
  const faults = async (node: ShoalNode, about: string | null = null) =>
    (await examine(node, about)).findings
      .map(({ code }) => code)
      .filter((code) => !STANDING.includes(code));
  const finding = async (node: ShoalNode, code: string) =>
    (await examine(node)).findings.find((each) => each.code === code);

  test('where all is well it says so, and how everybody sees everybody; it ends with status 0 whatever it finds', async () => {
    const [all, words, report, nobody, late] = await Promise.all([
      anna.json<{ [Key in keyof Diagnosis]: Diagnosis[Key] }>('doctor'),
      anna.cli('doctor', 'Bob'),
      anna.cli('doctor', '--report'),
      anna.cli('doctor', 'Otto', '--json'),
      finding(cleo, 'clock-here'),
    ]);
    const { findings, interfaces, peers } = all;
    const codes = findings.map(({ code }) => code).filter((code) => code !== 'disk-low');
    expect(codes).toEqual(['clock-there', 'older-version']);
    expect(findings.find(({ code }) => code === 'clock-there')?.what).toBe(
      'The clock of Cleo is 3 hours behind this computer’s and others’.',
    );
    expect(late?.what).toBe(
      'This computer’s clock is 3 hours behind those of all its teammates, which agree.',
    );
    expect(findings.find(({ code }) => code === 'older-version')?.what).toMatch(/^Dora runs /);
    const eth0 = interfaces.find(({ name }) => name === 'eth0');
    expect(eth0).toMatchObject({ use: 'used', heardItself: true });
    expect(eth0?.heard).toHaveLength(3);
    expect(interfaces.find(({ name }) => name === 'lo')).toMatchObject({ use: 'skipped' });
    expect(peers.find(({ id }) => id === bob.id)).toMatchObject({
      ...{ name: 'Bob', presence: 'connected', address: `${lab.host('bob').address}:${PORT}` },
      ...{ heard: true, reached: 'yes', hearsMe: true, reachesMe: 'yes', clockAhead: 0 },
    });
    expect(words).toMatchObject({ exitCode: 0, stderr: '' });
    expect(words.stdout).toContain('Bob shares nothing with you. (shares-nothing)');
    expect(words.stdout).toContain('You share nothing with Bob. (shown-nothing)');
    expect(report.stdout).toContain('Teammate 1');
    expect(report.stdout).not.toMatch(/Bob|Cleo|Dora|10\.77/);
    expect(JSON.parse(nobody.stdout).findings[0]).toMatchObject({ code: 'peer-unknown' });
  });

  test('announcements that a firewall drops, coming in or going out; its command mends it', async () => {
    await dropFor('anna', 'input', 'udp dport 5353');
    await dropFor('bob', 'output', 'udp dport 5353');
    const [deaf, silent] = await Promise.all([examine(anna), examine(bob)]);
    expect(silent.findings.map(({ code }) => code)).toContain('multicast-blocked');
    const unheard = deaf.findings.find(({ code }) => code === 'multicast-unheard');
    expect(unheard?.command).toBe('sudo nft insert rule inet fault input udp dport 5353 accept');
    await obey('anna', unheard?.command);
    expect(await faults(anna)).not.toContain('multicast-unheard');
  });

  test('a port that a firewall keeps shut is named on both ends, and a VPN', async () => {
    await dropFor('anna', 'input', `tcp dport ${PORT} tcp flags & (syn | ack) == syn`);
    await lab.host('cleo').exec('ip', 'link', 'add', 'tun0', 'type', 'veth');
    onTestFinished(async () => void (await lab.host('cleo').exec('ip', 'link', 'del', 'tun0')));
    await lab.host('cleo').exec('ip', 'link', 'set', 'tun0', 'up');
    await lab.host('cleo').exec('ip', 'route', 'add', 'default', 'dev', 'tun0');
    const [annas, bobs, cleos] = await Promise.all([examine(anna), faults(bob), faults(cleo)]);
    expect(bobs).toEqual(['their-port-blocked']);
    expect(cleos).toEqual(expect.arrayContaining(['their-port-blocked', 'vpn']));
    const blocked = annas.findings.find(({ code }) => code === 'port-blocked');
    expect(blocked?.what).toMatch(/^Bob and Cleo |^Cleo and Bob /);
    expect(blocked?.command).toBe(`sudo nft insert rule inet fault input tcp dport ${PORT} accept`);
    await obey('anna', blocked?.command);
    expect(await faults(anna)).toEqual([]);
  });

  test('multicast in one direction only, on both ends; meanwhile somebody else’s repository, and a full disk', async () => {
    const from = `ip saddr ${lab.host('anna').address} udp dport 5353`;
    await dropFor('bob', 'input', from);
    const isStale = sleep(STALE);
    const mine = join(folder, 'mine');
    buildRepository(mine, { commits: 3 });
    await cleo.json('share', mine);
    for (const entry of readdirSync(mine, { withFileTypes: true, recursive: true })) {
      chownSync(join(entry.parentPath, entry.name), NOBODY, NOBODY);
    }
    chownSync(mine, NOBODY, NOBODY);
    disk.leave(0);
    const isUnusable = () =>
      viewOf(cleo).waitUntil(
        ({ repositories }) =>
          Object.values(repositories).some(({ status }) => status.state === 'unusable'),
        30_000,
      );
    expect(await isUnusable()).toBe(true);
    const { findings } = await examine(cleo);
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['repository-owner', 'disk-full']),
    );
    const { command } = findings.find(({ code }) => code === 'repository-owner') ?? {};
    expect(command).toBe(`git config --global --add safe.directory ${mine}`);
    disk.makeRoom();
    await run(
      'env',
      ...Object.entries(home).map(([key, value]) => `${key}=${value}`),
      ...(command ?? '').split(' '),
    );
    await expect.poll(() => faults(cleo), { timeout: 30_000, interval: 500 }).toEqual([]);
    await isStale;
    // One after the other: neither gets to be heard because the other one is just looking, too.
    expect(await faults(anna)).toEqual(['one-way-out']);
    await sleep(STALE);
    expect(await faults(bob)).toEqual(['one-way-in']);
  });

  test('a network that keeps its computers apart: what is for everybody passes, or nothing does', async () => {
    await lab.isolate('unicast');
    const apart = await examine(anna);
    const isolation = apart.findings.find(({ code }) => code === 'isolation');
    expect(isolation?.what).toContain('are heard, but no connection gets through');
    for (const { reached } of apart.peers) expect(['silent', 'unreachable']).toContain(reached);
    await lab.isolate('all');
    expect(await faults(anna)).toEqual(['isolation-likely']);
  });

  test('a network that is gone and comes back under another address, a clock that is set right: it is said, and no restart is needed', async () => {
    const view = viewOf(anna);
    const isTold = (told: boolean) =>
      view.waitUntil(({ problems }) => 'discovery:network' in problems === told, 10_000);
    await lab.host('anna').linkDown();
    expect(await faults(anna)).toEqual(['no-network']);
    expect(await isTold(true)).toBe(true);
    await lab.isolate(null);
    await lab.host('anna').moveTo('10.77.0.99');
    expect(await isTold(false)).toBe(true);
    clock.set(0);
    await expect.poll(() => faults(anna), { timeout: 30_000 }).toEqual([]);
    const [{ peers }, cleos] = await Promise.all([examine(bob, 'Anna'), examine(cleo)]);
    expect(cleos.findings.filter(({ code }) => code.startsWith('clock'))).toEqual([]);
    expect(peers[0]).toMatchObject({ presence: 'connected', address: `10.77.0.99:${PORT}` });
  });

  /** Does what the doctor says, as root already. */
  async function obey(name: 'anna', command: string | null | undefined): Promise<void> {
    const [sudo, ...words] = (command ?? '').split(' ');
    expect(sudo).toBe('sudo');
    const [program = '', ...rest] = words;
    await lab.host(name).exec(program, ...rest);
  }
});
