import { access, appendFile, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type Block,
  blockSchema,
  formatBlock,
  parseBlock,
  type Reel,
  reelSchema,
} from '../../shared/gtp/reel.ts';
import { type PeerId, peerIdSchema } from '../../shared/ids.ts';
import type { PartialBlock } from '../asking/partial-block.ts';
import { removePromptly, renamePromptly } from '../files/prompt.ts';
import { nameOfReel } from '../reels/rules/reel-name.ts';
import { forgetDamaged, JsonFile } from '../store/json-file.ts';
import type { Quarantine } from './quarantine.ts';

const FOLDER = 'reel';
/** Reels that are here in full, in the order of their names, until what they bring is checked. */
const ARRIVED = 'arrived';
const DEFINITION = 'definition.json';
const DONE = 'done';
/** `part`: some of a block has come; `block`: all of it has, and is still to be checked. */
const PART = /^(\d+\.\d+-\d+)\.([0-9a-f]{40,64})\.([a-z2-7]{52})\.(part|block)$/;

const definitionSchema = z.object({
  reel: reelSchema,
  estimatedBytes: z.int().min(0),
  /** Null until it is known in full. */
  plan: z.array(blockSchema).max(LIMITS.blocksPerReel).nullable(),
});
type Definition = z.infer<typeof definitionSchema>;

/** A reel that is here in full, and who gave what of it. */
export interface ArrivedReel {
  readonly definition: Definition;
  readonly done: readonly ReceivedBlock[];
}

/** A block that is in the quarantine. */
export interface ReceivedBlock {
  readonly block: Block;
  /** Names its pack there. */
  readonly checksum: string;
  readonly peer: PeerId;
  /** Whether every object's id was recomputed; otherwise the peer's index is taken on trust. */
  readonly isChecked: boolean;
}

/** A block that has come in full. */
export interface WholeBlock extends PartialBlock {
  /** The file with the index that its sender says it has; null without one. */
  readonly index: string | null;
}

/**
 * The reel that is being received into a quarantine: its plan, the blocks that are there, and what
 * has arrived of others. All of it is on disk, so that an interruption loses nothing.
 */
export class ReceivedReel {
  readonly #folder: string;
  readonly #file: JsonFile<Definition | null>;
  readonly #done: ReceivedBlock[];
  readonly #parts: PartialBlock[];
  /** Those of them that an earlier attempt has left. */
  readonly #leftBefore: Set<PartialBlock>;

  private constructor(
    folder: string,
    file: JsonFile<Definition | null>,
    done: ReceivedBlock[],
    parts: PartialBlock[],
  ) {
    this.#folder = folder;
    this.#file = file;
    this.#done = done;
    this.#parts = parts;
    this.#leftBefore = new Set(parts);
  }

  /** What an interrupted transfer has left; null if there is nothing. */
  static async resume(quarantine: Quarantine): Promise<ReceivedReel | null> {
    const folder = join(quarantine.scratchDirectory, FOLDER);
    const file = await openDefinition(folder).catch(forgetDamaged);
    if (file === null || file.value === null) return null;
    const packs = new Set(await readdir(quarantine.packDirectory));
    const done = (await readDone(join(folder, DONE))).filter(({ checksum }) =>
      packs.has(`pack-${checksum}.idx`),
    );
    return new ReceivedReel(folder, file, done, await findParts(folder, 'part'));
  }

  static async begin(
    quarantine: Quarantine,
    reel: Reel,
    estimatedBytes: number,
  ): Promise<ReceivedReel> {
    const folder = join(quarantine.scratchDirectory, FOLDER);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const file = await openDefinition(folder);
    await file.update(() => ({ reel, estimatedBytes, plan: null }));
    return new ReceivedReel(folder, file, [], []);
  }

  /** Begins an arrived reel anew with those of its blocks that are `trusted`; its plan is asked for again. */
  static async again(
    quarantine: Quarantine,
    { definition, done }: ArrivedReel,
    isTrusted: (block: ReceivedBlock) => boolean,
  ): Promise<ReceivedReel> {
    const { reel, estimatedBytes } = definition;
    const received = await ReceivedReel.begin(quarantine, reel, estimatedBytes);
    await received.addDone(...done.filter(isTrusted));
    return received;
  }

  /** The reels that are here in full and not checked yet. */
  static async arrived(quarantine: Quarantine): Promise<ArrivedReel[]> {
    const folder = join(quarantine.scratchDirectory, ARRIVED);
    const names = await readdir(folder).catch(() => []);
    const reels: ArrivedReel[] = [];
    for (const name of names.toSorted()) {
      const file = await openDefinition(join(folder, name)).catch(forgetDamaged);
      const done = await readDone(join(folder, name, DONE));
      if (file !== null && file.value !== null) reels.push({ definition: file.value, done });
    }
    return reels;
  }

  /** What has arrived is checked: nobody is to be blamed for any of it any more. */
  static async forgetArrived(quarantine: Quarantine): Promise<void> {
    await rm(join(quarantine.scratchDirectory, ARRIVED), { recursive: true, force: true });
  }

  get definition(): Definition {
    if (this.#file.value === null) throw new Error('a reel without a definition');
    return this.#file.value;
  }

  get done(): readonly ReceivedBlock[] {
    return this.#done;
  }

  async setPlan(plan: readonly Block[]): Promise<void> {
    await this.#file.update((value) => value && { ...value, plan: [...plan] });
  }

  /** To be called once the blocks' packs and indexes are in the quarantine. */
  async addDone(...received: readonly ReceivedBlock[]): Promise<void> {
    this.#done.push(...received);
    const lines = received.map(({ block, checksum, peer, isChecked }) =>
      [formatBlock(block), checksum, peer, isChecked ? 'checked' : 'trusted'].join(' '),
    );
    // On a line of its own, even if the one before was cut short.
    await appendFile(join(this.#folder, DONE), `\n${lines.join('\n')}\n`);
    const done = new Set(received.map(({ block }) => formatBlock(block)));
    for (const part of this.#parts.filter(({ block }) => done.has(formatBlock(block)))) {
      await this.dropPart(part);
    }
  }

  /** A new part; `peer` keeps those of two peers that send the same bytes apart. */
  newPart(block: Block, checksum: string, peer: PeerId): PartialBlock {
    const file = join(this.#folder, `${formatBlock(block)}.${checksum}.${peer}.part`);
    return { block, checksum, file, peer };
  }

  /** What was whole, and not checked, when an earlier attempt ended. */
  async wholeBlocks(): Promise<WholeBlock[]> {
    const found: WholeBlock[] = [];
    for (const part of await findParts(this.#folder, 'block')) {
      const index = `${part.file}.idx`;
      const hasIndex = await access(index).then(
        () => true,
        () => false,
      );
      found.push({ ...part, index: hasIndex ? index : null });
    }
    return found;
  }

  /** All of a block is here: an interruption does not lose that. */
  async keepWhole(part: PartialBlock, index: string | null): Promise<WholeBlock> {
    const file = part.file.replace(/part$/, 'block');
    if (index !== null) await renamePromptly(index, `${file}.idx`);
    await renamePromptly(part.file, file);
    return { ...part, file, index: index === null ? null : `${file}.idx` };
  }

  async dropWhole({ file }: WholeBlock): Promise<void> {
    for (const path of [file, `${file}.idx`]) await removePromptly(path);
  }

  /**
   * A part to go on with, of a block that is `wanted`; nobody else gets it until it is returned.
   * `isKept` tells, once, that it is from an earlier attempt.
   */
  async takePart(
    wanted: (block: Block) => boolean,
  ): Promise<{ part: PartialBlock; size: number; isKept: boolean } | null> {
    const index = this.#parts.findIndex(({ block }) => wanted(block));
    const [part] = index < 0 ? [] : this.#parts.splice(index, 1);
    if (part === undefined) return null;
    const size = await stat(part.file).then(
      (entry) => entry.size,
      () => 0,
    );
    return { part, size, isKept: this.#leftBefore.delete(part) };
  }

  /** It is of use to whoever brings this block next. */
  returnPart(part: PartialBlock): void {
    this.#parts.push(part);
  }

  async dropPart(part: PartialBlock): Promise<void> {
    const index = this.#parts.indexOf(part);
    if (index >= 0) this.#parts.splice(index, 1);
    await rm(part.file, { force: true });
  }

  /** All of it is in the quarantine; who gave what is kept until it is checked. */
  async arrive(): Promise<void> {
    for (const part of [...this.#parts]) await this.dropPart(part);
    const arrived = join(this.#folder, '..', ARRIVED);
    const target = join(arrived, nameOfReel(this.definition.reel));
    await mkdir(arrived, { recursive: true });
    await rm(target, { recursive: true, force: true });
    await rename(this.#folder, target);
  }

  /** Nobody can produce it any more. */
  async discard(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function openDefinition(folder: string): Promise<JsonFile<Definition | null>> {
  return JsonFile.open(join(folder, DEFINITION), definitionSchema.nullable(), null);
}

async function readDone(path: string): Promise<ReceivedBlock[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [name = '', checksum = '', peer, state] = line.split(' ');
    const block = parseBlock(name);
    const { data: id } = peerIdSchema.safeParse(peer);
    // The last line may be cut short.
    if (block === null || id === undefined || (state !== 'checked' && state !== 'trusted')) {
      return [];
    }
    return [{ block, checksum, peer: id, isChecked: state === 'checked' }];
  });
}

async function findParts(folder: string, kind: 'part' | 'block'): Promise<PartialBlock[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => {
    const [, text = '', checksum = '', sender, state] = PART.exec(name) ?? [];
    const block = parseBlock(text);
    const { data: peer } = peerIdSchema.safeParse(sender);
    if (block === null || peer === undefined || state !== kind) return [];
    return [{ block, checksum, file: join(folder, name), peer }];
  });
}
