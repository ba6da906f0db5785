import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** The one of the system, which has its packages. */
export const PYTHON = '/usr/bin/python3';

/** Why nobody can be put on a bus here; null where that can be done. */
export function busObstacle(): string | null {
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

/** A bus (dbus-daemon(1)) on which there is nobody but who is put there, and nothing is started by being asked for. */
export class OwnBus implements Disposable {
  /** With this, a program is on it. */
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;
  #daemon: ChildProcess | null = null;

  private constructor(kind: 'system' | 'session') {
    this.#folder = temporaryFolder();
    const address = `unix:path=${join(this.#folder, 'bus')}`;
    this.env = { [`DBUS_${kind.toUpperCase()}_BUS_ADDRESS`]: address };
    writeFileSync(
      join(this.#folder, 'bus.conf'),
      `<busconfig><type>${kind}</type><listen>${address}</listen><auth>EXTERNAL</auth>
       <policy context="default"><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy>
       </busconfig>`,
    );
  }

  static async start(kind: 'system' | 'session'): Promise<OwnBus> {
    const bus = new OwnBus(kind);
    const settings = `--config-file=${join(bus.#folder, 'bus.conf')}`;
    const daemon = spawn('dbus-daemon', [settings, '--nofork', '--print-address=1']);
    bus.#daemon = daemon;
    const ended = once(daemon, 'exit').then(() => Promise.reject(new Error('dbus-daemon ended')));
    ended.catch(() => {});
    await Promise.race([once(daemon.stdout, 'data'), ended]);
    return bus;
  }

  [Symbol.dispose](): void {
    this.#daemon?.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
