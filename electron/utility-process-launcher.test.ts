import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { awaited } from '../engine/testing/awaited.ts';
import { UtilityProcessLauncher } from './utility-process-launcher.ts';

class Child extends EventEmitter {
  readonly kill = vi.fn();
  readonly postMessage = vi.fn();
}

const children: Child[] = [];
const fork = vi.hoisted(() => vi.fn());
vi.mock('electron', () => ({ utilityProcess: { fork } }));

beforeEach(() => {
  children.length = 0;
  fork.mockReset().mockImplementation(() => {
    const child = new Child();
    children.push(child);
    return child;
  });
});

test('what is prepared is launched, once, and the next one is another', () => {
  const launcher = new UtilityProcessLauncher('/engine.js');
  launcher.prepare();
  launcher.prepare();
  expect(fork).toHaveBeenCalledTimes(1);
  launcher.launch().channel.send({ jsonrpc: '2.0' } as never);
  expect(fork).toHaveBeenCalledTimes(1);
  expect(children[0]?.postMessage).toHaveBeenCalledWith({ jsonrpc: '2.0' });
  launcher.launch().kill();
  expect(fork).toHaveBeenCalledTimes(2);
  expect(children.map(({ kill }) => kill.mock.calls.length)).toEqual([0, 1]);
});

test('one that ended before it was launched is known to have ended', async () => {
  const launcher = new UtilityProcessLauncher('/engine.js');
  launcher.prepare();
  children[0]?.emit('exit', 3);
  const engine = launcher.launch();
  expect(await engine.exited).toEqual({ reason: 'crashed', code: 3 });
  const closed = new Promise<void>((resolve) => engine.channel.onClose(resolve));
  await awaited(closed, 'the channel is closed');
});
