import { readFile, statfs } from 'node:fs/promises';
import { networkInterfaces, release } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  AskedPeer,
  DoctorFacts,
  EngineFacts,
  EnginePeerFact,
  FirewallFact,
  InterfaceFact,
  NetworkFacts,
  PeerFact,
} from '../../shared/api/doctor-facts.ts';
import type { Reach } from '../../shared/api/reach-state.ts';
import type { AppState } from '../../shared/api/state.ts';
import { AmbiguousPeerError, resolvePeer } from '../../shared/domain/resolve/resolve-peer.ts';
import { isVisibleTo } from '../../shared/domain/visibility.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { InterfaceHearing, WhileListening } from '../discovery/discovery.ts';
import { isTunnel } from '../discovery/interface-choice.ts';
import { probeFirewalld } from './firewalls/firewalld.ts';
import { probeMacFirewall } from './firewalls/macos.ts';
import { probeNftables } from './firewalls/nftables.ts';
import { probeUfw } from './firewalls/ufw.ts';
import { probeProfiles, probeWindowsFirewall } from './firewalls/windows.ts';
import { probeRunner, type RunProbe } from './run-probe.ts';
import { probeWayOut } from './way-out.ts';

/** How long those who were asked may take until they are heard: two announcements are a second apart. In milliseconds. */
const CALLED_MS = 1_500;
const HEARD_MS = 50;
const UFW_SETTINGS = '/etc/ufw/ufw.conf';

export interface ExaminedNode {
  readonly dataFolder: string;
  readonly version: string;
  readonly state: () => AppState;
  /** What is heard on the network just now; null where nobody looks around, and nothing is done meanwhile. */
  listen(
    signal: AbortSignal,
    meanwhile: WhileListening,
  ): Promise<readonly InterfaceHearing[] | null>;
  look(peer: PeerId | null, signal: AbortSignal): Promise<EngineFacts>;
}

/**
 * Gathers what decides whether teammates find each other. Whatever cannot be had is left out: a doctor
 * has to come to an end where nothing else does.
 * @throws AmbiguousPeerError, and the signal's reason
 */
export async function examine(
  node: ExaminedNode,
  about: string | null,
  signal: AbortSignal,
): Promise<DoctorFacts> {
  const asked = about === null ? null : askedPeer(about, node.state());
  const run = probeRunner(signal);
  const { platform } = process;
  const { self } = node.state();
  const port = self?.port ?? null;
  let seen: EngineFacts | null | undefined;
  // Not before the announcements have gone out: the others are asked whether they heard them.
  const look = async (heard?: ReadonlySet<PeerId>) => {
    seen = await lookAround(node, asked, signal);
    if (heard !== undefined) await untilHeard(seen?.peers ?? [], heard, signal);
  };
  const [heard, wayOut, firewalls, profiles, disk] = await Promise.all([
    node.listen(signal, look),
    probeWayOut(run, platform),
    probeFirewalls(run, platform, port),
    platform === 'win32' ? probeProfiles(run) : [],
    freeSpace(node.dataFolder),
  ]);
  signal.throwIfAborted();
  if (seen === undefined) await look();
  const state = node.state();
  return {
    platform,
    versions: {
      shoal: node.version,
      git: seen?.git ?? null,
      node: process.versions.node,
      system: release(),
    },
    engine: state.engine,
    port,
    network: networkFacts(heard, wayOut),
    firewalls,
    profiles,
    disk,
    ...(isAtHome(state.reach) ? {} : { reach: state.reach }),
    repositories: Object.values(state.repositories).map(({ path, visibility, status }) => ({
      path,
      isShared: visibility.to !== 'nobody',
      status,
    })),
    problems: Object.values(state.problems),
    peers: (seen?.peers ?? []).map((peer) => peerFact(peer, heard ?? [], state)),
    asked,
  };
}

/**
 * Whoever is asked announces itself, too: a question to everybody may not have got there, as where announcements
 * pass in one direction only. So much may be missing for a moment.
 */
async function untilHeard(
  peers: readonly EnginePeerFact[],
  heard: ReadonlySet<PeerId>,
  signal: AbortSignal,
): Promise<void> {
  const isMissing = ({ id, view, relay, isPunched }: EnginePeerFact) =>
    view.state === 'told' && relay === undefined && isPunched === undefined && !heard.has(id);
  const until = performance.now() + CALLED_MS;
  while (peers.some(isMissing) && performance.now() < until) {
    await sleep(HEARD_MS, undefined, { signal });
  }
}

function askedPeer(typed: string, state: AppState): AskedPeer {
  try {
    return { state: 'known', id: resolvePeer(typed, Object.values(state.peers)).id };
  } catch (error) {
    if (error instanceof AmbiguousPeerError) throw error;
    return { state: 'unknown', typed };
  }
}

/** Null while the engine cannot answer. */
async function lookAround(
  node: ExaminedNode,
  asked: AskedPeer | null,
  signal: AbortSignal,
): Promise<EngineFacts | null> {
  if (node.state().engine !== 'running') return null;
  try {
    return await node.look(asked?.state === 'known' ? asked.id : null, signal);
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

async function probeFirewalls(
  run: RunProbe,
  platform: string,
  port: number | null,
): Promise<FirewallFact[]> {
  const found = await probesOf(run, platform, port);
  return found.flatMap((fact) => fact ?? []);
}

async function probesOf(run: RunProbe, platform: string, port: number | null) {
  if (platform === 'darwin') return [await probeMacFirewall(run)];
  if (platform === 'win32') return [await probeWindowsFirewall(run)];
  if (platform !== 'linux') return [];
  const above = await Promise.all([
    probeUfw(run, port, () => readFile(UFW_SETTINGS, 'utf8')),
    probeFirewalld(run, port),
  ]);
  // Those two write the rules of nftables: what they are is told by whoever made them.
  if (above.some((fact) => fact !== null)) return above;
  const outward = Object.entries(networkInterfaces()).flatMap(([name, infos = []]) =>
    infos.some(({ internal }) => internal) ? [] : [name],
  );
  return [await probeNftables(run, port, outward)];
}

async function freeSpace(folder: string): Promise<DoctorFacts['disk']> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize };
  } catch {
    return null;
  }
}

function networkFacts(
  heard: readonly InterfaceHearing[] | null,
  wayOut: string | null,
): NetworkFacts {
  const infos = wayOut === null ? [] : (networkInterfaces()[wayOut] ?? []);
  return {
    isLooking: heard !== null,
    interfaces: (heard ?? []).map(interfaceFact),
    way: wayOut === null ? null : { name: wayOut, isTunnel: isTunnel(wayOut, infos) },
  };
}

function interfaceFact({ use, ...rest }: InterfaceHearing): InterfaceFact {
  return {
    ...rest,
    use: use.state,
    reason: use.state === 'used' ? null : use.reason,
    cause: use.state === 'failed' ? use.cause : null,
  };
}

function peerFact(
  peer: EngineFacts['peers'][number],
  heard: readonly InterfaceHearing[],
  { repositories }: AppState,
): PeerFact {
  const audience = { peer: peer.id, trusted: peer.trust === 'trusted' };
  const shared = Object.values(repositories).filter(({ visibility }) =>
    isVisibleTo(visibility, audience),
  );
  return {
    ...peer,
    heardOn: heard.filter((each) => each.heard.includes(peer.id)).map(({ name }) => name),
    maySee: shared.length,
  };
}

/** Whether nothing leads beyond the network. */
function isAtHome({ trackers, relays, punching }: Reach): boolean {
  return trackers.length + relays.length === 0 && punching.state === 'off';
}
