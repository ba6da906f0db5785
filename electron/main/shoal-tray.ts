import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { AppState } from '../../shared/api/state.ts';
import { hasTrayHost } from './tray-host.ts';
import { type TrayAction, type TrayContent, type TrayItem, trayContent } from './tray-menu.ts';

/** Shoal's place in the tray. */
export class ShoalTray {
  readonly #tray: Tray;
  readonly #assets: string;
  readonly #act: (action: TrayAction) => void;
  #shown = '';

  private constructor(assets: string, act: (action: TrayAction) => void) {
    this.#assets = assets;
    this.#act = act;
    this.#tray = new Tray(this.#image(false));
    this.#tray.on('click', () => act({ does: 'show', place: null }));
  }

  /** Null on a desktop that shows no tray: there the window is all there is. */
  static async create(
    assets: string,
    act: (action: TrayAction) => void,
  ): Promise<ShoalTray | null> {
    return (await hasTrayHost()) ? new ShoalTray(assets, act) : null;
  }

  update(state: AppState): void {
    const content = trayContent(state);
    const shown = JSON.stringify(content);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#tray.setImage(this.#image(content.hasNews));
    this.#tray.setToolTip(content.tooltip);
    // A menu that was set is a copy; Linux has to be given a new one for every change.
    this.#tray.setContextMenu(Menu.buildFromTemplate(this.#items(content)));
  }

  destroy(): void {
    this.#tray.destroy();
  }

  #items({ groups }: TrayContent): MenuItemConstructorOptions[] {
    return groups.flatMap((group, index) => [
      ...(index > 0 ? [{ type: 'separator' } as const] : []),
      ...group.map((item) => this.#item(item)),
    ]);
  }

  #item({ label, action, items }: TrayItem): MenuItemConstructorOptions {
    if (items !== undefined) return { label, submenu: items.map((each) => this.#item(each)) };
    if (action === undefined) return { label, enabled: false };
    return { label, click: () => this.#act(action) };
  }

  /** macOS colours a template image itself; the file's name says that it is one. */
  #image(hasNews: boolean) {
    const kind = process.platform === 'darwin' ? 'Template' : '';
    return nativeImage.createFromPath(
      join(this.#assets, `tray${hasNews ? '-news' : ''}${kind}.png`),
    );
  }
}
