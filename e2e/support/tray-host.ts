import { busObstacle, OwnBus, PYTHON } from '../../engine/testing/own-bus.ts';
import { LabProcess } from '../lab/lab-process.ts';

const ANSWERED_WITHIN = 20_000;

/** Why there can be no tray here; null where there can. */
export const trayObstacle = busObstacle;

/**
 * What a desktop has at the edge of its screen (freedesktop.org's StatusNotifierItem): apps tell it of their icons. For
 * each line that it reads it does with the icon what a user does, and prints one.
 */
const PANEL = `
import json, sys, dbus, dbus.service, dbus.mainloop.glib
from gi.repository import GLib
dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
WATCHER, ITEM, MENU = 'org.kde.StatusNotifierWatcher', 'org.kde.StatusNotifierItem', 'com.canonical.dbusmenu'
bus = dbus.SessionBus()
name = dbus.service.BusName(WATCHER, bus)
class Watcher(dbus.service.Object):
    item = None
    @dbus.service.method(WATCHER, in_signature='s', sender_keyword='sender')
    def RegisterStatusNotifierItem(self, service, sender=None):
        self.item = (sender, service) if service.startswith('/') else (service, '/StatusNotifierItem')
    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature='ss', out_signature='v')
    def Get(self, interface, prop):
        return {'IsStatusNotifierHostRegistered': True, 'ProtocolVersion': dbus.Int32(0)}[prop]
watcher = Watcher(bus, '/StatusNotifierWatcher')
def on(path, interface):
    return dbus.Interface(bus.get_object(watcher.item[0], path, introspect=False), interface)
def told(prop):
    return on(watcher.item[1], dbus.PROPERTIES_IFACE).Get(dbus.String(ITEM), dbus.String(prop))
def menu():
    return on(told('Menu'), MENU)
def tree(node):
    number, properties, items = node
    return {'id': int(number), 'label': str(properties.get('label', '')), 'items': [tree(each) for each in items]}
def done(wish):
    # Whoever has ended has no icon any more.
    if watcher.item is None or not bus.name_has_owner(watcher.item[0]): return None
    if wish['does'] == 'look':
        layout = menu().GetLayout(dbus.Int32(0), dbus.Int32(-1), dbus.Array([], signature='s'))
        return {'tooltip': ' '.join(map(str, told('ToolTip')[2:])).strip(), 'items': tree(layout[1])['items']}
    menu().Event(dbus.Int32(wish['id']), dbus.String('clicked'), dbus.String('', variant_level=1), dbus.UInt32(0))
    return {}
def heard(source, condition):
    line = sys.stdin.readline()
    if line == '': loop.quit()
    else:
        try: print(json.dumps({'done': done(json.loads(line))}), flush=True)
        except Exception as error: print(json.dumps({'error': str(error)}), flush=True)
    return True
loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, heard)
print('{}', flush=True)
loop.run()
`;

interface Item {
  readonly id: number;
  readonly label: string;
  readonly items: readonly Item[];
}

/** An app's icon, as it is shown. */
export interface ShownTray {
  readonly tooltip: string;
  readonly items: readonly Item[];
}

/** A desktop that shows what one app puts into its tray. */
export class TrayHost implements AsyncDisposable {
  readonly #bus: OwnBus;
  readonly #panel: LabProcess;

  private constructor(bus: OwnBus) {
    this.#bus = bus;
    this.#panel = new LabProcess(PYTHON, ['-c', PANEL], { env: bus.env });
  }

  static async open(): Promise<TrayHost> {
    const host = new TrayHost(await OwnBus.start('session'));
    await host.#answer(0);
    return host;
  }

  /** With this, a program belongs to this desktop. */
  get env(): Readonly<Record<string, string>> {
    return this.#bus.env;
  }

  /** Null while the app has shown none. */
  async look(): Promise<ShownTray | null> {
    return (await this.#ask({ does: 'look' })) as ShownTray | null;
  }

  /** What its menu says, line by line, without what opens beside one. */
  async lines(): Promise<readonly string[]> {
    const { items = [] } = (await this.look()) ?? {};
    return items.map(({ label }) => label).filter((label) => label !== '');
  }

  /** Clicks a line of the menu; several are the way to one that opens beside another. */
  async press(...way: readonly string[]): Promise<void> {
    let items = (await this.look())?.items ?? [];
    let found: Item | undefined;
    for (const label of way) {
      found = items.find((item) => item.label === label);
      items = found?.items ?? [];
    }
    if (found === undefined) throw new Error(`the tray has no “${way.join(' › ')}”`);
    await this.#ask({ does: 'press', id: found.id });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#panel[Symbol.asyncDispose]();
    this.#bus[Symbol.dispose]();
  }

  #ask(wish: object): Promise<unknown> {
    const from = this.#panel.lines.length;
    this.#panel.writeLine(JSON.stringify(wish));
    return this.#answer(from);
  }

  async #answer(from: number): Promise<unknown> {
    const { done = null, error } = await this.#panel.waitForLine((line) => JSON.parse(line), {
      ...{ timeoutMs: ANSWERED_WITHIN, from },
    });
    if (error !== undefined) throw new Error(`the tray: ${error}`);
    return done;
  }
}
