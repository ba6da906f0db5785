import { join } from 'node:path';
import type { TransferResult } from '../shared/api/state.ts';
import { labSetting } from './support/lab-setting.ts';
import type { BenchOptions } from './support/options.ts';
import { plainCloneBytes } from './support/plain-clone-bytes.ts';
import { DEEP } from './support/plans.ts';
import { Project, USUAL_PACKING } from './support/project.ts';
import { atMost, type Report, type Row, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { startRoom } from './support/shoal-room.ts';
import { requireLab } from './support/tools.ts';
import { within } from './support/within.ts';

const TARGET = 1.03;
/** No link limits here; a clone of what people have takes no longer. */
const CLONE_SECONDS = 600;

/** All blocks of a full reel against what one plain clone of the same repository gets, in bytes. */
export async function benchBytes(options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  requireLab();
  const project = Project.open(options, DEEP, say, scope);
  const copies = [
    { what: 'as a server packed it', repository: project.asServed() },
    { what: 'freshly repacked', repository: project.packed(USUAL_PACKING) },
  ];
  const rows: Row[] = [];
  for (const { what, repository } of copies) {
    const git = plainCloneBytes(repository);
    const { bytes, blocks } = await scope.within((inner) => cloned(inner, repository));
    say(`${what}: ${bytes} bytes in ${blocks} blocks, git ${git}`);
    rows.push(atMost(what, bytes / git, TARGET, { bytes, blocks, git }));
  }
  return { name: 'bytes', rows };
}

/** What a clone says that it received. */
async function cloned(scope: Scope, repository: string): Promise<TransferResult> {
  const setting = await labSetting(scope, { repositories: [repository], receivers: 1 });
  const { receivers, swarm } = await startRoom(scope, setting);
  const target = join(setting.scratch, 'clone');
  const [cloning] = receivers.map(({ node }) => node.json<TransferResult>('clone', swarm, target));
  if (cloning === undefined) throw new Error('nobody receives');
  return within(CLONE_SECONDS, 'clone', cloning);
}
