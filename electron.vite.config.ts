import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = (path: string) => resolve(import.meta.dirname, path);

/** What packages that are bundled ask of whoever passes them on: their licences, with the programs. */
const license = { fileName: 'licenses.md' };

/** What every program needs that talks to a node: one file, and not a small one for each two that share some of it. */
const TALK =
  /cli[\\/]node-client|host[\\/](control-socket[\\/](connect|control-address|errors|socket)|data-folder)|engine[\\/]errors[\\/]data-folder|shared[\\/](rpc|errors|new-transfer-id|settings|api[\\/](settings-)?state|domain[\\/](rate-limit|endpoint-bounds))|vscode-jsonrpc/;
/** Small things that the command line starts with and that others use, too: together they are one file. */
const PLAIN =
  /[\\/](?:engine[\\/]errors|shared[\\/]domain[\\/](?:words|folder-name|git[\\/](?:ref-name|tracking-refs|clone-address)|resolve[\\/]resolve)|shared[\\/](?:short-id|texts[\\/](?:english-core|english[\\/](?:changes|counts|left-out)|plural|texts)))\b[^?]*\.ts$/;

// One build for everything that runs: the desktop shell, the engine's worker, the command line and the UI.
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      license,
      // The oldest Node that `shoal` runs on; Electron's own is newer.
      target: 'node20',
      // Packages are bundled, too: each of their dozens of small files would be searched for, and those in CommonJS
      // read twice, at every start. A node is up in half the processor time, and holds 13 MB less.
      externalizeDeps: false,
      // Half the bytes to be read before anything runs.
      minify: true,
      lib: {
        formats: ['es'],
        entry: {
          electron: root('electron/main/index.ts'),
          engine: root('engine/worker.ts'),
          shoal: root('cli/shoal.ts'),
          'git-remote-gtp': root('cli/git-remote-gtp.ts'),
        },
      },
      rolldownOptions: {
        // It finds the parts that are made for one system from where its own files are.
        external: ['hyperdht'],
        output: {
          codeSplitting: {
            groups: [
              { name: 'talk', test: TALK, priority: 1 },
              { name: 'plain', test: PLAIN },
            ],
          },
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload script must be CommonJS, and what runs before Electron is ready cannot
      // wait for ES modules.
      lib: {
        formats: ['cjs'],
        entry: { index: root('electron/preload/index.ts'), boot: root('electron/boot/index.ts') },
      },
    },
  },
  renderer: {
    root: root('renderer'),
    plugins: [react()],
    // A worker that loads what it needs when it needs it.
    worker: { format: 'es' },
    build: {
      outDir: root('out/renderer'),
      license,
      // A window is there sooner: of 3.1 MB of text, what is not read before it is 1.6 MB of names and spaces.
      minify: true,
      // The page may load fonts from its own origin, not from data: addresses.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: root('renderer/index.html') } },
    },
  },
});
