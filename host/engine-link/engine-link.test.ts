import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import type { Problem } from '../../shared/api/state.ts';
import type { StateChange } from '../../shared/api/state-change.ts';
import { ShoalError } from '../../shared/errors.ts';
import { DoubleLauncher, SELF } from './engine-double.ts';
import { EngineLink } from './engine-link.ts';
import { EngineUnavailableError } from './errors.ts';

class NoGitError extends ShoalError {
  readonly code = 'no-git';
}

const problem = (sentence: string): Problem => ({ code: 'test', sentence });

function linkTo(launcher: DoubleLauncher) {
  const seen: StateChange[] = [];
  const log: string[] = [];
  const warnings: string[] = [];
  const link = new EngineLink({
    launcher,
    start: {
      dataDirectory: '/data',
      name: 'Asked for',
      listen: { host: '127.0.0.1', port: 0 },
      version: '1',
    },
    onChanges: (changes) => seen.push(...changes),
    onAdvertise: () => {},
    onLog: ({ level, message }) => (level === 'warning' ? warnings : log).push(message),
  });
  links.push(link);
  return { link, seen, log, warnings };
}

const links: EngineLink[] = [];
afterEach(async () => {
  await Promise.all(links.splice(0).map((link) => link[Symbol.asyncDispose]()));
});

test('starts the engine and projects its state', async () => {
  const launcher = new DoubleLauncher();
  const { link, seen } = linkTo(launcher);
  expect(await link.start()).toEqual(SELF);
  expect(link.state.engine).toBe('running');
  expect(link.state.self).toEqual(SELF);
  expect(launcher.last.called('engine.start')).toMatchObject([{ name: 'Asked for' }]);

  const change: StateChange = { set: 'problems', key: 'a', value: problem('A.') };
  launcher.last.server.announce('stateChanged', [change]);
  await vi.waitFor(() => expect(link.state.problems).toEqual({ a: problem('A.') }));
  expect(seen).toContainEqual(change);
});

test('throws on what the engine refuses to start with, and leaves nothing running', async () => {
  const launcher = new DoubleLauncher(() => ({
    'engine.start': () => {
      throw new NoGitError('Install git.');
    },
  }));
  const { link } = linkTo(launcher);
  await expect(link.start()).rejects.toMatchObject({ code: 'no-git', message: 'Install git.' });
  expect(launcher.last.killed).toBe(true);
  expect(launcher.launched).toHaveLength(1);
});

test('says so when the engine dies before it is ready', async () => {
  const launcher = new DoubleLauncher(() => ({ 'engine.start': () => new Promise(() => {}) }));
  const { link } = linkTo(launcher);
  const start = link.start();
  await vi.waitFor(() => expect(launcher.last.called('engine.start')).toHaveLength(1));
  launcher.last.die({ reason: 'failed', error: new Error('no such file') });
  await expect(start).rejects.toMatchObject({ code: 'engine-start' });
});

test('restarts an engine that died, keeping its state in view until the new one is ready', async () => {
  let becomeReady: (self: typeof SELF) => void = () => {};
  const ready = new Promise<typeof SELF>((resolve) => {
    becomeReady = resolve;
  });
  const launcher = new DoubleLauncher((run) =>
    run === 0 ? {} : { 'engine.start': () => ready, 'self.rename': () => {} },
  );
  const { link, log } = linkTo(launcher);
  await link.start();
  launcher.last.server.announce('stateChanged', [
    { set: 'problems', key: 'old', value: problem('Old.') },
  ]);
  await vi.waitFor(() => expect(link.state.problems).toHaveProperty('old'));

  launcher.last.die({ reason: 'crashed', code: 9 });
  await vi.waitFor(() => expect(launcher.launched).toHaveLength(2));
  expect(link.state.engine).toBe('restarting');
  expect(link.state.problems).toHaveProperty('old');
  expect(log[0]).toContain('exit code 9');
  const rename = link.call('self.rename', { name: 'Heron' });
  launcher.last.server.announce('stateChanged', [
    { set: 'problems', key: 'new', value: problem('New.') },
  ]);
  becomeReady(SELF);
  await vi.waitFor(() => expect(link.state.engine).toBe('running'));
  expect(link.state.problems).toEqual({ new: problem('New.') });
  await rename;
  expect(launcher.last.called('engine.start')).toMatchObject([{ name: SELF.name }]);
  expect(launcher.last.called('self.rename')).toEqual([{ name: 'Heron' }]);
});

test('a command that waits for an engine fails when there will be none', async () => {
  const launcher = new DoubleLauncher((run) =>
    run === 0 ? {} : { 'engine.start': () => new Promise(() => {}) },
  );
  const { link } = linkTo(launcher);
  await link.start();
  launcher.last.die({ reason: 'crashed', code: 9 });
  await vi.waitFor(() => expect(link.state.engine).toBe('restarting'));
  const abort = new AbortController();
  const cancelled = link.call('self.rename', { name: 'x' }, abort.signal);
  const waiting = link.call('self.rename', { name: 'x' });
  abort.abort();
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  await Promise.all([
    expect(waiting).rejects.toThrow(EngineUnavailableError),
    link[Symbol.asyncDispose](),
  ]);
});

test('fails commands that were under way when the engine died', async () => {
  const launcher = new DoubleLauncher(() => ({ 'self.rename': () => new Promise(() => {}) }));
  const { link } = linkTo(launcher);
  await link.start();
  const call = link.call('self.rename', { name: 'Heron' });
  await vi.waitFor(() => expect(launcher.last.called('self.rename')).toHaveLength(1));
  launcher.last.die({ reason: 'ended' });
  await expect(call).rejects.toThrow(EngineUnavailableError);
});

test('passes on results, errors and cancellation', async () => {
  const launcher = new DoubleLauncher(() => ({
    'self.rename': (_params, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    'discovery.refresh': () => {
      throw new NoGitError('Install git.');
    },
  }));
  const { link } = linkTo(launcher);
  await link.start();
  await expect(link.call('discovery.refresh', {})).rejects.toMatchObject({ code: 'no-git' });
  const abort = new AbortController();
  const call = link.call('self.rename', { name: 'Heron' }, abort.signal);
  await vi.waitFor(() => expect(launcher.last.called('self.rename')).toHaveLength(1));
  abort.abort();
  await expect(call).rejects.toMatchObject({ code: 'cancelled' });
});

test('an engine that cannot stop is told of', async () => {
  const launcher = new DoubleLauncher(() => ({
    'engine.stop': () => {
      throw new NoGitError('No.');
    },
  }));
  const { link, log, warnings } = linkTo(launcher);
  await link.start();
  await link[Symbol.asyncDispose]();
  expect(log).toEqual(['The engine did not stop cleanly: No.']);
  expect(warnings).toEqual([]);
});

test('stops the engine, kills one that hangs, which is no failure, and starts no other', async () => {
  const launcher = new DoubleLauncher(() => ({ 'engine.stop': () => new Promise(() => {}) }));
  const { link, log, warnings } = linkTo(launcher);
  await link.start();
  const before = performance.now();
  await link[Symbol.asyncDispose]();
  expect(performance.now() - before).toBeLessThan(1_000);
  expect(launcher.last.killed).toBe(true);
  expect(link.state.engine).toBe('stopped');
  expect(log).toEqual([]);
  expect(warnings).toEqual(['The engine was busy when it was to stop, and was not waited for.']);
  await sleep(400);
  expect(launcher.launched).toHaveLength(1);
});
