import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fsck, git, refs } from '../engine/testing/git.ts';
import { Lab } from './lab/lab.ts';
import { labObstacle } from './lab/obstacle.ts';
import { ShoalNode } from './support/shoal-node.ts';

const NAMES = ['anna', 'bob', 'cleo', 'dora', 'emil', 'fritz'] as const;
type Name = (typeof NAMES)[number];

const ROUNDS = 6;
/** What each commit adds that nothing compresses, in bytes: enough to tell it from what is said about it. */
const COMMIT_BYTES = 60_000;

interface Person {
  readonly name: Name;
  readonly node: ShoalNode;
  readonly path: string;
}

const obstacle = labObstacle();
const because = obstacle === null ? '' : ` (skipped: ${obstacle})`;

describe.skipIf(obstacle !== null)(`six hosts of a hackathon${because}`, () => {
  let hosts: Lab<Name>;
  const people: Person[] = [];

  beforeAll(async () => {
    hosts = await Lab.create({ hosts: NAMES });
    for (const name of NAMES) {
      const node = await ShoalNode.start(name, { host: hosts.host(name) });
      people.push({ name, node, path: join(node.directory, 'project') });
    }
  });
  afterAll(async () => {
    await Promise.all(people.map(({ node }) => node[Symbol.asyncDispose]()));
    await hosts?.[Symbol.asyncDispose]();
  });

  test('one starts a project, five join, all follow all, and in the end everybody has everything', async () => {
    const [first, ...others] = people as [Person, ...Person[]];
    start(first);
    await first.node.json('share', first.path);
    for (const [index, { node, path }] of others.entries()) {
      await node.untilSwarm('project', index + 1);
      await node.json('clone', 'project', path);
      await node.json('share', path);
    }
    for (const { node, name, path } of people) {
      git(path, ['config', 'user.name', name]);
      git(path, ['config', 'user.email', `${name}@example.invalid`]);
      await node.untilSwarm('project', NAMES.length - 1);
      await node.untilPeers(people.filter((each) => each.node !== node).map((each) => each.node));
      for (const other of people) {
        if (other.name !== name) await node.json('follow', other.name, path);
      }
    }
    await untilAllHaveAll();
    const before = await receivedBytes();
    const needed = new Map(people.map(({ name }) => [name, 0]));

    for (let round = 0; round < ROUNDS; round += 1) {
      for (const person of people) {
        const isBranching = round === 2;
        if (isBranching) git(person.path, ['checkout', '--quiet', '-b', `idea/${person.name}`]);
        commit(person, round);
        for (const { name } of people) {
          if (name !== person.name) needed.set(name, (needed.get(name) ?? 0) + COMMIT_BYTES);
        }
      }
      await sleep(300);
    }
    const mine = new Map(people.map(({ name, path }) => [name, ownRefs(path)]));
    await untilAllHaveAll();

    for (const { name, path, node } of people) {
      // Nothing else has moved, and nothing is broken.
      expect(ownRefs(path), name).toEqual(mine.get(name));
      expect(git(path, ['status', '--porcelain']), name).toBe('');
      expect(fsck(path), name).toBe('');
      const told = await node.json<{ activity: { peerName: string }[] }>('activity');
      expect(new Set(told.activity.map(({ peerName }) => peerName)).size, name).toBe(5);
    }
    const after = await receivedBytes();
    for (const { name } of people) {
      const ratio = ((after.get(name) ?? 0) - (before.get(name) ?? 0)) / (needed.get(name) ?? 1);
      expect(ratio, `${name} received ${ratio.toFixed(2)} of what was needed`).toBeLessThan(1.3);
    }
    for (const { name } of people) {
      expect(await connectionsOf(name), `connections of ${name}`).toBe(NAMES.length - 1);
    }
  });

  function start({ path, name }: Person): void {
    mkdirSync(path);
    git(path, ['init', '--quiet', '--initial-branch=main']);
    git(path, ['config', 'user.name', name]);
    git(path, ['config', 'user.email', `${name}@example.invalid`]);
    writeFileSync(join(path, 'README.md'), '# Project\n');
    git(path, ['add', '.']);
    git(path, ['commit', '--quiet', '-m', 'Start']);
  }

  function commit({ path, name }: Person, round: number): void {
    const noise = Buffer.alloc(COMMIT_BYTES);
    crypto.getRandomValues(noise);
    writeFileSync(join(path, `${name}-${round}.bin`), noise);
    git(path, ['add', '.']);
    git(path, ['commit', '--quiet', '-m', `${name}, round ${round}`]);
  }

  function ownRefs(path: string): string[] {
    return [
      ...refs(path, 'refs/heads', 'refs/tags', 'refs/stash'),
      readFileSync(join(path, '.git', 'HEAD'), 'utf8'),
    ];
  }

  async function untilAllHaveAll(): Promise<void> {
    const deadline = Date.now() + 120_000;
    for (const { path, name } of people) {
      for (const other of people.filter((each) => each.name !== name)) {
        while (!isFetched(path, other)) {
          if (Date.now() > deadline) throw new Error(`${name} lacks heads of ${other.name}`);
          await sleep(100);
        }
      }
    }
  }

  function isFetched(path: string, other: Person): boolean {
    const theirs = refs(other.path, 'refs/heads').map((line) => line.replace('refs/heads/', ''));
    const here = refs(path, `refs/remotes/${other.name}/`).map((line) =>
      line.replace(`refs/remotes/${other.name}/`, ''),
    );
    return theirs.join() === here.join();
  }

  /** What came in on each host's network, in bytes. */
  async function receivedBytes(): Promise<Map<Name, number>> {
    const counted = await Promise.all(
      NAMES.map(async (name): Promise<[Name, number]> => {
        const path = '/sys/class/net/eth0/statistics/rx_bytes';
        return [name, Number(await hosts.host(name).exec('cat', path))];
      }),
    );
    return new Map(counted);
  }

  /** Established TCP connections to other hosts. */
  async function connectionsOf(name: Name): Promise<number> {
    const listed = await hosts.host(name).exec('ss', '-Htn', 'state', 'established');
    return listed.split('\n').filter((line) => line.includes('10.77.0.')).length;
  }
});
