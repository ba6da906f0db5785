import { createWriteStream } from 'node:fs';
import { connect } from 'node:http2';
import { pipeline } from 'node:stream/promises';

/** Gets the one file of `http2-server.ts`. */
const [url, target] = process.argv.slice(2);
if (url === undefined || target === undefined) throw new Error('usage: URL FILE');

/** In bytes: with those that HTTP/2 begins with, loopback is half as fast; larger ones gain nothing. */
const WINDOW = 1024 * 1024;
const FRAME = 256 * 1024;

const session = connect(url, {
  rejectUnauthorized: false,
  settings: { initialWindowSize: WINDOW, maxFrameSize: FRAME, enablePush: false },
});
session.once('connect', () => session.setLocalWindowSize(2 * WINDOW));
await pipeline(session.request({ ':path': '/' }), createWriteStream(target));
session.close();
