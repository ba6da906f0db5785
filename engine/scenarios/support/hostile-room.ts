import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { AppState } from '../../../shared/api/state.ts';
import { buildRepository } from '../../testing/build-repository.ts';
import { cloneAt, fsck, refs, untouchables } from '../../testing/git.ts';
import { hostilePeer, type Misbehaviour } from './hostile-peer.ts';
import { Stranger } from './stranger.ts';
import { TestEngine } from './test-engine.ts';

/** Bob, who has an older clone of a project, and Mallory, who shares that project and misbehaves. */
export class HostileRoom {
  readonly bob: TestEngine;
  readonly source: string;
  readonly clone: string;
  readonly #before: string;
  #mallory: Stranger | null = null;

  private constructor(bob: TestEngine) {
    this.bob = bob;
    this.source = join(bob.directory, 'source');
    this.clone = join(bob.directory, 'clone');
    buildRepository(this.source, { commits: 60 });
    cloneAt(this.source, 'main~20', this.clone);
    this.#before = this.#snapshot();
  }

  static async open(): Promise<HostileRoom> {
    return new HostileRoom(await TestEngine.start('Bob'));
  }

  /** Mallory comes. */
  async meet(misbehaviour: Misbehaviour) {
    const peer = hostilePeer(this.source, misbehaviour);
    const stranger = await Stranger.connect(this.bob, peer.handler);
    this.#mallory = stranger;
    return { ...peer, id: stranger.id, state: () => this.bob.state.peers[stranger.id] };
  }

  /** Mallory, who is known by now, comes anew and behaves otherwise. */
  async meetAgain(misbehaviour: Misbehaviour): Promise<void> {
    if (this.#mallory === null) throw new Error('Mallory was never here.');
    const { id, identity } = this.#mallory;
    this.breakOff();
    await this.bob.until(({ peers }) => peers[id]?.presence.state === 'left', 'Mallory has left');
    const { handler } = hostilePeer(this.source, misbehaviour);
    this.#mallory = await Stranger.connect(this.bob, () => handler(identity), identity);
  }

  breakOff(): void {
    this.#mallory?.[Symbol.dispose]();
  }

  /** Mallory leaves, and what it shared is forgotten. */
  async sendAway(): Promise<void> {
    if (this.#mallory === null) return;
    const { id } = this.#mallory;
    this.breakOff();
    this.#mallory = null;
    await this.bob.until(
      ({ peers }) => peers[id]?.presence.state !== 'connected',
      'Mallory has left',
    );
    await this.bob.call('peers.forget', { peer: id });
    await this.bob.until((state) => alternatives(state) === 0, 'Mallory is forgotten');
  }

  /** @returns the sentence that says why */
  async refusedManifest(misbehaviour: Misbehaviour): Promise<string> {
    const peer = await this.meet(misbehaviour);
    await this.bob.until(() => peer.state()?.problem != null, 'the manifest is refused');
    expect(alternatives(this.bob.state)).toBe(0);
    return peer.state()?.problem ?? '';
  }

  /** @returns the error; the clone is as it was */
  async failedFetch(misbehaviour: Misbehaviour): Promise<{ code: string; message: string }> {
    await this.meet(misbehaviour);
    await this.bob.untilAlternatives(1);
    const error = await this.bob.fetch(this.clone).then(
      () => null,
      (reason: { code: string; message: string }) => reason,
    );
    expect(error).not.toBeNull();
    expect(this.#snapshot()).toBe(this.#before);
    expect(existsSync(join(this.clone, '.git', 'shoal'))).toBe(false);
    await this.sendAway();
    return error as { code: string; message: string };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.bob[Symbol.asyncDispose]();
  }

  /** All that a failed fetch must leave as it was. */
  #snapshot(): string {
    const packs = readdirSync(join(this.clone, '.git', 'objects', 'pack')).sort();
    return JSON.stringify([untouchables(this.clone), refs(this.clone), packs, fsck(this.clone)]);
  }
}

function alternatives({ swarms }: AppState): number {
  return Object.values(swarms).reduce((sum, swarm) => sum + swarm.alternatives.length, 0);
}
