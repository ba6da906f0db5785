import { OwnBus, PYTHON } from '../../engine/testing/own-bus.ts';
import { LabProcess } from '../lab/lab-process.ts';

const ANSWERED_WITHIN = 20_000;

/** What tells programs that the computer goes to sleep and wakes up (org.freedesktop.login1): for each line that it reads. */
const MANAGER = `
import os, sys, dbus, dbus.service, dbus.mainloop.glib
from gi.repository import GLib
dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
LOGIN, MANAGER = 'org.freedesktop.login1', 'org.freedesktop.login1.Manager'
bus = dbus.SystemBus()
name = dbus.service.BusName(LOGIN, bus)
class Manager(dbus.service.Object):
    @dbus.service.method(MANAGER, in_signature='ssss', out_signature='h')
    def Inhibit(self, what, who, why, mode):
        return dbus.types.UnixFd(os.open(os.devnull, os.O_RDONLY))
    @dbus.service.signal(MANAGER, signature='b')
    def PrepareForSleep(self, begins): pass
manager = Manager(bus, '/org/freedesktop/login1')
def heard(source, condition):
    line = sys.stdin.readline()
    if line == '': loop.quit()
    else:
        manager.PrepareForSleep(line.strip() == 'sleep')
        print('told', flush=True)
    return True
loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, heard)
print('here', flush=True)
loop.run()
`;

/** A system whose programs are told of its sleep. */
export class Logind implements AsyncDisposable {
  readonly #bus: OwnBus;
  readonly #manager: LabProcess;

  private constructor(bus: OwnBus) {
    this.#bus = bus;
    this.#manager = new LabProcess(PYTHON, ['-c', MANAGER], { env: bus.env });
  }

  static async start(): Promise<Logind> {
    const logind = new Logind(await OwnBus.start('system'));
    await logind.#answer(0);
    return logind;
  }

  /** With this, a program belongs to this system. */
  get env(): Readonly<Record<string, string>> {
    return this.#bus.env;
  }

  tell(event: 'sleep' | 'wake'): Promise<unknown> {
    const from = this.#manager.lines.length;
    this.#manager.writeLine(event);
    return this.#answer(from);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#manager[Symbol.asyncDispose]();
    this.#bus[Symbol.dispose]();
  }

  #answer(from: number): Promise<string> {
    return this.#manager.waitForLine((line) => line, { timeoutMs: ANSWERED_WITHIN, from });
  }
}
