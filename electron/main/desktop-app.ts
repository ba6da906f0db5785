import { join } from 'node:path';
import { app } from 'electron';
import { discoverOverMdns } from '../../host/discovery/mdns-discovery.ts';
import { ownInstallation, packagedInstallation } from '../../host/git-settings/guard.ts';
import { PlainGitSwitch } from '../../host/git-settings/plain-git-switch.ts';
import { ShoalNode } from '../../host/node/node.ts';
import { nodeSettings } from '../../host/node/node-choices.ts';
import { speakOnDesktop } from '../../host/settings/speech.ts';
import { listUiFiles } from '../../host/ui-files/ui-files.ts';
import { OWN_RELEASES } from '../../host/updates/releases.ts';
import type { UtilityProcessLauncher } from '../utility-process-launcher.ts';
import { setApplicationMenu } from './application-menu.ts';
import type { DesktopChoices } from './desktop-choices.ts';
import { ElectronDesktop } from './electron-desktop.ts';
import { lockDown } from './lock-down.ts';
import { onWake } from './on-wake.ts';
import { ShoalTray } from './shoal-tray.ts';
import { LoginItem, wasOpenedAtLogin } from './system/login-item.ts';
import { doTrayAction } from './tray-actions.ts';
import { hasTrayHost } from './tray-host.ts';
import { MainWindow } from './window/main-window.ts';
import { serveUi } from './window/ui-protocol.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The desktop's host: a node with a window and, where there is one, a place in the tray. */
export class DesktopApp {
  readonly #choices: DesktopChoices;
  readonly #engine: UtilityProcessLauncher;
  readonly #settings: ReturnType<typeof nodeSettings>;
  readonly #builtFolder: string;
  #window: MainWindow | null = null;
  #tray: ShoalTray | null = null;
  #ending = false;
  #node: ShoalNode | null = null;
  /** A link that came before there was anything to open it in. */
  #link: string | null = null;

  /** @param builtFolder where the built main process is; preload, engine and UI lie around it */
  constructor(choices: DesktopChoices, engine: UtilityProcessLauncher, builtFolder: string) {
    this.#choices = choices;
    this.#engine = engine;
    this.#settings = nodeSettings(choices);
    this.#builtFolder = builtFolder;
  }

  get dataFolder(): string {
    return this.#settings.dataFolder;
  }

  /** What was still being started then has failed for no other reason. */
  get isEnding(): boolean {
    return this.#ending;
  }

  show(): void {
    this.#window?.show();
  }

  /** What somebody clicked elsewhere, whoever wrote it: the window comes, and shows what it means, if anything. */
  openLink(text: string): void {
    if (this.#node === null) this.#link = text;
    else this.#node.openLink(text);
    this.show();
  }

  /** Opens the window at once, and starts the node behind it, which shows how far it is. */
  async start(): Promise<void> {
    lockDown((address) => OWN_RELEASES?.isPage(address) === true);
    speakOnDesktop('system', app.getPreferredSystemLanguages());
    setApplicationMenu();
    const built = (path: string) => join(this.#builtFolder, path);
    serveUi(await listUiFiles(built('../renderer')));
    const node = this.#createNode(built('engine.js'));
    this.#node = node;
    if (this.#link !== null) node.openLink(this.#link);
    this.#window = new MainWindow({
      preload: built('../preload/index.cjs'),
      boundsFile: join(this.dataFolder, 'window.json'),
      icon: built('../../assets/icon.png'),
      onPage: (channel) => node.accept(channel),
      hidesOnClose: () => this.#tray !== null && !this.#ending,
    });
    this.#endWith(node);
    const look = await this.#firstLook();
    if (this.#ending) return;
    // The engine starts while the page loads: teammates are there the sooner.
    await Promise.all([this.#window.open(look), node.start()]);
    if (this.#ending) return;
    onWake(() => node.refreshNetwork());
    this.#tray = await ShoalTray.create(built('../../assets'), (action) =>
      doTrayAction(action, { node, show: () => this.show(), quit: () => app.quit() }),
    );
    this.#tray?.update(node.state);
    if (this.#choices.demo) await node.startDemo();
  }

  /** Out of sight where it was started for the user and not by them, as far as it can be shown again. */
  async #firstLook(): Promise<Parameters<MainWindow['open']>[0]> {
    if (!this.#choices.hidden && !wasOpenedAtLogin()) return 'shown';
    return (await hasTrayHost()) ? 'hidden' : 'minimized';
  }

  #createNode(engineFile: string): ShoalNode {
    const { dataFolder } = this;
    const installation = app.isPackaged
      ? packagedInstallation(process.resourcesPath, dataFolder)
      : ownInstallation(engineFile, dataFolder);
    return new ShoalNode({
      ...this.#settings,
      version: app.getVersion(),
      launcher: this.#engine,
      desktop: new ElectronDesktop(() => this.#window, new LoginItem(this.#loginArgs())),
      plainGit: new PlainGitSwitch(installation),
      discover: (listener, interfaces) => discoverOverMdns({ listener, interfaces }),
      onChanges: (changes, state) => {
        // It may be another language.
        if (changes.some(({ set }) => set === 'settings')) setApplicationMenu();
        this.#tray?.update(state);
      },
      onLog: ({ level, message }) => process.stderr.write(`shoal: ${level}: ${message}\n`),
      onQuit: () => app.quit(),
    });
  }

  /** What the app has to be told again to be the same one. */
  #loginArgs(): readonly string[] {
    const { data } = this.#choices;
    return data === undefined ? [] : ['--data', this.dataFolder];
  }

  /** Peers hear a goodbye before the process ends, however it was asked to. */
  #endWith(node: ShoalNode): void {
    // Electron itself dies of a second signal, and Ctrl-C may come as two: from the terminal, and from what started the app.
    for (const signal of SIGNALS) process.on(signal, () => this.#ending || app.quit());
    app.on('window-all-closed', () => app.quit());
    app.on('activate', () => this.show());
    app.on('before-quit', () => {
      this.#ending = true;
    });
    app.on('will-quit', (event) => {
      event.preventDefault();
      this.#tray?.destroy();
      const end = () => app.exit(0);
      node[Symbol.asyncDispose]().then(end, end);
    });
  }
}
