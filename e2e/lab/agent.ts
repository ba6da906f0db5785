import { join } from 'node:path';
import { inject } from 'vitest';
import type { DiscoveryEvent } from '../../host/discovery/discovery-log.ts';
import { randomPeerId } from '../../host/discovery/discovery-log.ts';
import type { Sighting } from '../../shared/api/engine-contract.ts';
import type { PeerId, SwarmId } from '../../shared/ids.ts';
import type { LabHost } from './lab-host.ts';
import type { LabProcess } from './lab-process.ts';

export type AgentEvent =
  | DiscoveryEvent
  | { readonly type: 'started' }
  | { readonly type: 'leaving' };
/** `at` is in milliseconds since the epoch, on the clock that all lab hosts share. */
export type TimedAgentEvent = AgentEvent & { readonly at: number };

export interface AgentDetails {
  readonly peer?: PeerId;
  readonly name?: string;
  readonly port?: number;
  readonly swarms?: readonly SwarmId[];
}

/** A process on a lab host that runs discovery alone (`discovery-agent.ts`). */
export class Agent {
  readonly peer: PeerId;
  readonly name: string;
  readonly port: number;
  readonly host: LabHost;
  readonly process: LabProcess;

  constructor(host: LabHost, details: AgentDetails = {}) {
    this.host = host;
    this.peer = details.peer ?? randomPeerId();
    this.name = details.name ?? `Agent on ${host.name}`;
    this.port = details.port ?? 4_000;
    const swarms = (details.swarms ?? []).flatMap((swarm) => ['--swarm', swarm]);
    this.process = host.spawn(process.execPath, [
      join(inject('programs'), 'discovery-agent.mjs'),
      ...['--peer', this.peer, '--name', this.name, '--port', String(this.port)],
      ...swarms,
    ]);
  }

  /** How many events there were so far; `waitFor` can begin after them. */
  get now(): number {
    return this.process.lines.length;
  }

  eventsSince(from: number): TimedAgentEvent[] {
    return this.process.lines.slice(from).map(parse);
  }

  /**
   * The first event that `accepts` is true for.
   *
   * @param from events to pass over
   * @throws if there is none within `timeoutMs`
   */
  waitFor(
    accepts: (event: TimedAgentEvent) => boolean,
    timeoutMs: number,
    from = 0,
  ): Promise<TimedAgentEvent> {
    const read = (line: string) => {
      const event = parse(line);
      return accepts(event) ? event : undefined;
    };
    return this.process.waitForLine(read, { timeoutMs, from });
  }

  /** @returns when this agent began to run discovery */
  async started(): Promise<number> {
    return (await this.waitFor(({ type }) => type === 'started', 15_000)).at;
  }

  /** @returns when this agent saw `peer` as `accepts` wants it */
  async sees(
    peer: PeerId,
    { timeoutMs, from = 0 }: { timeoutMs: number; from?: number },
    accepts: (sighting: Sighting) => boolean = () => true,
  ): Promise<number> {
    const isIt = (event: TimedAgentEvent) =>
      event.type === 'seen' && event.sighting.peer === peer && accepts(event.sighting);
    return (await this.waitFor(isIt, timeoutMs, from)).at;
  }

  /** @returns when this agent noticed that `peer` left */
  async misses(
    peer: PeerId,
    { timeoutMs, from = 0 }: { timeoutMs: number; from?: number },
  ): Promise<number> {
    const isIt = (event: TimedAgentEvent) => event.type === 'left' && event.peer === peer;
    return (await this.waitFor(isIt, timeoutMs, from)).at;
  }

  advertiseSeq(seq: number): void {
    this.process.writeLine(`seq ${seq}`);
  }

  /** @returns when it began to leave */
  async leave(): Promise<number> {
    this.process.writeLine('leave');
    const { at } = await this.waitFor(({ type }) => type === 'leaving', 5_000);
    await this.process.exited;
    return at;
  }

  async killed(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.process.exited;
  }
}

function parse(line: string): TimedAgentEvent {
  return JSON.parse(line) as TimedAgentEvent;
}
