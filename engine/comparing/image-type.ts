import type { DiffImage } from '../../shared/gtp/comparison.ts';

type ImageType = DiffImage['type'];

/** How files of a kind begin: bytes as text, a character each; `at` skips some that say nothing. */
const BEGINNINGS: readonly (readonly [beginning: string, at: number, type: ImageType])[] = [
  ['\x89PNG\r\n\x1a\n', 0, 'image/png'],
  ['\xff\xd8\xff', 0, 'image/jpeg'],
  ['GIF87a', 0, 'image/gif'],
  ['GIF89a', 0, 'image/gif'],
  ['WEBP', 8, 'image/webp'],
  ['ftypavif', 4, 'image/avif'],
  ['ftypavis', 4, 'image/avif'],
];
const LONGEST_BEGINNING = 16;

/** Of which kind a picture is, by its content and never by its name; null for anything else. */
export function imageTypeOf(content: Buffer): ImageType | null {
  const beginning = content.toString('latin1', 0, LONGEST_BEGINNING);
  const found = BEGINNINGS.find(([text, at]) => beginning.startsWith(text, at));
  return found?.[2] ?? null;
}
