import type { DecodeQR } from 'qr/decode.js';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { t } from '../../texts/texts.ts';

/** How often the picture is looked at, in milliseconds. */
const LOOK_EVERY = 150;
/** Wider pictures are made smaller first, in pixels: a code held up to a camera is large. */
const LARGEST = 800;

export type Scanning =
  | { readonly state: 'starting' }
  | { readonly state: 'looking' }
  | { readonly state: 'failed'; readonly sentence: string };

/** Shows the camera's picture in a video element, and tells the text of every QR code in it. */
export function useScanner(
  video: RefObject<HTMLVideoElement | null>,
  onText: (text: string) => void,
): Scanning {
  const [scanning, setScanning] = useState<Scanning>({ state: 'starting' });
  const listener = useRef(onText);
  useEffect(() => {
    listener.current = onText;
  });
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const found = (text: string) => listener.current(text);
    if (video.current !== null) {
      scan(video.current, {
        found,
        looking: () => setScanning({ state: 'looking' }),
        signal,
      }).catch((error: unknown) => {
        if (!signal.aborted) setScanning({ state: 'failed', sentence: explain(error) });
      });
    }
    return () => ended.abort();
  }, [video]);
  return scanning;
}

interface Scan {
  readonly found: (text: string) => void;
  readonly looking: () => void;
  readonly signal: AbortSignal;
}

async function scan(player: HTMLVideoElement, { found, looking, signal }: Scan): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user' } });
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  if (signal.aborted) return stop();
  signal.addEventListener('abort', stop);
  player.srcObject = stream;
  // The reader is large, and needed by few.
  const { decodeQR } = await import('qr/decode.js');
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this page cannot draw');
  const look = () => {
    const text = textIn(player, context, decodeQR);
    if (text !== null) found(text);
  };
  const timer = setInterval(look, LOOK_EVERY);
  signal.addEventListener('abort', () => clearInterval(timer));
  looking();
}

/** What a QR code in the picture says; most pictures show none, or none that can be read. */
function textIn(
  player: HTMLVideoElement,
  context: CanvasRenderingContext2D,
  decode: DecodeQR,
): string | null {
  const { videoWidth: width, videoHeight: height } = player;
  if (width === 0 || height === 0) return null;
  const scale = Math.min(1, LARGEST / width);
  const canvas = context.canvas;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.drawImage(player, 0, 0, canvas.width, canvas.height);
  try {
    return decode(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    return null;
  }
}

function explain(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
      return t.people.scanning.notAllowed;
    case 'NotFoundError':
      return t.people.scanning.notFound;
    default:
      return t.people.scanning.failed;
  }
}
