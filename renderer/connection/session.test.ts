import { setTimeout as sleep } from 'node:timers/promises';
import 'vscode-jsonrpc/node';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Handlers } from '../../shared/api/contract.ts';
import {
  type HostContract,
  type HostEvents,
  hostContract,
} from '../../shared/api/host-contract.ts';
import { EMPTY_STATE } from '../../shared/api/state.ts';
import type { Channel } from '../../shared/rpc/channel.ts';
import { Server } from '../../shared/rpc/connection.ts';
import { createAppStore } from '../state/app-store.ts';
import { Session } from './session.ts';

/** Two ends in one process; what one sends arrives at the other in a later turn. */
function channelPair(): [Channel & { drop(): void }, Channel] {
  const closers: (() => void)[] = [];
  let open = true;
  const drop = () => {
    if (!open) return;
    open = false;
    for (const closed of closers) closed();
  };
  const listeners: [((m: unknown) => void)[], ((m: unknown) => void)[]] = [[], []];
  const end = (mine: 0 | 1, other: 0 | 1) => ({
    send: (message: unknown) =>
      setTimeout(() => {
        if (open) for (const listener of listeners[other]) listener(message);
      }),
    onMessage: (listener: (m: unknown) => void) => void listeners[mine].push(listener),
    onClose: (listener: () => void) => void closers.push(listener),
    close: drop,
    drop,
  });
  return [end(0, 1), end(1, 0)];
}

const abilities = {
  pickFolder: true,
  openFolder: true,
  cloneDirectory: '/home',
  openers: [],
  platform: 'linux',
};

/** A host that names itself after how many times it was connected to. */
class TestHost {
  connections = 0;
  refuse = false;
  last: { channel: { drop(): void }; server: Server<HostContract, HostEvents> } | null = null;

  readonly open = async (): Promise<Channel> => {
    if (this.refuse) throw new Error('refused');
    const [here, there] = channelPair();
    this.connections += 1;
    const number = this.connections;
    const handlers = {
      'host.subscribe': () => {
        server.announce('stateChanged', [{ set: 'engine', value: 'restarting' }]);
        return { state: { ...EMPTY_STATE, engine: 'running' as const }, abilities };
      },
      'self.rename': () => {
        throw new Error(`not on connection ${number}`);
      },
      'demo.start': () => {},
    } as Partial<Handlers<HostContract>> as Handlers<HostContract>;
    const server = new Server<HostContract, HostEvents>(there, hostContract, handlers);
    this.last = { channel: here, server };
    return here;
  };
}

describe('a session', () => {
  const sessions: Session[] = [];
  const start = (host: TestHost) => {
    const store = createAppStore();
    const heard: unknown[] = [];
    const session = new Session(host.open, store, {
      news: (news) => heard.push(news),
      showNews: (head) => heard.push(head),
      show: ({ to }) => heard.push(to),
    });
    sessions.push(session);
    return { store, session, heard };
  };
  afterEach(() => {
    for (const session of sessions.splice(0)) session.dispose();
  });

  test('shows the state with the changes that overtook it, and every later one', async () => {
    const host = new TestHost();
    const { store } = start(host);
    await vi.waitFor(() => expect(store.getState().connection).toBe('connected'));
    expect(store.getState().abilities).toEqual(abilities);
    expect(store.getState().state.engine).toBe('restarting');

    const problem = { code: 'git-missing', sentence: 'git was not found.' };
    host.last?.server.announce('stateChanged', [{ set: 'problems', key: 'git', value: problem }]);
    await vi.waitFor(() => expect(store.getState().state.problems).toEqual({ git: problem }));
  });

  test('hears what came, and what the user wants to see', async () => {
    const host = new TestHost();
    const { store, heard } = start(host);
    await vi.waitFor(() => expect(store.getState().connection).toBe('connected'));
    const news = { title: 'Anna in map', body: 'main is new', head: null };
    host.last?.server.announce('news', news);
    host.last?.server.announce('showNews', null);
    host.last?.server.announce('show', { to: 'activity' });
    await vi.waitFor(() => expect(heard).toEqual([news, null, 'activity']));
  });

  test('takes commands from the very moment that it says it is connected', async () => {
    const host = new TestHost();
    const { store, session } = start(host);
    const answer = new Promise((resolve) => {
      const unsubscribe = store.subscribe(() => {
        unsubscribe();
        resolve(session.call('demo.start', {}));
      });
    });
    await expect(answer).resolves.toBeNull();
  });

  test('keeps the last state while the connection is lost, and comes back by itself', async () => {
    const host = new TestHost();
    const { store, session } = start(host);
    await vi.waitFor(() => expect(store.getState().connection).toBe('connected'));

    host.refuse = true;
    host.last?.channel.drop();
    await vi.waitFor(() => expect(store.getState().connection).toBe('lost'));
    expect(store.getState().state.engine).toBe('restarting');
    await expect(session.call('demo.start', {})).rejects.toMatchObject({ code: 'disconnected' });

    host.refuse = false;
    await vi.waitFor(() => expect(store.getState().connection).toBe('connected'), 5_000);
    expect(host.connections).toBe(2);
    await expect(session.call('demo.start', {})).resolves.toBeNull();
  });

  test('says that it is connecting as long as there was no state', async () => {
    const host = new TestHost();
    host.refuse = true;
    const { store } = start(host);
    await sleep(50);
    expect(store.getState()).toMatchObject({ connection: 'connecting', since: null });
  });

  test('does not come back once it is disposed of', async () => {
    const host = new TestHost();
    const { store, session } = start(host);
    await vi.waitFor(() => expect(store.getState().connection).toBe('connected'));
    session.dispose();
    await sleep(600);
    expect(host.connections).toBe(1);
  });
});
