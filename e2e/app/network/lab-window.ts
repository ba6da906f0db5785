import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page, test } from '@playwright/test';
import type { LabHost } from '../../lab/lab-host.ts';
import type { ShoalNode } from '../../support/shoal-node.ts';
import { Ui } from '../ui.ts';

/** A window on a host of the lab, and its browser. */
export interface LabWindow {
  readonly browser: Browser;
  readonly page: Page;
  readonly ui: Ui;
}

/**
 * Opens the window of a node that serves one, in a browser that runs on the node's host.
 * @param folder for the program that starts the browser there
 */
export async function openLabWindow(
  host: LabHost,
  node: ShoalNode,
  folder: string,
): Promise<LabWindow> {
  const { launchOptions } = test.info().project.use;
  const program = launchOptions?.executablePath ?? '';
  const inside = join(folder, 'inside');
  writeFileSync(inside, `#!/bin/sh\nexec ip netns exec ${host.namespace} ${program} "$@"\n`);
  chmodSync(inside, 0o755);
  const browser = await chromium.launch({ ...launchOptions, executablePath: inside });
  const page = await browser.newPage();
  await page.goto(node.ui ?? '');
  return { browser, page, ui: new Ui(page) };
}
