import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { DoubleLauncher } from '../host/engine-link/engine-double.ts';
import { ownInstallation } from '../host/git-settings/guard.ts';
import { PlainGitSwitch } from '../host/git-settings/plain-git-switch.ts';
import { NoDesktop } from '../host/node/desktop.ts';
import { DiscoveryDouble } from '../host/node/discovery-double.ts';
import { ShoalNode } from '../host/node/node.ts';
import type { Handlers } from '../shared/api/contract.ts';
import type { EngineContract } from '../shared/api/engine-contract.ts';
import type { StateChange } from '../shared/api/state-change.ts';
import { run } from './run.ts';

/** A real node around an engine double, and the command line run against it. */
export class FakeNode implements AsyncDisposable {
  readonly launcher: DoubleLauncher;

  private constructor(
    readonly folder: string,
    readonly node: ShoalNode,
    launcher: DoubleLauncher,
  ) {
    this.launcher = launcher;
  }

  static async start(handlers: Partial<Handlers<EngineContract>> = {}): Promise<FakeNode> {
    const folder = await mkdtemp(join(tmpdir(), 'shoal-cli-'));
    const launcher = new DoubleLauncher(() => handlers);
    const node = new ShoalNode({
      dataFolder: folder,
      listen: { host: '127.0.0.1', port: 0 },
      version: '1',
      launcher,
      desktop: new NoDesktop(),
      plainGit: new PlainGitSwitch(ownInstallation('/no/engine.js', folder)),
      discover: (listener) => new DiscoveryDouble(listener),
      interfaces: null,
      peers: [],
      onChanges: () => {},
      onLog: () => {},
      onQuit: () => {},
    });
    await node.start();
    return new FakeNode(folder, node, launcher);
  }

  change(...changes: StateChange[]): void {
    this.launcher.last.server.announce('stateChanged', changes);
  }

  called(name: keyof EngineContract): unknown[] {
    return this.launcher.last.called(name);
  }

  run(...args: string[]) {
    return runCommand([...args, '--data', this.folder], this.folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.node[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true });
  }
}

export interface CommandRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param input what is typed on the terminal; without it there is no terminal */
export async function runCommand(
  args: readonly string[],
  workingFolder: string,
  input?: string,
): Promise<CommandRun> {
  const stdin = Object.assign(new PassThrough(), { isTTY: input !== undefined });
  stdin.end(input);
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const printed = Promise.all([text(stdout), text(stderr)]);
  const status = await run(args, {
    stdin,
    stdout,
    stderr,
    workingFolder,
    version: '1.2.3',
    engineFile: '/no/engine.js',
    uiFolder: '/no/renderer',
  });
  stdout.end();
  stderr.end();
  const [out, err] = await printed;
  return { status, stdout: out, stderr: err };
}
