import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { AppState } from '../../shared/api/state.ts';
import { hasTrayHost } from './tray-host.ts';
import { type TrayContent, trayContent } from './tray-menu.ts';

export interface TrayActions {
  show(): void;
  quit(): void;
}

/** Shoal's place in the tray. */
export class ShoalTray {
  readonly #tray: Tray;
  readonly #assets: string;
  readonly #actions: TrayActions;
  #shown = '';

  private constructor(assets: string, actions: TrayActions) {
    this.#assets = assets;
    this.#actions = actions;
    this.#tray = new Tray(this.#image(false));
    this.#tray.on('click', () => actions.show());
  }

  /** Null on a desktop that shows no tray: there the window is all there is. */
  static async create(assets: string, actions: TrayActions): Promise<ShoalTray | null> {
    return (await hasTrayHost()) ? new ShoalTray(assets, actions) : null;
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
      ...group.map(({ label, action }) =>
        action === undefined
          ? { label, enabled: false }
          : { label, click: () => this.#actions[action]() },
      ),
    ]);
  }

  /** macOS colours a template image itself; the file's name says that it is one. */
  #image(hasNews: boolean) {
    const kind = process.platform === 'darwin' ? 'Template' : '';
    return nativeImage.createFromPath(
      join(this.#assets, `tray${hasNews ? '-news' : ''}${kind}.png`),
    );
  }
}
