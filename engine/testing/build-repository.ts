import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface RepositoryPlan {
  /** Commits on `main`, merges not counted. */
  readonly commits: number;
  /** Files at a time; each commit changes a few. */
  readonly files?: number;
  readonly seed?: number;
  readonly objectFormat?: 'sha1' | 'sha256';
  /** Bytes of text in each file; more makes a larger repository. */
  readonly fileBytes?: number;
  /** Bytes of a file that nothing compresses; there is a new version every 100 commits. */
  readonly binaryBytes?: number;
}

/**
 * Builds a repository with all that real ones hold: a long history with merges, several branches,
 * light and annotated tags, binary files, paths with spaces and other scripts, a submodule entry,
 * an executable and a symbolic link. The same plan gives the same commits.
 */
export function buildRepository(directory: string, plan: RepositoryPlan): void {
  mkdirSync(directory, { recursive: true });
  cpSync(join(patternOf(plan), '.git'), join(directory, '.git'), { recursive: true });
  git(directory, ['reset', '--quiet', '--hard', 'main']);
}

/** Without working trees, by their plans: to build one anew takes longer than most transfers of it. */
const patterns = new Map<string, string>();
let folderOfPatterns: string | null = null;

/** What all repositories of a plan are copies of, until this process ends. */
function patternOf(plan: RepositoryPlan): string {
  const key = JSON.stringify(plan, Object.keys(plan).sort());
  const known = patterns.get(key);
  if (known !== undefined) return known;
  folderOfPatterns ??= folderUntilTheEnd();
  const pattern = join(folderOfPatterns, `${patterns.size}`);
  const format = plan.objectFormat ?? 'sha1';
  const init = ['init', '--quiet', '--initial-branch=main', `--object-format=${format}`];
  git(folderOfPatterns, [...init, pattern]);
  git(pattern, ['fast-import', '--quiet'], fastImport(plan));
  patterns.set(key, pattern);
  return pattern;
}

function folderUntilTheEnd(): string {
  const folder = temporaryFolder();
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  // By which Vitest ends whoever ran its tests.
  process.once('SIGTERM', () => {
    remove();
    process.kill(process.pid, 'SIGTERM');
  });
  return folder;
}

function fastImport(plan: RepositoryPlan): Buffer {
  const {
    commits,
    files = 40,
    seed = 1,
    fileBytes = 2_000,
    binaryBytes = 20_000,
    objectFormat = 'sha1',
  } = plan;
  const random = randomFrom(seed);
  const out: Buffer[] = [];
  const line = (text: string) => out.push(Buffer.from(`${text}\n`));
  const data = (content: Buffer) => {
    line(`data ${content.length}`);
    out.push(content, Buffer.from('\n'));
  };
  const file = (path: string, content: Buffer, mode = '100644') => {
    line(`M ${mode} inline ${JSON.stringify(path)}`);
    data(content);
  };
  let time = 1_700_000_000;
  let mark = 0;
  const commit = (branch: string, message: string, from: number[]) => {
    mark += 1;
    time += 60;
    line(`commit refs/heads/${branch}`);
    line(`mark :${mark}`);
    line(`author Anna Example <anna@example.invalid> ${time} +0100`);
    line(`committer Anna Example <anna@example.invalid> ${time} +0100`);
    data(Buffer.from(message));
    const [parent, ...merged] = from;
    if (parent !== undefined) line(`from :${parent}`);
    for (const other of merged) line(`merge :${other}`);
    return mark;
  };
  const contents = Array.from({ length: files }, () => textOf(random, fileBytes));

  let tip = commit('main', 'Start', []);
  file('README.md', Buffer.from('# Example\n\nA project made for a test.\n'));
  file('src/naïve café/日本語.txt', Buffer.from('こんにちは\n'));
  file('docs/with space/a file.txt', Buffer.from('spaces\n'));
  file('bin/run', Buffer.from('#!/bin/sh\n'), '100755');
  file('link', Buffer.from('README.md'), '120000');
  file('assets/image.bin', bytesOf(random, binaryBytes));
  file('.gitattributes', Buffer.from('*.bin binary\n'));
  line(`M 160000 ${'1'.repeat(objectFormat === 'sha1' ? 40 : 64)} vendored/library`);

  for (let index = 1; index < commits; index += 1) {
    const isMerge = index % 25 === 0;
    const parents = [tip];
    if (isMerge) {
      parents.push(commit('side', `Side work ${index}`, [tip]));
      file(`side/${index}.txt`, textOf(random, 300));
    }
    tip = commit('main', isMerge ? `Merge side work ${index}` : `Change ${index}`, parents);
    if (isMerge) file(`side/${index}.txt`, textOf(random, 300));
    for (let change = 0; change < 2; change += 1) {
      const which = Math.floor(random() * files);
      contents[which] = edited(random, contents[which] ?? Buffer.alloc(0));
      file(`src/part ${which % 7}/module-${which}.txt`, contents[which]);
    }
    if (index % 100 === 0) file('assets/image.bin', bytesOf(random, binaryBytes));
    if (index % 200 === 0) tag(index, tip);
  }

  function tag(index: number, target: number) {
    line(`reset refs/tags/light-${index}`);
    line(`from :${target}`);
    line('');
    line(`tag v${index}`);
    line(`from :${target}`);
    line(`tagger Anna Example <anna@example.invalid> ${time} +0100`);
    data(Buffer.from(`Version ${index}\n`));
  }

  commit('feature/ünïcode', 'A branch of its own', [tip]);
  file('feature.txt', Buffer.from('feature\n'));
  line('done');
  return Buffer.concat(out);
}

/** Mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function bytesOf(random: () => number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let index = 0; index < length; index += 1) bytes[index] = Math.floor(random() * 256);
  return bytes;
}

const WORDS = 'tide harbour lantern current buoy anchor mast keel rudder sail swell drift'.split(
  ' ',
);

function textOf(random: () => number, length: number): Buffer {
  let text = '';
  while (text.length < length) {
    const words = Array.from({ length: 9 }, () => WORDS[Math.floor(random() * WORDS.length)]);
    text += `${words.join(' ')} ${Math.floor(random() * 1e6)}\n`;
  }
  return Buffer.from(text);
}

/** One line changed, one added: what a commit does to a file. */
function edited(random: () => number, content: Buffer): Buffer {
  const lines = content.toString().split('\n');
  lines[Math.floor(random() * lines.length)] = `changed ${Math.floor(random() * 1e9)}`;
  lines.splice(Math.floor(random() * lines.length), 0, `added ${Math.floor(random() * 1e9)}`);
  return Buffer.from(lines.slice(0, 400).join('\n'));
}
