import { rmSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { temporaryFolder } from '../../../engine/testing/temporary-folder.ts';
import { Lab } from '../../lab/lab.ts';
import { drop, nftObstacle, undrop } from '../../lab/nft-fault.ts';
import { labObstacle } from '../../lab/obstacle.ts';
import { SetClock } from '../../support/set-clock.ts';
import { ShoalNode } from '../../support/shoal-node.ts';
import type { Ui } from '../ui.ts';
import { type LabWindow, openLabApp, skipWithoutShell } from './lab-window.ts';

// Each fault is made while the doctor's screen is open: it names it, says what to do, and is well again without a restart.

const obstacle = labObstacle() ?? (await nftObstacle());
test.skip(obstacle !== null, obstacle ?? '');
// One after the other, on three computers that are set up once.
test.describe.configure({ mode: 'default' });

const PORT = 7654;
/** What was heard a moment ago counts for some seconds; each look takes two. */
const TOLD = 90_000;

let folder: string;
let lab: Lab<'anna' | 'bob' | 'cleo'>;
let others: ShoalNode[] = [];
let clock: SetClock;
let open: LabWindow;
let page: Page;
let ui: Ui;

test.beforeAll(async () => {
  folder = temporaryFolder();
  skipWithoutShell();
  clock = SetClock.make(folder);
  lab = await Lab.create({ hosts: ['anna', 'bob', 'cleo'] });
  const args = ['--listen', `0.0.0.0:${PORT}`];
  others = await Promise.all([
    ShoalNode.start('Bob', { host: lab.host('bob'), args }),
    ShoalNode.start('Cleo', { host: lab.host('cleo'), args, env: clock.env }),
  ]);
  open = await openLabApp(lab.host('anna'), { name: 'Anna', args, folder });
  ({ page, ui } = open);
  for (const { name } of others) await expect(ui.person(name)).toContainText(/ms$/);
  await ui.goTo('Doctor');
  await untilTold(/./, false);
});

test.afterAll(async () => {
  await open?.[Symbol.asyncDispose]();
  await Promise.all(others.map((node) => node[Symbol.asyncDispose]()));
  await lab?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Looks again until the screen has such a finding, or has none any more. The room on this machine's disk is nobody's fault. */
async function untilTold(words: RegExp, isTold = true): Promise<void> {
  const findings = page
    .getByRole('list', { name: 'Findings' })
    .getByRole('listitem')
    .filter({ hasText: words })
    .filter({ hasNotText: /the disk/i });
  await expect(async () => {
    await ui.button('Look again').click({ timeout: 20_000 });
    await expect(ui.button('Look again')).toBeEnabled();
    expect((await findings.count()) > 0).toBe(isTold);
  }).toPass({ timeout: TOLD });
}

interface Fault {
  make(): Promise<unknown>;
  readonly told: RegExp;
}

const FAULTS: Readonly<Record<string, Fault>> = {
  'a firewall here drops announcements': {
    make: () => drop(lab.host('anna'), 'input', 'udp dport 5353'),
    told: /udp dport 5353 accept/,
  },
  'a firewall here drops what comes to the port': {
    make: () => drop(lab.host('anna'), 'input', `tcp dport ${PORT} tcp flags & (syn | ack) == syn`),
    told: new RegExp(`cannot dial this computer: nothing comes back from port ${PORT}`),
  },
  'announcements pass in one direction only': {
    make: () =>
      drop(lab.host('bob'), 'input', `ip saddr ${lab.host('anna').address} udp dport 5353`),
    told: /Bob does not hear this computer’s announcements/,
  },
  'the network keeps its computers apart': {
    make: () => lab.isolate('unicast'),
    told: /are heard, but no connection gets through/,
  },
  'a clock is wrong': {
    make: async () => clock.set(-3),
    told: /The clock of Cleo is 3 hours behind this computer’s/,
  },
  'the network is gone': {
    make: () => lab.host('anna').linkDown(),
    told: /This computer is on no network/,
  },
};

async function undo(): Promise<void> {
  clock.set(0);
  await Promise.all([undrop(lab.host('anna')), undrop(lab.host('bob')), lab.isolate(null)]);
  await lab.host('anna').linkUp();
}

for (const [fault, { make, told }] of Object.entries(FAULTS)) {
  test(fault, async () => {
    try {
      await make();
      await untilTold(told, true);
    } finally {
      await undo();
    }
    await untilTold(/./, false);
  });
}
