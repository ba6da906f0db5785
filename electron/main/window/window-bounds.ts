import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

export const WINDOW_SIZE = { width: 1280, height: 820, minWidth: 900, minHeight: 600 } as const;

const boundsSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(WINDOW_SIZE.minWidth),
  height: z.int().min(WINDOW_SIZE.minHeight),
});
export type Bounds = z.infer<typeof boundsSchema>;

/** How much of a window must be on a screen so that it can be taken hold of, in pixels. */
const MIN_VISIBLE = { width: 200, height: 60 };

/** Where the window was, if the file tells and a screen still shows that place. */
export function readBounds(file: string, screens: readonly Bounds[]): Bounds | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // The first start.
    return null;
  }
  const bounds = parseBounds(text);
  return bounds !== null && screens.some((screen) => isVisible(bounds, screen)) ? bounds : null;
}

export function writeBounds(file: string, { x, y, width, height }: Bounds): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileAtomic.sync(file, `${JSON.stringify({ x, y, width, height })}\n`);
}

function parseBounds(text: string): Bounds | null {
  try {
    return boundsSchema.parse(JSON.parse(text));
  } catch {
    // Of another version, or damaged: the window opens where the system puts it.
    return null;
  }
}

function isVisible(bounds: Bounds, screen: Bounds): boolean {
  const width = overlap(bounds.x, bounds.width, screen.x, screen.width);
  const height = overlap(bounds.y, bounds.height, screen.y, screen.height);
  return width >= MIN_VISIBLE.width && height >= MIN_VISIBLE.height;
}

function overlap(a: number, aLength: number, b: number, bLength: number): number {
  return Math.min(a + aLength, b + bLength) - Math.max(a, b);
}
