import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { RepositoryId } from '../../../shared/ids.ts';
import { deferred } from '../../waiting/deferred.ts';
import { type AttackedData, attackedData } from './attacked-data.ts';
import { EngineProcess, type Holdings } from './engine-process.ts';

/** Who is attacked, and what it shares with everyone. */
export interface Target {
  readonly node: EngineProcess;
  /** A repository for the attack alone: the pair clones others. */
  readonly repository: RepositoryId;
  readonly path: string;
  /** Aborts when the attack must end. */
  readonly signal: AbortSignal;
  /** To be called when the attack is in full swing: the pair clones from then on. */
  begun(): void;
}

/** Ends when the signal aborts or earlier, and leaves nothing of its own open. */
export type Attack = (target: Target) => Promise<void>;

/** Times in milliseconds, of an honest pair's clone. */
export interface Harm {
  readonly quiet: number;
  readonly attacked: number;
  /** The most that the attacked process had in memory, in MB. */
  readonly peak: number;
  readonly before: Holdings;
  readonly after: Holdings;
  /** Of one core, when all was as before; if it never was, ten seconds after the attack. */
  readonly coreAfter: number;
}

type Aftermath = Pick<Harm, 'after' | 'coreAfter'>;

/** Why no attack can be measured on this machine; null if one can. */
export const attackObstacle = process.platform === 'linux' ? null : 'needs /proc';

/** Settings and manifests come and go, and the pair's clone ends with a reel that few files hold. */
const A_FEW_FILES = 20;
/** The longest that an attack may last, in milliseconds. */
const LONGEST = 60_000;
/** Within this all must be as before, in milliseconds. */
const AFTERMATH = 10_000;
/** For so long it is looked at how busy the node is at rest, in milliseconds. */
const WATCHED = 1_000;

/** Bob clones from Anna before somebody attacks her, meanwhile, and when all is as before. */
export async function underAttack(attack: Attack): Promise<Harm> {
  const data = await attackedData();
  const starting = [EngineProcess.start('Anna', data.folder), EngineProcess.start('Bob')] as const;
  try {
    return await measure(...(await Promise.all(starting)), data, attack);
  } finally {
    const started = (await Promise.allSettled(starting)).map((each) =>
      each.status === 'fulfilled' ? each.value[Symbol.asyncDispose]() : undefined,
    );
    await Promise.all(started);
  }
}

async function measure(
  anna: EngineProcess,
  bob: EngineProcess,
  data: AttackedData,
  attack: Attack,
): Promise<Harm> {
  const [second, third, victim] = data.ready;
  await bob.connect(anna);

  const quietBefore = await bob.clone(data.cold.swarm, 'before');
  // The others were before: nothing is left to be made ready by itself.
  await anna.untilPrepared(4);
  const before = atRest(await anna.holdings(), data.rest);
  const attacked = await during(
    attack,
    { node: anna, repository: victim.id, path: victim.path },
    () => bob.clone(second.swarm, 'meanwhile'),
  );
  const aftermath = await untilAsBefore(anna, before);
  const peak = anna.peakMegabytes;
  const quietAfter = await bob.clone(third.swarm, 'after');
  const quiet = Math.max(quietBefore, quietAfter);
  return { quiet, attacked, peak, before, ...aftermath };
}

/** What the clone of a moment ago may have left open is no excuse for what an attack leaves. */
function atRest(held: Holdings, rest: Holdings): Holdings {
  return {
    ...held,
    sockets: Math.min(held.sockets, rest.sockets),
    timers: Math.min(held.timers, rest.timers),
    children: Math.min(held.children, rest.children),
  };
}

/**
 * As all is as soon as it is as it was before the attack, at the latest when it has to be. Whoever says nothing of use is
 * let go after ten seconds, also who came last: what holds after those is looked at once.
 */
async function untilAsBefore(node: EngineProcess, before: Holdings): Promise<Aftermath> {
  for (const end = performance.now() + AFTERMATH; ; ) {
    const used = node.processorSeconds;
    await sleep(WATCHED);
    const coreAfter = (node.processorSeconds - used) / (WATCHED / 1_000);
    const aftermath = { after: await node.holdings(), coreAfter };
    const done = Object.values(asBefore(before, aftermath)).every(Boolean);
    if (done || performance.now() > end) return aftermath;
  }
}

function asBefore(before: Holdings, { after, coreAfter }: Aftermath) {
  return {
    sockets: after.sockets <= before.sockets,
    timers: after.timers <= before.timers,
    children: after.children <= before.children,
    files: after.files <= before.files + A_FEW_FILES,
    rest: coreAfter < 0.1,
  };
}

/** Does something while the attack goes on, and ends that. */
async function during<T>(
  attack: Attack,
  target: Omit<Target, 'signal' | 'begun'>,
  work: () => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, AbortSignal.timeout(LONGEST)]);
  const begun = deferred();
  const running = attack({ ...target, signal, begun: begun.resolve });
  running.then(begun.resolve, begun.reject);
  try {
    await begun.promise;
    return await work();
  } finally {
    over.abort();
    await running;
  }
}

/** The pair takes at most twice its time, memory stays within bounds, and within ten seconds all is as before. */
export function expectUnharmed(harm: Harm, mostMegabytes = 300): void {
  const { quiet, attacked, peak, before } = harm;
  const unharmed = {
    pair: attacked <= 2 * quiet,
    memory: peak < mostMegabytes,
    ...asBefore(before, harm),
  };
  const told = JSON.stringify(harm);
  for (const [what, holds] of Object.entries(unharmed))
    expect(holds, `${what}: ${told}`).toBe(true);
}
