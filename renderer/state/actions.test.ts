import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Caller } from '../../shared/api/contract.ts';
import type { HostContract } from '../../shared/api/host-contract.ts';
import { CancelledError, RemoteError } from '../../shared/errors.ts';
import { herring, smelt } from '../gallery/fixtures/people.ts';
import { harbour, harbourCopy, kernelTools, room, stateOf } from '../gallery/fixtures/room.ts';
import { asking, failed, paused, receiving } from '../gallery/fixtures/transfers.ts';
import { Actions } from './actions.ts';
import { createAppStore } from './app-store.ts';
import { createUiStore } from './ui-store.ts';

type Answer = (params: unknown) => unknown;

/** Actions on the room of the gallery, with a host that answers as told and remembers the calls. */
function actionsWith(answers: Record<string, Answer> = {}) {
  const calls: { name: string; params: unknown }[] = [];
  const caller = {
    call: async (name: string, params: unknown) => {
      calls.push({ name, params });
      return answers[name]?.(params) ?? null;
    },
  } as unknown as Caller<HostContract>;
  const app = createAppStore();
  app.setState({ connection: 'connected', state: stateOf(room) });
  const ui = createUiStore();
  const notices: string[] = [];
  const actions = new Actions(caller, app, ui, (sentence) => notices.push(sentence));
  return { actions, app, ui, calls, notices };
}

const fails = (code: string, sentence: string) => () => {
  throw new RemoteError(code, sentence);
};

describe('fetching', () => {
  test('brings what is new from everyone who has some, and shows the transfer', () => {
    const { actions, ui, calls } = actionsWith();
    actions.fetchNew(harbour.id);
    expect(calls).toEqual([
      {
        name: 'fetch',
        params: {
          transfer: ui.getState().watched,
          repository: harbourCopy.id,
          peers: [herring.id, smelt.id],
        },
      },
    ]);
  });

  test('does nothing where nothing is new, or no copy is mine', () => {
    const { actions, calls } = actionsWith();
    actions.fetchNew(kernelTools.id);
    expect(calls).toEqual([]);
  });

  test('leaves a failure to the transfer that shows it', async () => {
    const { actions, app, ui, notices } = actionsWith({ fetch: fails('peer-vanished', 'Gone.') });
    actions.fetch({ repository: harbourCopy.id, peers: [smelt.id] });
    const id = ui.getState().watched ?? failed.id;
    app.setState(({ state }) => ({ state: { ...state, transfers: { [id]: { ...failed, id } } } }));
    await sleep(1_100);
    expect(notices).toEqual([]);
  });

  test('tells a failure that no transfer shows', async () => {
    const { actions, notices } = actionsWith({ fetch: fails('disconnected', 'Lost.') });
    actions.fetch({ repository: harbourCopy.id, peers: [smelt.id] });
    await vi.waitFor(() => expect(notices).toEqual(['Lost.']), 3_000);
  });

  test('is quiet about what the user cancelled', async () => {
    const { actions, notices } = actionsWith({
      fetch: () => {
        throw new CancelledError();
      },
    });
    actions.fetch({ repository: harbourCopy.id, peers: [] });
    await sleep(10);
    expect(notices).toEqual([]);
  });
});

describe('cloning', () => {
  const request = { swarm: kernelTools.id, directory: '/home/me/kernel-tools' };
  const asked = () => {
    const made = actionsWith({});
    made.ui.setState({ overlay: { kind: 'clone', swarm: kernelTools.id } });
    return made;
  };

  test('begins once the folder is known to be usable, and closes the dialog', async () => {
    const { actions, ui, calls } = asked();
    await actions.clone({ ...request, share: 'nobody' });
    expect(ui.getState().overlay).toBeNull();
    expect(calls).toEqual([
      { name: 'clone.check', params: request },
      { name: 'clone', params: { ...request, share: 'nobody', transfer: ui.getState().watched } },
    ]);
  });

  test('stays in the dialog with a folder that cannot be used, and begins nothing', async () => {
    const { actions, ui, calls, notices } = actionsWith({
      'clone.check': fails('folder-taken', 'It is not empty.'),
    });
    ui.setState({ overlay: { kind: 'clone', swarm: kernelTools.id } });
    await expect(actions.clone(request)).rejects.toMatchObject({ code: 'folder-taken' });
    expect(ui.getState()).toMatchObject({ overlay: { kind: 'clone' }, watched: null });
    expect(calls.map(({ name }) => name)).toEqual(['clone.check']);
    expect(notices).toEqual([]);
  });

  test('remembers with whom it was shared', async () => {
    const { actions, app, calls } = asked();
    await actions.clone({ ...request, share: 'trusted' });
    expect(calls.slice(1, 2)).toEqual([{ name: 'cloning.set', params: { share: 'trusted' } }]);
    app.setState(({ state }) => ({ state: { ...state, cloning: { share: 'trusted' } } }));
    await actions.clone({ ...request, share: 'trusted' });
    expect(calls.filter(({ name }) => name === 'cloning.set')).toHaveLength(1);
  });
});

describe('a transfer', () => {
  test('is tried again, resumed and paused by its id, and what moves is watched', () => {
    const { actions, ui, calls } = actionsWith();
    actions.retry(failed.id);
    expect(ui.getState().watched).toBe(failed.id);
    actions.resume(paused.id);
    expect(ui.getState().watched).toBe(paused.id);
    actions.pause(receiving.id);
    expect(calls).toEqual([
      { name: 'transfers.retry', params: { transfer: failed.id } },
      { name: 'transfers.resume', params: { transfer: paused.id } },
      { name: 'transfers.pause', params: { transfer: receiving.id } },
    ]);
  });

  test('that cannot be tried again says why', async () => {
    const { actions, notices } = actionsWith({
      'transfers.retry': fails('unknown-repository', 'It is no longer on your list.'),
    });
    actions.retry(failed.id);
    await vi.waitFor(() => expect(notices).toEqual(['It is no longer on your list.']));
  });

  test('is cancelled at once while little is here, and after a question later', () => {
    const { actions, ui, calls } = actionsWith();
    actions.cancel(asking);
    expect(calls).toEqual([{ name: 'transfers.cancel', params: { transfer: asking.id } }]);
    actions.cancel(receiving);
    expect(calls).toHaveLength(1);
    expect(ui.getState().overlay).toEqual({ kind: 'cancel-transfer', transfer: receiving.id });
  });
});

describe('adding a repository', () => {
  test('shows it, so that its visibility can be chosen', async () => {
    const { actions, ui } = actionsWith({ 'repositories.add': () => harbourCopy });
    await actions.addRepository('/somewhere');
    expect(ui.getState()).toMatchObject({ screen: 'repositories', repository: harbourCopy.id });
  });

  test('asks for a path where the host has no dialog', () => {
    const { actions, ui } = actionsWith();
    actions.chooseRepository();
    expect(ui.getState().overlay).toEqual({ kind: 'add-repository' });
  });

  test('does nothing when the dialog was closed', async () => {
    const { actions, app, calls } = actionsWith();
    app.setState(({ abilities }) => ({ abilities: { ...abilities, pickFolder: true } }));
    actions.chooseRepository();
    await sleep(10);
    expect(calls.map(({ name }) => name)).toEqual(['host.pickFolder']);
  });

  test('tells why a dropped folder cannot be added', async () => {
    const { actions, notices } = actionsWith({
      'repositories.add': fails('not-a-repository', 'That folder is no git repository.'),
    });
    actions.dropRepository('/tmp');
    await vi.waitFor(() => expect(notices).toEqual(['That folder is no git repository.']));
  });
});
