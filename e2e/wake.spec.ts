import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { busObstacle } from '../engine/testing/own-bus.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import { type LabApp, openLabApp } from './app/network/lab-window.ts';
import { Lab } from './lab/lab.ts';
import type { LabProcess } from './lab/lab-process.ts';
import { labObstacle } from './lab/obstacle.ts';
import { Logind } from './support/logind.ts';

// What the system tells the desktop app of its sleep; Chromium closes its connections then, Playwright's, too.
// `changing-network.spec.ts` has the sleep itself.

const executablePath = process.env.SHOAL_ELECTRON ?? '';
const obstacle = labObstacle() ?? busObstacle();
test.skip(executablePath === '', process.env.SHOAL_ELECTRON_PROBLEM ?? 'SHOAL_ELECTRON is not set');
test.skip(obstacle !== null, obstacle ?? '');

/** On the same network: prints when each announcement or answer comes (RFC 6762), in milliseconds. */
const LISTENER = `
const socket = require('dgram').createSocket({ type: 'udp4', reuseAddr: true });
socket.on('message', (packet) => packet[2] & 0x80 && packet.includes('_gtp') && console.log(String(Date.now())));
socket.bind(5353, () => { socket.addMembership('224.0.0.251'); console.log('0'); });
`;
/** Somebody new announces themselves at once, after one second and after three; then they answer now and then. */
const BURST = 3;
const WITHIN = 5_000;

let folder: string;
let lab: Lab<'anna' | 'bob'>;
let logind: Logind;
let listener: LabProcess;
let app: LabApp;

test.beforeAll(async () => {
  folder = temporaryFolder();
  [lab, logind] = await Promise.all([Lab.create({ hosts: ['anna', 'bob'] }), Logind.start()]);
  listener = lab.host('anna').spawn(process.execPath, ['-e', LISTENER]);
  await listener.waitForLine((line) => line, { timeoutMs: 20_000 });
  const own = { name: 'Bob', args: [], folder, env: logind.env };
  app = await openLabApp(lab.host('bob'), own);
});

test.afterAll(async () => {
  await app?.[Symbol.asyncDispose]();
  await logind?.[Symbol.asyncDispose]();
  await lab?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const heardSince = (since: number) => listener.lines.filter((at) => Number(at) > since).length;

test('woken up, it announces itself anew', async () => {
  await expect.poll(() => heardSince(0)).toBeGreaterThanOrEqual(BURST);
  await expect.poll(() => heardSince(Date.now() - WITHIN), { timeout: 60_000 }).toBe(0);
  await logind.tell('sleep');
  const asleep = Date.now();
  await sleep(WITHIN);
  expect(heardSince(asleep)).toBeLessThan(BURST);
  const awake = Date.now();
  await logind.tell('wake');
  await expect.poll(() => heardSince(awake)).toBeGreaterThanOrEqual(BURST);
  expect(Date.now() - awake).toBeLessThan(3 * WITHIN);
});
