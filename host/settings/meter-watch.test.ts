import { spawn } from 'node:child_process';
import { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { busObstacle, OwnBus, PYTHON } from '../../engine/testing/own-bus.ts';
import { MeterWatch } from './meter-watch.ts';

const obstacle = busObstacle();

/** A NetworkManager that says what is written to it; `ready` once it can be asked. */
const SERVICE = `
import sys, dbus, dbus.service, dbus.mainloop.glib
from gi.repository import GLib
dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
NAME = 'org.freedesktop.NetworkManager'
bus = dbus.SystemBus()
name = dbus.service.BusName(NAME, bus)
class Manager(dbus.service.Object):
    metered = 0
    @dbus.service.method('org.freedesktop.DBus.Properties', in_signature='ss', out_signature='v')
    def Get(self, interface, prop):
        assert (interface, prop) == (NAME, 'Metered')
        return dbus.UInt32(self.metered, variant_level=1)
manager = Manager(bus, '/org/freedesktop/NetworkManager')
def heard(source, condition):
    line = sys.stdin.readline()
    if line == '': loop.quit()
    else:
        manager.metered = int(line)
        print('set', flush=True)
    return True
loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, heard)
print('ready', flush=True)
loop.run()
`;

const because = obstacle === null ? '' : ` (skipped: ${obstacle})`;
describe.skipIf(obstacle !== null)(`the system’s meter${because}`, () => {
  let stack: AsyncDisposableStack;
  let say: (metered: number) => Promise<void>;

  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    const { env } = stack.use(await OwnBus.start('system'));
    const manager = spawn(PYTHON, ['-c', SERVICE], { env: { ...process.env, ...env } });
    stack.defer(() => void manager.kill('SIGKILL'));
    let heard = '';
    for (const output of [manager.stdout, manager.stderr]) {
      output.on('data', (data) => {
        heard += String(data);
      });
    }
    const says = (word: string, times = 1) =>
      vi.waitFor(() => expect(heard.split(word).length - 1).toBe(times));
    await says('ready');
    let said = 0;
    say = async (metered) => {
      said += 1;
      manager.stdin.write(`${metered}\n`);
      await says('set', said);
    };
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await stack.disposeAsync();
  });

  test('what NetworkManager says is told when it changes, and only then', async () => {
    const changed = vi.fn();
    using meter = new MeterWatch(changed, 'linux');
    meter.isOfUse = true;
    for (const [says, isMetered] of [
      [2, false],
      [1, true],
      [3, true],
      [4, false],
      [0, false],
    ] as const) {
      await say(says);
      await meter.look();
      expect(meter.isMetered).toBe(isMetered);
    }
    expect(changed).toHaveBeenCalledTimes(2);
  });
});

test('where nobody can be asked, no network is metered', async () => {
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', 'unix:path=/nowhere');
  using meter = new MeterWatch(() => {}, 'linux');
  meter.isOfUse = true;
  await meter.look();
  expect(meter.isMetered).toBe(false);
  vi.unstubAllEnvs();
});

test('systems that do not tell are not asked', async () => {
  const ask = vi.fn(async () => true);
  for (const platform of ['win32', 'darwin'] as const) {
    using meter = new MeterWatch(() => {}, platform, ask);
    meter.isOfUse = true;
    await meter.look();
    expect(meter.isMetered).toBe(false);
  }
  expect(ask).not.toHaveBeenCalled();
});

test('nobody is asked while nothing depends on the answer', async () => {
  vi.useFakeTimers();
  const ask = vi.fn(async () => true);
  const changed = vi.fn();
  using meter = new MeterWatch(changed, 'linux', ask);
  await meter.look();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(ask).not.toHaveBeenCalled();
  meter.isOfUse = true;
  await vi.advanceTimersByTimeAsync(1);
  expect(meter.isMetered).toBe(true);
  expect(changed).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(2);
  meter.isOfUse = false;
  await vi.advanceTimersByTimeAsync(300_000);
  await meter.look();
  expect(ask).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
