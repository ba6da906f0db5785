import { resolve } from 'node:path';
import type { DepotCheck, DepotState } from '../../../shared/api/depot-state.ts';
import { KeepsNothingError } from '../../../shared/domain/depot/keeps-nothing-error.ts';
import { parseSize } from '../../../shared/domain/depot/size-text.ts';
import { resolveDepotProject } from '../../../shared/domain/resolve/resolve-depot-project.ts';
import { resolvePeer } from '../../../shared/domain/resolve/resolve-peer.ts';
import { resolveSwarm } from '../../../shared/domain/resolve/resolve-swarm.ts';
import { count, formatBytes } from '../../../shared/domain/words/quantity.ts';
import { type CommonOptions, print } from '../../command.ts';
import { PartlyDoneError, UsageError } from '../../errors.ts';
import type { NodeClient } from '../../node-client.ts';
import type { Surroundings } from '../../surroundings.ts';
import { depotWords } from './depot-words.ts';

/** What was typed beside the options that every command takes. */
export interface Typed extends CommonOptions {
  readonly name?: string;
  readonly owner?: string;
  readonly to?: readonly string[];
  readonly size?: string;
  readonly project?: string;
  readonly folder?: string;
}

type Action = (node: NodeClient, around: Surroundings, typed: Typed) => Promise<void>;

const list: Action = async (node, around, typed) => {
  const depot = depotOf(node);
  print(around, typed, { depot }, () => depotWords(node.state));
};

const add: Action = async (node, around, { name = '', owner, to, ...options }) => {
  depotOf(node);
  const { swarms, peers } = node.state;
  const all = Object.values(peers);
  const project = await node.call('depot.add', {
    swarm: resolveSwarm(name, Object.values(swarms)).id,
    ...(owner === undefined ? {} : { owner: resolvePeer(owner, all).id }),
    ...(to === undefined ? {} : { told: to.map((each) => resolvePeer(each, all).id) }),
  });
  print(around, options, { project }, () => [`Keeping ${project.name}.`]);
};

const remove: Action = async (node, around, { name: typed = '', ...options }) => {
  const { id, name } = resolveDepotProject(typed, depotOf(node));
  await node.call('depot.remove', { project: id });
  print(around, options, { project: { id, name } }, () => [`${name} is kept no more.`]);
};

const verify: Action = async (node, around, { name, ...options }) => {
  const depot = depotOf(node);
  const meant = name === undefined ? depot.projects : [resolveDepotProject(name, depot)];
  const projects: DepotCheck[] = [];
  for (const { id } of meant) projects.push(await node.call('depot.verify', { project: id }));
  print(around, options, { projects }, () =>
    projects.length === 0 ? ['Nothing is kept yet.'] : projects.map(checkWords),
  );
  const damaged = projects.filter(({ isWhole }) => !isWhole);
  if (damaged.length > 0) {
    throw new PartlyDoneError(damaged.map(({ name, problem }) => `${name}: ${problem}.`));
  }
};

const quota: Action = async (node, around, { size = '', project: typed, ...options }) => {
  const bytes = size === 'off' ? null : parseSize(size);
  if (bytes === null && size !== 'off') {
    throw new UsageError('The size must be such as 500M or 20G, or off.');
  }
  const depot = depotOf(node);
  const one = typed === undefined ? null : resolveDepotProject(typed, depot);
  await node.call('depot.setQuota', { project: one?.id ?? null, bytes });
  const what = one === null ? 'All together' : one.name;
  const most = bytes === null ? 'as much as there is' : formatBytes(bytes);
  print(around, options, { project: one?.id ?? null, quota: bytes }, () => [
    `${what} may take ${most}.`,
  ]);
};

const backup: Action = async (node, around, { folder = '', ...options }) => {
  depotOf(node);
  const path = resolve(around.workingFolder, folder);
  const saved = await node.call('depot.backup', { path });
  print(around, options, { backup: saved }, () => [
    `${count(saved.projects, 'project')}, ${formatBytes(saved.bytes)}, in ${saved.path}.`,
  ]);
};

const restore: Action = async (node, around, { folder = '', ...options }) => {
  depotOf(node);
  const path = resolve(around.workingFolder, folder);
  const restored = await node.call('depot.restore', { path });
  print(around, options, { restored }, () => [
    `${count(restored.projects, 'project')} brought back, every object read.`,
  ]);
};

/** By what follows `shoal depot`. */
export const ACTIONS = { list, add, remove, verify, quota, backup, restore } as const;

/** @throws KeepsNothingError */
function depotOf({ state: { depot } }: NodeClient): Extract<DepotState, { state: 'on' }> {
  if (depot.state === 'off') throw new KeepsNothingError();
  return depot;
}

function checkWords({ name, problem }: DepotCheck): string {
  return problem === null ? `${name}  whole` : `${name}  DAMAGED: ${problem}`;
}
