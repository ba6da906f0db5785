// electron-builder calls this when the app is put together, and not yet signed (electron-builder.yml): puts the
// command line beside the app. The app's binary runs nothing but the app, so a Node of its own comes along.
import { chmodSync, copyFileSync, cpSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { extractAll } from '@electron/asar';
import { ROOT } from './lib/root.mjs';

/** Of the app's archive, what the command line does without. */
const APP_ONLY = ['assets', 'out/preload', 'out/main/electron.js'];

/** @param {import('electron-builder').AfterPackContext} context */
export default async function afterPack({ appOutDir, packager, electronPlatformName }) {
  const resources = packager.getResourcesDir(appOutDir);
  // What Electron shows that has no app; a folder of one's own may still have it.
  rmSync(join(resources, 'default_app.asar'), { force: true });
  const folder = join(resources, 'cli');
  extractAll(join(resources, 'app.asar'), folder);
  for (const path of APP_ONLY) rmSync(join(folder, path), { recursive: true });
  const bin = join(folder, 'bin');
  const isForWindows = electronPlatformName === 'win32';
  cpSync(join(ROOT, 'packaging', 'bin'), bin, {
    recursive: true,
    filter: (path) => isForWindows || !path.endsWith('.cmd'),
  });
  const node = join(bin, isForWindows ? 'node.exe' : 'node');
  copyFileSync(ownNode(), node);
  chmodSync(node, 0o755);
}

/** The Node that runs this goes into the package: it has to be whole, and for this system. */
function ownNode() {
  if (process.config.variables.node_shared) {
    throw new Error(
      `${basename(process.execPath)} needs a library of its own: use one of nodejs.org’s`,
    );
  }
  return process.execPath;
}
