import { languageOf } from '../../shared/domain/words/languages.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Overview, OverviewEntry } from '../../shared/gtp/overview.ts';
import type { TreeFile } from '../git/ls-tree.ts';

const LINK = '120000';
const SUBMODULE = '160000';

/** The better one first; whatever else is called README comes last. */
const README = /^readme(\.md|\.markdown|\.txt|\.rst)?$/i;
const README_ENDINGS = ['.md', '.markdown', '', '.txt', '.rst'];
const LICENSE = /^(?:licen[cs]e|copying|unlicense)(?:[.-].{1,20})?$/i;

/** A few folders, each of which holds the same one many times, can have more than can be counted. */
const MOST_FILES = 300_000;

type Entry = { -readonly [K in keyof OverviewEntry]: OverviewEntry[K] };

/** Adds up the files of a tree, told one after the other: no more of them is kept than is shown. */
export class TreeSummary {
  readonly #entries = new Map<string, Entry>();
  readonly #languages = new Map<string, number>();
  #isCut = false;
  #files = 0;
  #bytes = 0;
  #license: string | null = null;
  #readme: { readonly file: TreeFile; readonly rank: number } | null = null;

  add(file: TreeFile): void {
    const slash = file.path.indexOf('/');
    const isTop = slash === -1;
    if (isTop) this.#notice(file);
    if (file.mode !== SUBMODULE) {
      this.#files += 1;
      this.#bytes += file.bytes;
    }
    const language = languageOf(file.path);
    if (language !== null) {
      this.#languages.set(language, (this.#languages.get(language) ?? 0) + file.bytes);
    }
    this.#addTo(
      isTop ? file.path : file.path.slice(0, slash),
      isTop ? kindOf(file) : 'folder',
      file,
    );
  }

  /** There are more files than anybody would count. */
  get isFull(): boolean {
    return this.#files >= MOST_FILES;
  }

  /** What follows is not counted. */
  cut(): void {
    this.#isCut = true;
  }

  /** The file to show first, if there is one. */
  get readme(): TreeFile | null {
    return this.#readme?.file ?? null;
  }

  get result(): Omit<Overview, 'head' | 'readme' | 'commits'> {
    const languages = [...this.#languages]
      .map(([name, bytes]) => ({ name, bytes }))
      .filter(({ bytes }) => bytes > 0)
      .sort((a, b) => b.bytes - a.bytes)
      .slice(0, LIMITS.languagesPerOverview);
    const isFolder = ({ kind }: Entry) => Number(kind === 'folder');
    return {
      license: this.#license,
      files: this.#files,
      bytes: this.#bytes,
      languages,
      entries: [...this.#entries.values()].sort((a, b) => isFolder(b) - isFolder(a)),
      isCut: this.#isCut,
    };
  }

  #notice(file: TreeFile): void {
    if (kindOf(file) !== 'file') return;
    if (LICENSE.test(file.path)) this.#license ??= file.path;
    const ending = README.exec(file.path);
    if (ending === null) return;
    const rank = README_ENDINGS.indexOf((ending[1] ?? '').toLowerCase());
    if (this.#readme === null || rank < this.#readme.rank) this.#readme = { file, rank };
  }

  #addTo(name: string, kind: OverviewEntry['kind'], { bytes, mode }: TreeFile): void {
    const files = mode === SUBMODULE ? 0 : 1;
    const entry = this.#entries.get(name);
    if (entry !== undefined) {
      entry.bytes += bytes;
      entry.files += files;
    } else if (this.#entries.size < LIMITS.entriesPerOverview) {
      this.#entries.set(name, { name, kind, bytes, files });
    } else {
      this.#isCut = true;
    }
  }
}

function kindOf({ mode }: TreeFile): OverviewEntry['kind'] {
  if (mode === LINK) return 'link';
  return mode === SUBMODULE ? 'submodule' : 'file';
}
