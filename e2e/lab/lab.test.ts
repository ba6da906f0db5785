import { readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Lab } from './lab.ts';
import type { LabHost } from './lab-host.ts';
import { labObstacle } from './obstacle.ts';

const obstacle = labObstacle();
const because = obstacle === null ? '' : ` (skipped: ${obstacle})`;

const MEGABYTE = 1_000_000;
const SERVE = `require('net').createServer((socket) => socket.end(Buffer.alloc(${MEGABYTE})))
  .listen(5000, () => console.log('listening'))`;
const READ = `const started = Date.now(); let bytes = 0;
  require('net').connect(5000, process.argv[1])
    .on('data', (data) => { bytes += data.length; })
    .on('end', () => console.log(JSON.stringify({ bytes, ms: Date.now() - started })))`;

describe.skipIf(obstacle !== null)(`the lab${because}`, () => {
  let lab: Lab<'a' | 'b'>;
  beforeEach(async () => {
    lab = await Lab.create({ hosts: ['a', 'b'] });
  });
  afterEach(async () => {
    await lab[Symbol.asyncDispose]();
  });

  /** @returns how long it takes `to` to read a megabyte from `from` */
  async function transferMs(from: LabHost, to: LabHost): Promise<number> {
    const server = from.spawn(process.execPath, ['-e', SERVE]);
    await server.waitForLine((line) => line === 'listening' || undefined, { timeoutMs: 10_000 });
    const { bytes, ms } = JSON.parse(await to.exec(process.execPath, '-e', READ, from.address));
    await server[Symbol.asyncDispose]();
    expect(bytes).toBe(MEGABYTE);
    return ms;
  }

  it('limits what passes a link, in each direction by itself, until it is lifted', async () => {
    const [a, b] = [lab.host('a'), lab.host('b')];
    await a.shape({ up: 8 });
    expect(await transferMs(a, b)).toBeGreaterThan(800);
    expect(await transferMs(b, a)).toBeLessThan(800);
    await a.shape({ down: 8 });
    expect(await transferMs(a, b)).toBeLessThan(800);
    expect(await transferMs(b, a)).toBeGreaterThan(800);
    await a.shape({});
    expect(await transferMs(b, a)).toBeLessThan(800);
  });

  it('leaves neither a namespace nor a process behind, not even a stray one', async () => {
    const { namespace } = lab.host('a');
    const parent = lab.host('a').spawn('sh', ['-c', 'setsid sleep 1000 & echo $!; sleep 0.2']);
    const pid = Number(await parent.waitForLine((line) => line, { timeoutMs: 5_000 }));
    await parent.exited;
    expect(await isRunning(pid)).toBe(true);
    await lab[Symbol.asyncDispose]();
    await vi.waitFor(async () => expect(await isRunning(pid)).toBe(false), { timeout: 5_000 });
    const prefix = namespace.replace(/-a$/, '');
    const left = (await readdir('/run/netns')).filter((name) => name.startsWith(prefix));
    expect(left).toEqual([]);
  });

  it('tells what a program said when it ends before it was expected to', async () => {
    const failing = lab.host('a').spawn('sh', ['-c', 'echo here; echo why >&2; exit 3']);
    await expect(failing.waitForLine(() => undefined, { timeoutMs: 5_000 })).rejects.toThrow(
      /ended\nhere\nwhy/,
    );
    expect(await failing.exited).toBe(3);
  });
});

/** Not so if it has ended, even if nobody has asked for its exit status yet (proc(5): state Z). */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat !== null && !/^\d+ \(.*\) [ZX]/s.test(stat);
}
