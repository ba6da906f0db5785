import { createHash } from 'node:crypto';
import { readFile, rm, truncate } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { gitConfig } from './run-git-config.ts';

/** What a file of settings was before Shoal wrote to it, told by what it was right after. */
export const beforeSchema = z.object({
  file: z.string(),
  /** Null: there was none. In bytes. */
  length: z.int().min(0).nullable(),
  /** Hex SHA-256 of what Shoal left. */
  left: z.string(),
});
export type Before = z.infer<typeof beforeSchema>;

/** A section of the user's settings by which git reads a file of Shoal's. */
export interface Include {
  readonly pattern: string;
  readonly file: string;
}

const KEY = /^includeif\.hasconfig:remote\.\*\.url:(.*)\.path$/s;

/** Those of the user's sections that lead to one of these files. */
export async function readIncludes(files: readonly string[]): Promise<Include[]> {
  const text = await gitConfig('--global', '--null', '--get-regexp', '^includeif\\.');
  return text.split('\0').flatMap((entry) => {
    const newline = entry.indexOf('\n');
    const [, pattern] = KEY.exec(entry.slice(0, newline)) ?? [];
    const file = entry.slice(newline + 1);
    return pattern !== undefined && files.includes(file) ? [{ pattern, file }] : [];
  });
}

/** Adds sections to the user's settings. @returns how they can be as they were */
export async function addIncludes(includes: readonly Include[]): Promise<Before | null> {
  const before = await readAll();
  for (const { pattern, file } of includes)
    await gitConfig('--global', '--add', keyOf(pattern), file);
  for (const [file, content] of before) {
    const now = await contentOf(file);
    // Git appends; where it did not, the sections are taken out one by one.
    const isLonger =
      now !== null && (content === null || now.subarray(0, content.length).equals(content));
    if (isLonger && now.length !== content?.length) {
      return { file, length: content?.length ?? null, left: digest(now) };
    }
  }
  return null;
}

/** Takes the sections out: as if they had never been there, unless somebody else wrote to that file since. */
export async function removeIncludes(
  includes: readonly Include[],
  before: Before | null,
): Promise<void> {
  if (before !== null && digest((await contentOf(before.file)) ?? Buffer.of()) === before.left) {
    if (before.length === null) await rm(before.file);
    else await truncate(before.file, before.length);
    return;
  }
  for (const { pattern } of includes) {
    await gitConfig('--global', '--remove-section', keyOf(pattern).replace(/\.path$/, ''));
  }
}

function keyOf(pattern: string): string {
  return `includeIf.hasconfig:remote.*.url:${pattern}.path`;
}

/** The files that `git config --global` may write to, and what is in them. */
async function readAll(): Promise<Map<string, Buffer | null>> {
  const { GIT_CONFIG_GLOBAL: only, XDG_CONFIG_HOME: xdg, HOME: home = homedir() } = process.env;
  const usual = [join(home, '.gitconfig'), join(xdg || join(home, '.config'), 'git', 'config')];
  const files = only === undefined ? usual : [only];
  const contents = files.map(async (file) => [file, await contentOf(file)] as const);
  return new Map(await Promise.all(contents));
}

async function contentOf(file: string): Promise<Buffer | null> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
