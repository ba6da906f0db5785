import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Lab } from '../e2e/lab/lab.ts';
import { cloneAt, git } from '../engine/testing/git.ts';
import { serveHttp } from './rivals/smart-http.ts';
import { BenchNode } from './support/bench-node.ts';
import type { BenchOptions } from './support/options.ts';
import { runAt } from './support/place.ts';
import { plainCloneBytes } from './support/plain-clone-bytes.ts';
import { LARGE } from './support/plans.ts';
import { Project, USUAL_PACKING } from './support/project.ts';
import { atMost, median, type Report, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { scratchFolder } from './support/scratch.ts';
import { requireLab } from './support/tools.ts';
import { sentBytes } from './support/wire.ts';
import { patience, secondsAt } from './support/within.ts';

const SHOAL = resolve(import.meta.dirname, '../out/main/shoal.js');
const ROUNDS = 3;
const TARGET = 0.15;
const ORIGIN_MBIT = 20;
const PEER_MBIT = 1_000;
/** What a busy project does in a week. */
const BEHIND = 200;

/**
 * An origin behind a slow line, and a teammate near whose copy is a week behind: how long a clone takes that draws on
 * both, against one from the origin alone, and how much the origin sends.
 */
export async function benchMirror(options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  requireLab();
  const repository = Project.open(options, LARGE, say, scope).packed(USUAL_PACKING);
  const scratch = scratchFolder(scope);
  const lab = await scope.use(Lab.create({ hosts: ['origin', 'peer', 'receiver'] }));
  const [origin, peer, receiver] = [lab.host('origin'), lab.host('peer'), lab.host('receiver')];
  await origin.shape({ up: ORIGIN_MBIT });
  await peer.shape({ up: PEER_MBIT });
  const url = await serveHttp(scope, origin, repository);
  const copy = join(scratch, 'copy');
  cloneAt(repository, `HEAD~${BEHIND}`, copy);
  git(copy, ['remote', 'add', 'origin', url]);
  const start = (host: typeof peer) =>
    scope.use(BenchNode.start(host.name, { host, directory: join(scratch, host.name) }));
  for (const { name } of [peer, receiver]) mkdirSync(join(scratch, name));
  const [theirs, mine] = [await start(peer), await start(receiver)];
  await theirs.node.json('share', copy);
  await mine.untilReady([theirs], [theirs]);
  const data = ['--data', join(scratch, 'receiver', 'data')];
  const home = (name: string) => {
    mkdirSync(join(scratch, name));
    return { HOME: join(scratch, name), GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };
  };
  const [plain, enabled] = [home('plain'), home('enabled')];
  const enable = [SHOAL, 'git', 'enable', new URL(url).origin, ...data];
  await runAt(scope, receiver, 30, process.execPath, enable, { env: enabled });
  const ideal = patience(secondsAt(ORIGIN_MBIT, plainCloneBytes(repository)));
  const target = join(scratch, 'clone');
  const clone = ['clone', '--quiet', url, target];
  const ways = [
    { what: 'git clone', command: ['git', ...clone], env: plain },
    { what: 'git clone, with Shoal', command: ['git', ...clone], env: enabled },
    {
      what: 'shoal clone URL',
      command: [process.execPath, SHOAL, 'clone', '--json', url, target, ...data],
      env: plain,
    },
  ].map((way) => ({ ...way, seconds: [] as number[], bytes: [] as number[] }));
  for (let round = 0; round < (options.rounds ?? ROUNDS); round += 1) {
    for (const { what, command, env, seconds, bytes } of ways) {
      rmSync(target, { recursive: true, force: true });
      const [program = '', ...args] = command;
      const [before, startedAt] = [await sentBytes(origin), performance.now()];
      await runAt(scope, receiver, ideal, program, args, { env });
      seconds.push((performance.now() - startedAt) / 1_000);
      bytes.push((await sentBytes(origin)) - before);
      say(`${what}: ${seconds.at(-1)?.toFixed(2)} s, ${bytes.at(-1)} bytes from the origin`);
    }
  }
  const [direct, ...others] = ways;
  if (direct === undefined) throw new Error('nothing is measured');
  const rows = others.flatMap(({ what, seconds, bytes }) => [
    atMost(`${what}, share of the direct clone’s time`, ratio(seconds, direct.seconds), TARGET, {
      ...{ seconds, direct: direct.seconds },
    }),
    atMost(`${what}, share of the origin’s bytes`, ratio(bytes, direct.bytes), TARGET, {
      ...{ bytes, direct: direct.bytes },
    }),
  ]);
  return { name: 'mirror', rows };
}

function ratio(some: readonly number[], all: readonly number[]): number {
  return median(some) / median(all);
}
