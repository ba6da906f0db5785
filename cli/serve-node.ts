import { BootstrapNodes } from '../engine/punching/bootstrap-nodes.ts';
import { discoverOverMdns } from '../host/discovery/mdns-discovery.ts';
import { WorkerThreadLauncher } from '../host/engine-link/worker-thread-launcher.ts';
import { ownInstallation } from '../host/git-settings/guard.ts';
import { PlainGitSwitch } from '../host/git-settings/plain-git-switch.ts';
import { NoDesktop } from '../host/node/desktop.ts';
import { ShoalNode } from '../host/node/node.ts';
import { type NodeChoices, nodeSettings } from '../host/node/node-choices.ts';
import { TrackerServer } from '../host/tracker/tracker-server.ts';
import type { Endpoint } from '../shared/api/engine-contract.ts';
import { type CommonOptions, print } from './command.ts';
import type { Surroundings } from './surroundings.ts';
import { untilTold } from './until-told.ts';

export type ServeOptions = CommonOptions &
  NodeChoices & {
    readonly ui?: number;
    readonly tracker?: Endpoint;
    readonly bootstrap?: Endpoint;
  };

/** Runs until a signal or a client asks for the end. */
export async function serveNode(around: Surroundings, options: ServeOptions): Promise<void> {
  const end = untilTold();
  const settings = nodeSettings(options);
  const node = new ShoalNode({
    ...settings,
    version: around.version,
    launcher: new WorkerThreadLauncher(around.engineFile),
    desktop: new NoDesktop(),
    plainGit: new PlainGitSwitch(ownInstallation(around.engineFile, settings.dataFolder)),
    discover: (listener, interfaces) => discoverOverMdns({ listener, interfaces }),
    onChanges: (changes) => {
      for (const change of changes) {
        if (change.set === 'problems' && change.value !== null) {
          around.stderr.write(`shoal: ${change.value.sentence}\n`);
        }
      }
    },
    onLog: ({ level, message }) => around.stderr.write(`shoal: ${level}: ${message}\n`),
    onQuit: end.tell,
  });
  try {
    const { id, name, port } = await node.start();
    const ui = options.ui === undefined ? null : await node.serveUi(options.ui, around.uiFolder);
    const listen = listenAddress(settings.listen.host, port);
    await using tracker =
      options.tracker === undefined ? null : await TrackerServer.open(options.tracker);
    const trackerUrl =
      tracker === null || options.tracker === undefined
        ? null
        : `http://${listenAddress(options.tracker.host, tracker.port)}/`;
    const { bootstrap = null } = options;
    await using _nodes = bootstrap && (await BootstrapNodes.open(bootstrap));
    const begin = bootstrap && `${bootstrap.host}:${bootstrap.port}`;
    const told = {
      ...{ id, name, listen, ui },
      ...(trackerUrl !== null && { tracker: trackerUrl }),
      ...(begin !== null && { bootstrap: begin }),
    };
    print(around, options, told, () => [
      [name, id, listen, ui, trackerUrl, begin].filter((each) => each !== null).join('  '),
    ]);
    if (options.demo) await node.startDemo();
    await end.told;
  } finally {
    await node[Symbol.asyncDispose]();
    end[Symbol.dispose]();
  }
}

function listenAddress(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
