import { type Command, InvalidArgumentError } from 'commander';
import type { AppState, Peer, Presence } from '../../shared/api/state.ts';
import type { Swarm } from '../../shared/api/swarm-state.ts';
import { newHeadsWords } from '../../shared/domain/words/head-count.ts';
import {
  theirLeftOutWords,
  theirListLeftOutWords,
} from '../../shared/domain/words/left-out-words.ts';
import { timeOf } from '../../shared/domain/words/time-of.ts';
import { shortId } from '../../shared/short-id.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import type { NodeClient } from '../node-client.ts';
import type { Surroundings } from '../surroundings.ts';

interface Options extends CommonOptions {
  readonly wait?: number;
}

/** How long after the first connection its peer's projects are waited for, in milliseconds. */
const MANIFEST_MS = 1_500;

export function nearbyCommand(around: Surroundings): Command {
  return shoalCommand('nearby', 'List the teammates nearby and the projects they share')
    .option('--wait <seconds>', 'wait until something is found, so long at most', parseSeconds)
    .action((options: Options) =>
      withNode(options, async (node) => {
        if (options.wait !== undefined) await waitForSomething(node, options.wait * 1_000);
        print(around, options, nearbyResult(node.state), () => nearbyWords(node.state));
      }),
    );
}

/** A project is what is looked for; a teammate who shares none is found after a short while, too. */
async function waitForSomething(node: NodeClient, ms: number): Promise<void> {
  const before = performance.now();
  const anyone = await node.waitUntil(
    (state) => offered(state).length > 0 || present(state).some(isConnected),
    ms,
  );
  const left = ms - (performance.now() - before);
  if (anyone)
    await node.waitUntil((state) => offered(state).length > 0, Math.min(left, MANIFEST_MS));
}

/** What `nearby --json` prints. */
export function nearbyResult(state: AppState) {
  return {
    peers: present(state).map(({ id, name, presence, trust, leftOut }) => ({
      id,
      name,
      addresses: addressesOf(presence),
      trusted: trust === 'trusted',
      ...(leftOut === undefined ? {} : { leftOut }),
    })),
    swarms: offered(state).map((swarm) => ({
      id: swarm.id,
      name: swarm.name,
      peers: present(state)
        .map(({ id }) => id)
        .filter((id) => swarm.alternatives.some(({ peer }) => peer === id)),
      local: localPath(state, swarm),
      ...leftOutOf(swarm),
    })),
  };
}

/** Where a peer can be dialled, as far as that is known. */
function addressesOf(presence: Presence): string[] {
  return presence.state === 'connected' && presence.address !== null ? [presence.address] : [];
}

function nearbyWords(state: AppState): string[] {
  const peers = present(state);
  if (peers.length === 0) return ['Nobody is nearby. Is Shoal running on another machine here?'];
  const swarms = offered(state);
  return [
    ...peers.flatMap((peer) => [
      `${peer.name}  ${shortId(peer.id)}  ${[...peerWords(peer)].join(', ')}`,
      ...(peer.leftOut === undefined
        ? []
        : [`  ${theirListLeftOutWords(peer.leftOut, peer.name)}`]),
    ]),
    '',
    ...(swarms.length === 0
      ? [nothingWords(peers)]
      : swarms.flatMap((s) => [swarmLine(state, s), ...leftOutLines(state, s)])),
  ];
}

/** A list that could not be read is no empty one. */
function nothingWords(peers: readonly Peer[]): string {
  return peers.some(({ problem }) => problem !== null)
    ? 'No project is known: see above what is wrong.'
    : 'Nobody shares a project.';
}

function* peerWords({ presence, trust, problem, isDepot }: Peer): Generator<string> {
  if (presence.state !== 'connected') yield presence.state;
  else if (presence.relay !== undefined) yield `over the relay ${presence.relay}`;
  else if (presence.isPunched) yield 'by hole punching';
  else yield presence.address ?? presence.state;
  if (isDepot) yield 'depot';
  if (trust === 'trusted') yield 'trusted';
  if (trust === 'vouched') yield 'vouched for';
  if (trust === 'new') yield 'not met before';
  if (trust === 'changed') yield 'NOT the key you trusted';
  if (problem !== null) yield problem;
}

function swarmLine(state: AppState, swarm: Swarm): string {
  const names = swarm.alternatives.map(({ peer, mirror }) => {
    const { name = shortId(peer), lastKnown = null } = state.peers[peer] ?? {};
    const asOf = mirror?.asOf ?? lastKnown?.asOf ?? null;
    if (asOf !== null && mirror === undefined) return `${name} (away, as of ${when(asOf)})`;
    if (mirror === undefined) return name;
    const of = state.peers[mirror.of]?.name ?? shortId(mirror.of);
    const whose = mirror.of === state.self?.id ? 'yours' : `${of}’s`;
    return `${name} (${whose}${asOf === null ? '' : ` as of ${when(asOf)}`})`;
  });
  const path = localPath(state, swarm);
  const mine = path === null ? 'not here yet' : `here in ${path}`;
  const news = newHeadsWords({ heads: swarm.newHeads, tags: swarm.newTags });
  const here = news === null ? mine : `${mine}, ${news}`;
  return `${swarm.name}  ${shortId(swarm.id)}  from ${[...new Set(names)].join(', ')}; ${here}`;
}

function when(at: number): string {
  return timeOf(at, Date.now());
}

/** What is shared and not told, by peer; only where there is such. */
function leftOutOf({ alternatives }: Swarm) {
  const leftOut = alternatives.flatMap(({ peer, leftOut: one }) =>
    one === undefined ? [] : [{ peer, ...one }],
  );
  return leftOut.length > 0 ? { leftOut } : {};
}

function leftOutLines(state: AppState, { alternatives }: Swarm): string[] {
  return alternatives.flatMap(({ peer, leftOut }) => {
    const name = state.peers[peer]?.name ?? shortId(peer);
    return leftOut === undefined ? [] : theirLeftOutWords(leftOut, name).map((line) => `  ${line}`);
  });
}

function present(state: AppState): Peer[] {
  return Object.values(state.peers).filter(({ presence }) => presence.state !== 'left');
}

function isConnected({ presence }: Peer): boolean {
  return presence.state === 'connected';
}

function offered(state: AppState): Swarm[] {
  const here = new Set(present(state).map(({ id }) => id));
  return Object.values(state.swarms).filter(({ alternatives }) =>
    alternatives.some(({ peer }) => here.has(peer)),
  );
}

function localPath(state: AppState, { local }: Swarm): string | null {
  const [first] = local;
  return first === undefined ? null : (state.repositories[first]?.path ?? null);
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (text.trim() === '' || !(seconds >= 0 && seconds <= 86_400)) {
    throw new InvalidArgumentError('It must be a number of seconds.');
  }
  return seconds;
}
