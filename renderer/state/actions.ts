import type { Caller, Params, Result } from '../../shared/api/contract.ts';
import type { HostContract } from '../../shared/api/host-contract.ts';
import type { Transfer } from '../../shared/api/state.ts';
import type { Place } from '../../shared/domain/places.ts';
import { asShoalError, type ShoalError } from '../../shared/errors.ts';
import type { SwarmId, TransferId } from '../../shared/ids.ts';
import { newTransferId } from '../../shared/new-transfer-id.ts';
import { whyNot } from '../texts/told.ts';
import { comingFrom } from '../view/projects/coming.ts';
import { chosenCopy } from '../view/projects/copies.ts';
import { theirHeads } from '../view/projects/heads.ts';
import { wouldLoseMuch } from '../view/transfers/transfers.ts';
import type { AppStore } from './app-store.ts';
import { focusAfter } from './focus.ts';
import type {
  CloneAddressRequest,
  CloneRequest,
  FetchRequest,
  Overlay,
  UiModel,
  UiStore,
} from './ui-store.ts';
import { whereIs } from './where-is.ts';

/** How much later than the answer a change of state may come, in milliseconds. */
const A_MOMENT = 1_000;

/** Shows a sentence for a while. */
export type Notify = (sentence: string) => void;

/**
 * What the user can do. Whatever fails is shown where it belongs: in the dialog that asked, in the
 * transfer it ended, or as a notice.
 */
export class Actions {
  readonly #caller: Caller<HostContract>;
  readonly #app: AppStore;
  readonly #ui: UiStore;
  readonly #notify: Notify;

  constructor(caller: Caller<HostContract>, app: AppStore, ui: UiStore, notify: Notify) {
    this.#caller = caller;
    this.#app = app;
    this.#ui = ui;
    this.#notify = notify;
  }

  /** Another place is seen, and not behind an open head. */
  go(to: Partial<UiModel>): void {
    const isElsewhere = 'screen' in to || 'nearby' in to;
    this.#ui.setState(isElsewhere ? { head: null, contents: null, depot: null, ...to } : to);
  }

  /** From a row of the list to what it stands for. */
  openDetail(): void {
    focusAfter(() => this.#ui.setState({ opened: true }), 'detail');
  }

  /** Back to the list. */
  closeDetail(): void {
    focusAfter(() => this.#ui.setState({ opened: false }), 'list');
  }

  search(): void {
    focusAfter(() => this.go({ screen: 'nearby', opened: false }), 'search');
  }

  /** Where a notification, the tray or a link leads to. */
  show(place: Place): void {
    this.go(whereIs(place));
  }

  open(overlay: Overlay): void {
    this.#ui.setState({ overlay });
  }

  close(): void {
    this.#ui.setState({ overlay: null });
  }

  /** Runs a command for a view that shows its failure itself. @throws ShoalError */
  async run<K extends keyof HostContract & string>(
    name: K,
    params: Params<HostContract, K>,
    signal?: AbortSignal,
  ): Promise<Result<HostContract, K>> {
    try {
      return await this.#caller.call(name, params, signal);
    } catch (error) {
      throw asShoalError(error);
    }
  }

  /** Runs a command whose failure is a notice; its result is known from the state. */
  tell<K extends keyof HostContract & string>(name: K, params: Params<HostContract, K>): void {
    void this.attempt(name, params);
  }

  /** Runs a command whose failure is a notice. @returns whether it worked */
  async attempt<K extends keyof HostContract & string>(
    name: K,
    params: Params<HostContract, K>,
  ): Promise<boolean> {
    try {
      await this.run(name, params);
      return true;
    } catch (error) {
      this.#fail(asShoalError(error));
      return false;
    }
  }

  /** Runs a command whose failure is a notice. @returns its result; null if it failed */
  async ask<K extends keyof HostContract & string>(
    name: K,
    params: Params<HostContract, K>,
  ): Promise<Result<HostContract, K> | null> {
    return this.run(name, params).catch((error: ShoalError) => {
      this.#fail(error);
      return null;
    });
  }

  /** Adds a repository and shows it, so that its visibility can be chosen. */
  async addRepository(path: string): Promise<void> {
    const { id } = await this.run('repositories.add', { path });
    this.go({ screen: 'repositories', repository: id, overlay: null });
  }

  /** Asks for a repository's folder: by the system's dialog where the host has one. */
  chooseRepository(): void {
    if (!this.#app.getState().abilities.pickFolder) {
      this.open({ kind: 'add-repository' });
      return;
    }
    this.run('host.pickFolder', { purpose: 'add-repository' })
      .then((path) => (path === null ? undefined : this.addRepository(path)))
      .catch((error: ShoalError) => this.#fail(error));
  }

  /** Shares a repository with whom the settings say. @throws ShoalError */
  async shareProject(path: string): Promise<void> {
    const { id } = await this.run('repositories.add', { path });
    const to = this.#app.getState().state.settings.values['share-with'];
    await this.run('repositories.setVisibility', { repository: id, visibility: { to } });
  }

  /** Adds what was dropped on the window. */
  dropRepository(path: string): void {
    this.addRepository(path).catch((error: ShoalError) => this.#fail(error));
  }

  fetch(params: Omit<FetchRequest, 'transfer'>): void {
    const request = { ...params, transfer: newTransferId() };
    this.#watch(request.transfer);
    this.run('fetch', request).catch((error: ShoalError) =>
      this.#transferFailed(request.transfer, error),
    );
  }

  /** Brings a swarm's new heads into the chosen copy, from every reachable peer that has some. */
  fetchNew(id: SwarmId): void {
    const { swarms, peers, repositories } = this.#app.getState().state;
    const swarm = swarms[id];
    const copy = swarm && chosenCopy(swarm, repositories, this.#ui.getState().copies);
    if (!copy) return;
    const coming = comingFrom(theirHeads(swarm, peers, copy));
    if (coming !== null) this.fetch({ repository: copy.id, peers: [...coming.peers] });
  }

  /**
   * Begins a clone, and closes the dialog that asked for it, once it is known that the folder can be used.
   * @throws ShoalError
   */
  async clone(params: Omit<CloneRequest, 'transfer'>): Promise<void> {
    const transfer = await this.#beginClone(params.swarm, params);
    this.run('clone', { ...params, transfer }).catch((error: ShoalError) =>
      this.#transferFailed(transfer, error),
    );
  }

  /** The same for an address. @throws ShoalError */
  async cloneAddress(params: Omit<CloneAddressRequest, 'transfer'>): Promise<void> {
    const transfer = await this.#beginClone(null, params);
    this.run('clone.url', { ...params, transfer }).catch((error: ShoalError) =>
      this.#transferFailed(transfer, error),
    );
  }

  async #beginClone(
    swarm: SwarmId | null,
    { directory, share = 'nobody' }: Pick<CloneAddressRequest, 'directory' | 'share'>,
  ): Promise<TransferId> {
    await this.run('clone.check', { swarm, directory });
    this.close();
    if (share !== this.#app.getState().state.cloning.share) this.tell('cloning.set', { share });
    const transfer = newTransferId();
    this.#watch(transfer);
    return transfer;
  }

  /** Ends a transfer; asks first where much is here that would be thrown away. */
  cancel(transfer: Transfer): void {
    if (wouldLoseMuch(transfer)) this.open({ kind: 'cancel-transfer', transfer: transfer.id });
    else this.cancelNow(transfer.id);
  }

  cancelNow(transfer: TransferId): void {
    this.tell('transfers.cancel', { transfer });
  }

  pause(transfer: TransferId): void {
    this.tell('transfers.pause', { transfer });
  }

  resume(transfer: TransferId): void {
    this.#watch(transfer);
    this.tell('transfers.resume', { transfer });
  }

  /** Does again what an ended transfer was to bring. */
  retry(transfer: TransferId): void {
    this.#watch(transfer);
    this.tell('transfers.retry', { transfer });
  }

  dismiss(transfer: TransferId): void {
    this.#ui.setState(({ watched }) => ({ watched: watched === transfer ? null : watched }));
    this.tell('transfers.dismiss', { transfer });
  }

  #watch(transfer: TransferId): void {
    this.#ui.setState({ watched: transfer });
  }

  /** What failed is shown by its transfer, if there is one. */
  async #transferFailed(transfer: TransferId, error: ShoalError): Promise<void> {
    if (!(await this.#comesToLight(transfer))) this.#fail(error);
  }

  /** Whether the state tells of a transfer, which may take a moment longer than the answer. */
  #comesToLight(transfer: TransferId): Promise<boolean> {
    const isThere = () => transfer in this.#app.getState().state.transfers;
    if (isThere()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (shown: boolean) => {
        clearTimeout(timer);
        unsubscribe();
        resolve(shown);
      };
      const timer = setTimeout(() => settle(false), A_MOMENT);
      const unsubscribe = this.#app.subscribe(() => isThere() && settle(true));
    });
  }

  #fail(error: ShoalError): void {
    if (error.code !== 'cancelled') this.#notify(whyNot(error));
  }
}
