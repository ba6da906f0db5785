import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { runTool } from './run.mjs';

const SOURCES = [
  ...['shared', 'engine', 'host', 'electron', 'cli', 'renderer'],
  ...['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.json'],
];
const RESULTS = [
  ...['out/main/electron.js', 'out/main/engine.js', 'out/main/shoal.js'],
  ...['out/preload/boot.cjs', 'out/preload/index.cjs', 'out/renderer/index.html'],
];
const STAMP = join(ROOT, 'out', '.built');

/** Builds into out/ what changed since the last time. Throws, with what was said, if that fails. */
export async function ensureBuilt() {
  if (isBuilt()) return;
  const startedAt = new Date();
  rmSync(STAMP, { force: true });
  const { code, output } = await runTool('electron-vite', 'electron-vite', ['build'], {
    capture: true,
  });
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
  writeFileSync(STAMP, '');
  // A source that is saved while the build runs is newer than this.
  utimesSync(STAMP, startedAt, startedAt);
}

function isBuilt() {
  if (!existsSync(STAMP) || !RESULTS.every((file) => existsSync(join(ROOT, file)))) return false;
  return Math.max(...SOURCES.map((source) => changedAt(join(ROOT, source)))) <= mtime(STAMP);
}

/** The latest change below a path; a folder changes when something in it goes or comes. */
function changedAt(path) {
  if (!statSync(path).isDirectory()) return mtime(path);
  const entries = readdirSync(path).filter((name) => !name.includes('.test.'));
  return Math.max(mtime(path), ...entries.map((name) => changedAt(join(path, name))));
}

function mtime(path) {
  return statSync(path).mtimeMs;
}
