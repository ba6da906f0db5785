import type { Locator, Page } from '@playwright/test';

const MOST_TABS = 30;

/** What a user sees, found by what it is called on ui. */
export class Ui {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async goTo(
    name: 'Nearby' | 'Room' | 'My repositories' | 'Transfers' | 'Activity' | 'Doctor',
  ): Promise<void> {
    const screens = this.page.getByRole('navigation', { name: 'Screens' });
    await screens.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  }

  async openSettings(): Promise<void> {
    await this.button('Settings').click();
    await this.page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
  }

  get search(): Locator {
    return this.page.getByRole('searchbox');
  }

  /** A project in the list of Nearby. */
  project(name: string, section?: 'You have these' | 'In the room'): Locator {
    const list = this.page.getByRole('listbox', { name: 'Projects nearby' });
    const part = section === undefined ? list : list.getByRole('group', { name: section });
    return part.getByRole('option', { name });
  }

  person(name: string): Locator {
    return this.page
      .getByRole('listbox', { name: 'People in the room' })
      .getByRole('option', { name });
  }

  /** What is chosen, in detail. */
  detail(name: string): Locator {
    return this.page.getByRole('article', { name });
  }

  /** A teammate's head in the detail of a project, under the name it has or gets here. */
  head(name: string): Locator {
    return this.page.getByRole('grid', { name: 'Heads' }).getByRole('row', { name });
  }

  /** The bar that tells of the transfer at hand. */
  transfer(name: string): Locator {
    return this.page.getByRole('region', { name: `Transfer of ${name}` });
  }

  /** By all of its name, or by a pattern. */
  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Presses Tab until what is called so has the keyboard. */
  async tabTo(name: RegExp): Promise<void> {
    for (let presses = 0; presses < MOST_TABS; presses += 1) {
      await this.page.keyboard.press('Tab');
      const at = await this.page.evaluate(() => {
        const { activeElement } = document;
        return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
      });
      if (name.test(at)) return;
    }
    throw new Error(`Tab does not lead to ${name}`);
  }
}
