import { z } from 'zod';
import { objectFormatSchema, oidSchema } from '../ids.ts';
import { LIMITS } from './limits.ts';

/**
 * How a reel's objects are sorted into strips: commit windows, root-tree windows, path stripes, in
 * this order. With `windows: 0`, commits and root trees go into the first stripe;
 * `{ stripes: 1, windows: 0 }` is a reel of a single strip.
 */
export const layoutSchema = z.object({
  stripes: z.int().min(1).max(LIMITS.stripes),
  windows: z.int().min(0).max(LIMITS.windows),
});
export type Layout = z.infer<typeof layoutSchema>;

/**
 * The set of objects reachable from `wants` and not from `haves`, cut by `layout`.
 * Every peer that holds the wants computes the same blocks from it, whatever its own packs.
 */
export const reelSchema = z.object({
  objectFormat: objectFormatSchema,
  /** Sorted, without duplicates. */
  wants: z.array(oidSchema).min(1).max(LIMITS.wantsPerReel),
  /** Sorted, without duplicates. */
  haves: z.array(oidSchema).max(LIMITS.havesPerReel),
  layout: layoutSchema,
});
export type Reel = z.infer<typeof reelSchema>;

/** `POST /gtp/2/repositories/:id/reels`: which reel brings these wants to someone with these haves? */
export const reelRequestSchema = z.object({
  wants: reelSchema.shape.wants,
  /**
   * What the receiver has, as chains of ancestors, newest first: of each chain, the first commit
   * that the asked peer knows becomes a have of the reel. So one round trip is enough.
   */
  haves: z.array(z.array(oidSchema).min(1)).max(LIMITS.havesPerReel),
  /** Given when another peer has already cut this reel. */
  layout: layoutSchema.optional(),
  /**
   * One of the wants, on the way to which the asked peer may stop earlier, at a checkpoint: the reel
   * that it then offers wants that checkpoint alone, and is the same for everyone who asks at about
   * this time. The rest is asked for again, with the checkpoint as a have.
   */
  towards: oidSchema.optional(),
});
export type ReelRequest = z.infer<typeof reelRequestSchema>;

/** The answer. Its `haves` are those that the asked peer knows, and that the asking one may see. */
export const reelOfferSchema = z.object({
  reel: reelSchema,
  /** What the blocks will take together, in bytes; a guess, for progress and nothing else. */
  estimatedBytes: z.int().min(0),
  /** Whether several blocks of it can be asked for at once (`runRequestSchema`). */
  runs: z.literal(true).optional(),
});
export type ReelOffer = z.infer<typeof reelOfferSchema>;

/** `POST /gtp/2/repositories/:id/objects`: single objects that the wants reach, as one pack. */
export const objectsRequestSchema = z.object({
  wants: reelSchema.shape.wants,
  objects: z.array(oidSchema).min(1).max(LIMITS.objectsPerRequest),
});
export type ObjectsRequest = z.infer<typeof objectsRequestSchema>;

/**
 * A block: the objects number `from` up to, but without, number `to` of a strip, in the order in which
 * `git rev-list --objects` tells them. Most strips are one block; a large one is cut into several.
 */
export const blockSchema = z
  .object({ strip: z.int().min(0), from: z.int().min(0), to: z.int().min(1) })
  .refine(({ from, to }) => from < to, 'an empty block');
export type Block = z.infer<typeof blockSchema>;

/**
 * `POST …/reels/:name/next`: blocks that the asking peer lacks, dearest first. The asked one sends
 * the one of them that it has sent least often, so that a crowd which asks at the same time gets
 * different blocks, and can pass them on. The answer's header `NEXT_BLOCK_HEADER` says which it is;
 * status 429 says that others are being served, and to ask again.
 */
export const nextRequestSchema = z.object({
  blocks: z.array(blockSchema).min(1).max(LIMITS.blocksPerNextRequest),
});
export type NextRequest = z.infer<typeof nextRequestSchema>;

/**
 * `POST …/reels/:name/run`: blocks that the asking peer lacks, as for `next`. The answer holds as many of
 * them as the asked one likes to send now, at least one, each behind a line `RunLine`; an empty line
 * before it says that it is being worked on. `indexes`: each block's index follows its pack.
 */
export const runRequestSchema = z.object({
  blocks: nextRequestSchema.shape.blocks,
  indexes: z.boolean(),
});
export type RunRequest = z.infer<typeof runRequestSchema>;

/** What stands before a block in a run. */
export interface RunLine {
  readonly block: Block;
  /** Names the pack, in hex. */
  readonly checksum: string;
  /** In bytes. */
  readonly packSize: number;
  /** 0 if no index follows. */
  readonly indexSize: number;
}

/** `17.0-400 <checksum> <bytes of the pack> <bytes of its index>` */
export function formatRunLine({ block, checksum, packSize, indexSize }: RunLine): string {
  return [formatBlock(block), checksum, packSize, indexSize].join(' ');
}

/** Null if it is not as `formatRunLine` writes it. */
export function parseRunLine(line: string): RunLine | null {
  const [, text = '', checksum = '', pack, index] =
    /^(\S{1,32}) ([0-9a-f]{40,64}) (\d{1,13}) (\d{1,13})$/.exec(line) ?? [];
  const block = parseBlock(text);
  return block && { block, checksum, packSize: Number(pack), indexSize: Number(index) };
}

/** Holds a block as `formatBlock` writes it. */
export const NEXT_BLOCK_HEADER = 'gtp-block';

/** `17.0-400`: the objects 0 up to 399 of strip 17. */
export function formatBlock({ strip, from, to }: Block): string {
  return `${strip}.${from}-${to}`;
}

/** Null if it is not as `formatBlock` writes it. */
export function parseBlock(text: string): Block | null {
  const [, strip, from, to] = /^(\d{1,5})\.(\d{1,10})-(\d{1,10})$/.exec(text) ?? [];
  const block = { strip: Number(strip), from: Number(from), to: Number(to) };
  return blockSchema.safeParse(block).data ?? null;
}

/**
 * One line of `GET /gtp/2/repositories/:id/reels/:name/plan` (newline-delimited JSON): blocks that
 * make up the reel. The commits come first, as soon as they are known. Empty lines say that more is
 * being worked on; a stream that ends without a last line has broken off.
 */
export const planLineSchema = z.object({
  blocks: z.array(blockSchema).max(LIMITS.blocksPerReel),
  isLast: z.boolean(),
});
export type PlanLine = z.infer<typeof planLineSchema>;

/** How many strips a layout has. */
export function stripCount({ stripes, windows }: Layout): number {
  return 2 * windows + stripes;
}

/** The text whose SHA-256 names the reel. */
export function reelDefinition({ objectFormat, wants, haves, layout }: Reel): string {
  return [
    'gtp-reel 2',
    `format ${objectFormat}`,
    ...wants.map((oid) => `want ${oid}`),
    ...haves.map((oid) => `have ${oid}`),
    `stripes ${layout.stripes}`,
    `windows ${layout.windows}`,
    '',
  ].join('\n');
}
