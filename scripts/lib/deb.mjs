import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './root.mjs';
import { run, runNode } from './run.mjs';

const HOME = 'usr/lib/shoal';
const COMMANDS = ['shoal', 'git-remote-gtp'];
const ICON_SIZES = [16, 32, 48, 64, 128, 256, 512];
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64', arm: 'armhf' };

/** What Electron's binary is linked to, beside what GTK needs anyway; `t64` where time has 64 bits. */
const DEPENDS = [
  'git (>= 1:2.38)',
  'libasound2 | libasound2t64',
  'libatk-bridge2.0-0 | libatk-bridge2.0-0t64',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libcups2 | libcups2t64',
  'libdrm2',
  'libgbm1',
  'libgtk-3-0 | libgtk-3-0t64',
  'libnss3',
  'libxkbcommon0',
];

/**
 * Makes a Debian package of a packed app with dpkg-deb. It brings no scripts that run at its installation, and what it
 * brings goes with it.
 *
 * @param {string} app the folder of the packed app
 * @param {string} output the folder for the package
 * @param {{ compressed: boolean }} options
 * @returns {Promise<string>} the package's path
 */
export async function makeDeb(app, output, { compressed }) {
  const { version, description } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const architecture = ARCHITECTURES[process.arch];
  const stage = mkdtempSync(join(tmpdir(), 'shoal-deb-'));
  try {
    // Readable for all once it is installed.
    chmodSync(stage, 0o755);
    await fill(stage, app);
    const control = controlFile({
      version,
      description,
      architecture,
      size: await kibibytes(stage),
    });
    write(join(stage, 'DEBIAN', 'control'), control);
    const deb = join(output, `shoal_${version}_${architecture}.deb`);
    const compression = compressed ? '-Zxz' : '-Znone';
    await must('dpkg-deb', '--root-owner-group', compression, '--build', stage, deb);
    return deb;
  } finally {
    rmSync(stage, { recursive: true });
  }
}

async function fill(stage, app) {
  const at = (path) => join(stage, path);
  const packaging = (name) => join(ROOT, 'packaging', 'linux', name);
  mkdirSync(at('usr/lib'), { recursive: true });
  // Links to the same files where that can be done: they are large, and only read.
  await must('cp', '--archive', '--link', app, at(HOME));
  // What Chromium's sandbox falls back to where users may not make namespaces. It is this package's alone.
  rmSync(at(`${HOME}/chrome-sandbox`));
  copy(join(app, 'chrome-sandbox'), at(`${HOME}/chrome-sandbox`), 0o4755);
  mkdirSync(at('usr/bin'));
  for (const name of COMMANDS) {
    symlinkSync(`../lib/shoal/resources/cli/bin/${name}`, at(`usr/bin/${name}`));
  }
  copy(packaging('shoal.desktop'), at('usr/share/applications/shoal.desktop'));
  copy(packaging('shoal.service'), at('usr/lib/systemd/user/shoal.service'));
  copy(packaging('shoal@.service'), at('usr/lib/systemd/system/shoal@.service'));
  for (const size of ICON_SIZES) {
    const name = `${size}x${size}`;
    copy(
      join(ROOT, 'assets', 'icons', `${name}.png`),
      at(`usr/share/icons/hicolor/${name}/apps/shoal.png`),
    );
  }
  copy(join(ROOT, 'LICENSE'), at('usr/share/doc/shoal/copyright'));
  const man = gzipSync(await shoal('manual'), { level: 9 });
  write(at('usr/share/man/man1/shoal.1.gz'), man);
  symlinkSync('shoal.1.gz', at('usr/share/man/man1/git-remote-gtp.1.gz'));
  write(at('usr/share/bash-completion/completions/shoal'), await shoal('completion', 'bash'));
  write(at('usr/share/zsh/vendor-completions/_shoal'), await shoal('completion', 'zsh'));
  write(at('usr/share/fish/vendor_completions.d/shoal.fish'), await shoal('completion', 'fish'));
}

function controlFile({ version, description, architecture, size }) {
  return [
    'Package: shoal',
    `Version: ${version.replace('-', '~')}`,
    `Architecture: ${architecture}`,
    'Section: vcs',
    'Priority: optional',
    'Maintainer: The Shoal contributors',
    `Installed-Size: ${size}`,
    `Depends: ${DEPENDS.join(', ')}`,
    'Recommends: libnotify4, xdg-utils',
    'Suggests: git-lfs',
    'Description: finds git teammates on the local network',
    ` ${description}`,
    '',
  ].join('\n');
}

async function kibibytes(folder) {
  const { output } = await must('du', '--summarize', '--block-size=1024', folder);
  return Number.parseInt(output, 10);
}

/** What the built command line prints. */
async function shoal(...args) {
  const { code, output } = await runNode([join(ROOT, 'out', 'main', 'shoal.js'), ...args], {
    capture: true,
  });
  if (code !== 0) throw new Error(`shoal ${args.join(' ')}: ${output}`);
  return output;
}

async function must(command, ...args) {
  const result = await run(command, args, { capture: true });
  if (result.code !== 0) throw new Error(`${command} failed:\n${result.output}`);
  return result;
}

function copy(from, to, mode = 0o644) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
  chmodSync(to, mode);
}

function write(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { mode: 0o644 });
}
