import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Oid, RepositoryId, SwarmId } from '../../../shared/ids.ts';
import { swarmIdOf } from '../../identity/peer-id.ts';
import { git } from '../../testing/git.ts';
import { projectPath } from './attack-projects.ts';
import { EngineProcess, type Holdings } from './engine-process.ts';

/** A project that whoever is attacked shares with everyone. */
interface AttackedProject {
  readonly path: string;
  readonly id: RepositoryId;
  readonly swarm: SwarmId;
}

/** What whoever is attacked starts with. */
export interface AttackedData {
  /** A data folder, to be copied. */
  readonly folder: string;
  /** Nothing of it is made ready. */
  readonly cold: AttackedProject;
  /** Of these, all that a clone asks for. */
  readonly ready: readonly [AttackedProject, AttackedProject, AttackedProject];
  /** What an engine with these projects holds at rest, when a teammate who has cloned one is here. */
  readonly rest: Holdings;
}

/**
 * The same for all attacks, made by the first of them: an engine makes its repositories ready when it has rested for
 * seconds, which takes longer than most attacks.
 */
export async function attackedData(): Promise<AttackedData> {
  const folder = join(inject('attackProjects'), 'data');
  const told = `${folder}.json`;
  if (!existsSync(told)) writeFileSync(told, JSON.stringify(await make(folder)));
  return JSON.parse(readFileSync(told, 'utf8'));
}

async function make(folder: string): Promise<AttackedData> {
  await using anna = await EngineProcess.start('Anna');
  await using bob = await EngineProcess.start('Bob');
  const share = async (number: number): Promise<AttackedProject> => {
    const path = projectPath(number);
    const { id } = await anna.share(path);
    const root = git(path, ['rev-list', '--max-parents=0', 'main']) as Oid;
    return { path, id, swarm: swarmIdOf('sha1', root) };
  };
  const ready = [await share(2), await share(3), await share(4)] as const;
  await bob.connect(anna);
  await anna.untilPrepared(ready.length);
  const kept = new Set(readdirSync(anna.reels));
  const cold = await share(1);
  await bob.clone(cold.swarm, 'clone');
  await anna.untilPrepared(ready.length + 1);
  const rest = await anna.holdings();
  await anna.call('engine.stop', {});
  cpSync(anna.dataDirectory, folder, { recursive: true, preserveTimestamps: true });
  for (const reel of readdirSync(anna.reels).filter((name) => !kept.has(name))) {
    rmSync(join(folder, 'reels', reel), { recursive: true });
  }
  return { folder, cold, ready, rest };
}
