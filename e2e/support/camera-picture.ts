import { writeFileSync } from 'node:fs';
import encodeQR from 'qr';

const WIDTH = 640;
const HEIGHT = 480;
/** Pixels of a module. */
const SCALE = 6;
const DARK = 16;
const LIGHT = 235;

/**
 * Writes what a camera sees that looks at a QR code: a film of one picture in YUV4MPEG2, as Chromium's
 * `--use-file-for-fake-video-capture` takes it.
 */
export function writeCameraPicture(file: string, text: string): void {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const left = (WIDTH - modules.length * SCALE) >> 1;
  const top = (HEIGHT - modules.length * SCALE) >> 1;
  const luma = Buffer.alloc(WIDTH * HEIGHT, LIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const row = modules[Math.floor((y - top) / SCALE)];
      if (row?.[Math.floor((x - left) / SCALE)] === true) luma[y * WIDTH + x] = DARK;
    }
  }
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const header = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`;
  writeFileSync(file, Buffer.concat([Buffer.from(`${header}FRAME\n`), luma, chroma]));
}
