import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import { readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { engineContract } from '../../shared/api/engine-contract.ts';
import { Engine } from '../engine.ts';
import { BusyPortError } from '../errors/peers.ts';
import { GitMissingError } from '../git/errors.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

/** What an engine might leave open, as node names it (async_hooks), beside the files that it writes. */
const KINDS: ReadonlySet<string> = new Set([
  ...['Timeout', 'FSEVENTWRAP', 'STATWATCHER', 'FILEHANDLE', 'PROCESSWRAP', 'PIPEWRAP'],
  ...['TCPSERVERWRAP', 'TCPWRAP', 'TLSWRAP', 'HTTP2SESSION', 'HTTP2STREAM'],
]);

let folder: string;
let project: string;
let occupied: Server;

beforeEach(async () => {
  folder = temporaryFolder();
  project = join(folder, 'project');
  buildRepository(project, { commits: 20 });
  occupied = createServer();
  await new Promise<void>((resolve) => occupied.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => occupied.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

function start(port: number): Promise<Engine> {
  const params = {
    dataDirectory: join(folder, 'data'),
    name: 'Anna',
    listen: { host: '127.0.0.1', port },
    version: 'test',
  };
  return Engine.start(engineContract['engine.start'].params.parse(params), {
    stateChanged: () => {},
    advertise: () => {},
    log: () => {},
  });
}

/** Follows what is opened by `work`, and by whatever that sets going. */
function follow<T>(work: () => Promise<T>): { done: Promise<T>; open: () => string[] } {
  const open = new Map<number, string>();
  const within = new AsyncLocalStorage<true>();
  const hook = createHook({
    init: (id, type) => {
      if (KINDS.has(type) && within.getStore()) open.set(id, type);
    },
    destroy: (id) => void open.delete(id),
  }).enable();
  hooks.push(hook);
  return { done: within.run(true, work), open: () => [...open.values()].sort() };
}
const hooks: ReturnType<typeof createHook>[] = [];
afterEach(() => {
  for (const hook of hooks.splice(0)) hook.disable();
});

/** Names and nothing else: what is written down at a start may differ. */
const files = () => readdirSync(folder, { recursive: true }).map(String).sort();

test('a start that fails at its last part leaves no watcher, timer, socket or file', async () => {
  const first = await start(0);
  const { id } = await first.handlers['repositories.add'](
    { path: project },
    new AbortController().signal,
  );
  await first.handlers['repositories.setVisibility'](
    { repository: id, visibility: { to: 'everyone' } },
    new AbortController().signal,
  );
  await first[Symbol.asyncDispose]();
  const before = files();

  const { port } = occupied.address() as AddressInfo;
  const { done, open } = follow(() => start(port));
  await expect(done).rejects.toThrow(BusyPortError);
  await vi.waitFor(() => expect(open()).toEqual([]), { timeout: 20_000 });
  expect(files()).toEqual(before);
});

test('a start that does not fail opens all of these, and its end closes them', async () => {
  const { done, open } = follow(async () => {
    const engine = await start(0);
    await engine.handlers['repositories.add']({ path: project }, new AbortController().signal);
    return engine;
  });
  const engine = await done;
  await vi.waitFor(
    () =>
      expect(open()).toEqual(expect.arrayContaining(['FSEVENTWRAP', 'TCPSERVERWRAP', 'Timeout'])),
    { timeout: 20_000 },
  );
  await engine[Symbol.asyncDispose]();
  await vi.waitFor(() => expect(open()).toEqual([]), { timeout: 20_000 });
});

test.each([
  ['a port that is free', () => 0],
  ['one that is in use', () => (occupied.address() as AddressInfo).port],
])(
  'without git a start at %s says that git is missing, and leaves nothing open',
  async (_, port) => {
    vi.stubEnv('PATH', join(folder, 'nothing'));
    onTestFinished(() => void vi.unstubAllEnvs());
    const { done, open } = follow(() => start(port()));
    await expect(done).rejects.toThrow(GitMissingError);
    await vi.waitFor(() => expect(open()).toEqual([]), { timeout: 20_000 });
  },
);
