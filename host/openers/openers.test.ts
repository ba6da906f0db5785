import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findOpeners } from './find-openers.ts';
import { openWith } from './open-with.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-openers-'));
  await mkdir(join(folder, 'bin'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A program that writes down where it was started, and what it was told. */
async function install(name: string, mode = 0o755): Promise<void> {
  const file = join(folder, 'bin', name);
  const script = `#!/bin/sh\n{ pwd; printf '%s\\n' "$@"; } > "${folder}/told.part"\nmv "${folder}/told.part" "${folder}/told"\n`;
  await writeFile(file, script);
  await chmod(file, mode);
}

const find = (path = join(folder, 'bin')) => findOpeners({ platform: 'linux', home: folder, path });

test('finds what is where programs are, and where their makers put them', async () => {
  await install('zed');
  await install('code');
  await install('xterm');
  const scripts = join(folder, '.local/share/JetBrains/Toolbox/scripts');
  await mkdir(scripts, { recursive: true });
  await writeFile(join(scripts, 'webstorm'), '', { mode: 0o755 });
  expect(find().map(({ id }) => id)).toEqual(['vscode', 'zed', 'webstorm', 'xterm']);
});

test('a file that is no program, a folder, and a relative place are passed over', async () => {
  await install('code', 0o644);
  await mkdir(join(folder, 'bin', 'zed'));
  await install('subl');
  expect(find().map(({ id }) => id)).toEqual(['sublime']);
  expect(find(['.', 'bin', ''].join(delimiter))).toEqual([]);
});

test('Vim needs a terminal, which is told to run it', async () => {
  await install('vim');
  expect(find()).toEqual([]);
  await install('gnome-terminal');
  const vim = find().find(({ id }) => id === 'vim');
  const bin = (name: string) => join(folder, 'bin', name);
  const byGnome = { file: bin('gnome-terminal'), args: ['--', bin('vim'), '.'] };
  expect(vim?.command(folder, null)).toEqual(byGnome);
});

test('Vim runs in the terminal that is chosen, as long as that is here', async () => {
  for (const name of ['vim', 'gnome-terminal', 'xterm']) await install(name);
  const vim = find().find(({ id }) => id === 'vim');
  const fileBy = (terminal: string | null) => vim?.command(folder, terminal).file;
  expect(fileBy('xterm')).toBe(join(folder, 'bin', 'xterm'));
  expect(fileBy('konsole')).toBe(join(folder, 'bin', 'gnome-terminal'));
});

test('starts the program in the folder, with the folder as one word', async () => {
  await install('code');
  const project = join(folder, 'my project; $(touch pwned) --new-window');
  await mkdir(project);
  const [code] = find();
  if (code === undefined) throw new Error('not found');
  await openWith(code, project, null);
  const told = await vi.waitFor(() => readFile(join(folder, 'told'), 'utf8'), { timeout: 10_000 });
  expect(told.trimEnd().split('\n')).toEqual([project, project]);
});

test('a program that does not start is told by name', async () => {
  await install('code');
  const [code] = find();
  if (code === undefined) throw new Error('not found');
  await expect(openWith(code, join(folder, 'gone'), null)).rejects.toThrow(
    /^VS Code could not be started/,
  );
});
