import { flushSync } from 'react-dom';
import type { Against } from '../../shared/api/heads/head-commands.ts';
import type { FileConflict, HeadLook } from '../../shared/api/heads/head-look.ts';
import type { NewsHead } from '../../shared/domain/words/news.ts';
import type { FileDiff } from '../../shared/gtp/comparison.ts';
import type { PeerId, RepositoryId, SwarmId } from '../../shared/ids.ts';
import type { Actions } from './actions.ts';
import { focus, focusAfter } from './focus.ts';
import type { DoneWithHead, HeadPlace, OpenHead, UiStore } from './ui-store.ts';

/** Tells the rows of heads apart. */
export function headKey(peer: PeerId, ref: string): string {
  return `${peer} ${ref}`;
}

/** Where a head of a project is seen from: my copy of it, if I have one. */
export function headPlace(
  { peer, ref }: { readonly peer: PeerId; readonly ref: string },
  swarm: SwarmId,
  repository: RepositoryId | null,
): OpenHead {
  return repository === null ? { swarm, peer, ref } : { repository, peer, ref };
}

/** Where what led to a head is gone with its popover, its row is still there. */
function rowOf({ peer, ref }: OpenHead): HTMLElement | null {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-head]')];
  return rows.find((row) => row.dataset.head === headKey(peer, ref)) ?? null;
}

/** What can be done with a teammate's head: opened, left again, and used. */
export class Heads {
  readonly #actions: Actions;
  readonly #ui: UiStore;
  /** What had the keyboard when the head was opened. */
  #origin: HTMLElement | null = null;

  constructor(actions: Actions, ui: UiStore) {
    this.#actions = actions;
    this.#ui = ui;
  }

  open(head: OpenHead): void {
    if (this.#ui.getState().head === null) {
      const { activeElement } = document;
      this.#origin = activeElement instanceof HTMLElement ? activeElement : null;
    }
    const instead = { contents: null, depot: null, overlay: null };
    focusAfter(() => this.#ui.setState({ head, ...instead }), 'head');
  }

  /** From a notification to the head that it is about; to all that came where it is about more than one. */
  showNews(head: NewsHead | null): void {
    if (head === null) this.#actions.show({ to: 'activity' });
    else this.open(head);
  }

  /** Back to where it was opened: the same row, at the same place. */
  close(): void {
    const { head } = this.#ui.getState();
    if (head === null) return;
    flushSync(() => this.#ui.setState({ head: null }));
    const origin = this.#origin?.isConnected ? this.#origin : rowOf(head);
    this.#origin = null;
    origin?.focus();
    if (document.activeElement !== origin) focus('detail');
  }

  /** Everything there is to know of it. @throws ShoalError */
  look(head: OpenHead, signal: AbortSignal): Promise<HeadLook> {
    const { peer, ref, oid } = head;
    return 'swarm' in head
      ? this.#actions.run('head.lookOffered', { swarm: head.swarm, peer, ref, oid }, signal)
      : this.#actions.run('head.look', { repository: head.repository, peer, ref, oid }, signal);
  }

  /** How a file of it differs; a page of it, from a line on. @throws ShoalError */
  diff(
    head: OpenHead,
    { path, against, from }: { path: string; against: Against; from: number },
    signal: AbortSignal,
  ): Promise<FileDiff> {
    const { peer, ref, oid } = head;
    const what = { peer, ref, oid, path, from };
    return 'swarm' in head
      ? this.#actions.run('head.diffOffered', { swarm: head.swarm, ...what }, signal)
      : this.#actions.run('head.diff', { repository: head.repository, against, ...what }, signal);
  }

  /** Null where it cannot be told: the diff is worth showing without. */
  async conflict(head: OpenHead, path: string, signal: AbortSignal): Promise<FileConflict | null> {
    if ('swarm' in head) return null;
    const { repository, peer, ref, oid } = head;
    const what = { repository, peer, ref, oid, path };
    return this.#actions.run('head.conflict', what, signal).catch(() => null);
  }

  /** Brings what its owner has, where there is a copy for it. */
  fetch(head: OpenHead): void {
    if ('swarm' in head) return;
    this.#actions.fetch({ repository: head.repository, peers: [head.peer] });
  }

  /** Makes a branch of mine at the head, and checks it out. */
  async checkOut({ repository, peer, ref, oid }: HeadPlace, branch: string): Promise<void> {
    const done = await this.#actions.ask('head.checkOut', { repository, peer, ref, oid, branch });
    if (done !== null) this.#done({ repository, done });
  }

  /** @throws ShoalError */
  async merge({ repository, peer, ref, oid }: HeadPlace): Promise<void> {
    const done = await this.#actions.run('head.merge', { repository, peer, ref, oid });
    this.#actions.close();
    this.#done({ repository, done });
  }

  /** Takes back what was done last. */
  async undo(): Promise<void> {
    const last = this.#ui.getState().doneWithHead;
    if (last === null) return;
    const { repository, done } = last;
    const hasWorked = await this.#actions.attempt('head.undo', { repository, undo: done.undo });
    if (hasWorked) this.#ui.setState({ doneWithHead: null });
  }

  #done(doneWithHead: DoneWithHead): void {
    this.#ui.setState({ doneWithHead });
  }
}
