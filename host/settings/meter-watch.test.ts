import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MeterWatch } from './meter-watch.ts';

const PYTHON = '/usr/bin/python3';
const obstacle = obstacleHere();

function obstacleHere(): string | null {
  try {
    execFileSync('sh', ['-c', 'command -v dbus-send dbus-daemon'], { stdio: 'ignore' });
    execFileSync(PYTHON, ['-c', 'import dbus; from gi.repository import GLib'], {
      stdio: 'ignore',
    });
    return null;
  } catch {
    return 'no dbus-send or dbus-daemon, or no python3 with dbus and gi';
  }
}

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
  let folder: string;
  let stack: AsyncDisposableStack;
  let say: (metered: number) => Promise<void>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shoal-meter-'));
    stack = new AsyncDisposableStack();
    const address = `unix:path=${join(folder, 'bus')}`;
    const config = join(folder, 'bus.conf');
    await writeFile(
      config,
      `<busconfig><type>system</type><listen>${address}</listen><auth>EXTERNAL</auth>
       <policy context="default"><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy>
       </busconfig>`,
    );
    const started = (command: string, args: string[]) => {
      const child = spawn(command, args, {
        env: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: address },
      });
      stack.defer(() => void child.kill('SIGKILL'));
      const heard: string[] = [];
      child.stdout.on('data', (data) => heard.push(String(data)));
      child.stderr.on('data', (data) => heard.push(String(data)));
      const says = (word: string, times = 1) =>
        vi.waitFor(() => expect(heard.join('').split(word).length - 1).toBe(times));
      return { child, says };
    };
    await started('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address=1']).says(
      'unix:',
    );
    const service = join(folder, 'manager.py');
    await writeFile(service, SERVICE);
    const manager = started(PYTHON, [service]);
    await manager.says('ready');
    let said = 0;
    say = async (metered) => {
      said += 1;
      manager.child.stdin.write(`${metered}\n`);
      await manager.says('set', said);
    };
    vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', address);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await stack.disposeAsync();
    await rm(folder, { recursive: true });
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
