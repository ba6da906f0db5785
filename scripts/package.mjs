// npm run package [-- [KIND…] [--store] [--output FOLDER]]: makes packages for this system in dist/. On Linux these are
// `deb` and `AppImage`, of which one that cannot be made is only told, unless it was named; elsewhere, what
// electron-builder.yml says. With --store they are not compressed.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeDeb } from './lib/deb.mjs';
import { prepare } from './lib/prepare.mjs';
import { ROOT } from './lib/root.mjs';
import { runTool } from './lib/run.mjs';

const LINUX = ['deb', 'AppImage'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    output: { type: 'string', default: join(ROOT, 'dist') },
    store: { type: 'boolean', default: false },
  },
});
const output = resolve(values.output);
const settings = [
  `--config.directories.output=${output}`,
  // An Electron that is here already, as for the tests.
  ...(process.env.ELECTRON_OVERRIDE_DIST_PATH
    ? [`--config.electronDist=${process.env.ELECTRON_OVERRIDE_DIST_PATH}`]
    : []),
  ...(values.store ? ['--config.compression=store'] : []),
];

// What is installed is readable for all, whatever is right for the user's own files.
process.umask(0o022);
await prepare();
mkdirSync(output, { recursive: true });
if (process.platform === 'linux') await forLinux(positionals);
else await must(...positionals);

async function forLinux(named) {
  const unknown = named.filter((kind) => !LINUX.includes(kind));
  if (unknown.length > 0)
    end(`for Linux there are ${LINUX.join(' and ')}, and no ${unknown.join()}`);
  const kinds = named.length > 0 ? named : LINUX;
  await must('--linux', 'dir');
  const app = join(output, unpackedFolder());
  if (kinds.includes('deb')) console.log(await makeDeb(app, output, { compressed: !values.store }));
  if (kinds.includes('AppImage') && !(await builder('--linux', 'AppImage', '--prepackaged', app))) {
    const why = 'the AppImage was not made: electron-builder loads what it takes from github.com';
    if (named.length > 0) end(why);
    process.stderr.write(`shoal: ${why}\n`);
  }
}

/** As electron-builder calls it. */
function unpackedFolder() {
  return process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`;
}

async function must(...args) {
  if (!(await builder(...args))) end('electron-builder could not do it');
}

/** @returns {Promise<boolean>} whether it could */
async function builder(...args) {
  const all = ['--publish', 'never', ...settings, ...args];
  const { code } = await runTool('electron-builder', 'electron-builder', all);
  return code === 0;
}

function end(why) {
  process.stderr.write(`shoal: ${why}\n`);
  process.exit(1);
}
