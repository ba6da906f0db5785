import { join } from 'node:path';
import { Lab } from '../e2e/lab/lab.ts';
import { Crowd } from '../e2e/support/crowd.ts';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { megabytes, ownProcessorSeconds } from '../engine/testing/process-use.ts';
import { browserIn } from './scale/browser-in.ts';
import { atRest, heapOf, scroll } from './scale/frames.ts';
import { electronPath, startWindow, type WindowStart } from './scale/window-start.ts';
import { BenchNode } from './support/bench-node.ts';
import type { BenchOptions } from './support/options.ts';
import { atLeast, atMost, median, type Report, type Row, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { scratchFolder } from './support/scratch.ts';
import { requireLab } from './support/tools.ts';

const PEERS = 500;
const REPOSITORIES_OF_EACH = 4;
const CHANGES_PER_SECOND = 50;
const PORT = 7_470;

/** A screen draws sixty pictures a second; a browser's clock may be off by one in fifty. */
const FRAMES_TARGET = 58;
const HOST_TARGET_MB = 300;
const HEAP_TARGET_MB = 150;
const CHANGES_TARGET = 1.5;
const SCROLLED = 10;
const STARTS = 5;
const USABLE_TARGET = 1.5;
const VISIBLE_TARGET = 2;
/** How long it may take until all have met, in milliseconds. */
const MEETING = 300_000;

/**
 * One node that hears of five hundred peers and two thousand projects, and its window in a browser: what
 * both take, and whether the list keeps the pace of the screen, while heads move and while none do.
 */
export async function benchScale(options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  requireLab();
  const crowd = await scope.within((inner) => inCrowd(say, inner));
  return { name: 'scale', rows: [...crowd, ...(await starts(options, say, scope))] };
}

async function inCrowd(say: Say, scope: Scope): Promise<Row[]> {
  const scratch = scratchFolder(scope);
  const lab = await scope.use(Lab.create({ hosts: ['here'] }));
  const host = lab.host('here');
  const args = ['--no-mdns', '--listen', `0.0.0.0:${PORT}`, '--ui', '0'];
  const node = await scope.use(
    BenchNode.start('here', { host, directory: join(scratch, 'here'), args }),
  );
  const crowd = { port: PORT, people: PEERS, projectsOfEach: REPOSITORIES_OF_EACH };
  const peers = await scope.use(Crowd.meet(host, crowd));
  await untilAllAreKnown(node);
  say(`${PEERS} peers, ${PEERS * REPOSITORIES_OF_EACH} repositories`);
  node.lookAway();

  const browser = await scope.use(browserIn(host, scratch));
  const page = await browser.newPage({ viewport: { width: 1280, height: 820 } });
  await page.goto(node.node.ui ?? '');
  await page.getByText(`${PEERS} people`).waitFor();
  await scroll(page, 1);
  const calm = await scroll(page, SCROLLED);
  say(`scrolled: ${calm.perSecond.toFixed(1)} pictures a second`);
  const { pid } = node.node.process;
  const before = ownProcessorSeconds(pid);
  peers.moveHeads(CHANGES_PER_SECOND);
  const busy = await scroll(page, SCROLLED);
  const core = (ownProcessorSeconds(pid) - before) / SCROLLED;
  say(`the same while heads move: ${busy.perSecond.toFixed(1)}`);
  const changes = await atRest(page, SCROLLED);
  say(
    `${CHANGES_PER_SECOND * SCROLLED} changes: ${changes.toFixed(2)} s of the window's processor`,
  );
  const heap = (await heapOf(page)) / 1e6;
  const most = megabytes(pid, 'VmHWM');
  const now = megabytes(pid, 'VmRSS');
  const moving = `the same, ${CHANGES_PER_SECOND} heads a second moving`;
  return [
    atLeast('pictures a second while scrolling', calm.perSecond, FRAMES_TARGET, { ...calm }),
    atLeast(moving, busy.perSecond, FRAMES_TARGET, { ...busy, core }),
    atMost('seconds of the window’s processor for 500 changes', changes, CHANGES_TARGET, {
      changes,
    }),
    atMost('MB of host and engine', most, HOST_TARGET_MB, { most, now }),
    atMost('MB of the window’s objects', heap, HEAP_TARGET_MB, { heap }),
  ];
}

/** How soon the desktop app can be used, and shows what a teammate shares. */
async function starts({ rounds }: BenchOptions, say: Say, scope: Scope): Promise<Row[]> {
  const electron = electronPath();
  if (electron === null) {
    say('The desktop app’s start is not measured: SHOAL_ELECTRON names no Electron.');
    return [];
  }
  const scratch = scratchFolder(scope);
  const project = 'tide-log';
  buildRepository(join(scratch, project), { commits: 50 });
  const teammate = await scope.use(BenchNode.start('there', { directory: join(scratch, 'there') }));
  await teammate.share(join(scratch, project));
  const measured: WindowStart[] = [];
  for (let round = 0; round < (rounds ?? STARTS); round += 1) {
    const data = join(scratch, `start-${round}`);
    const start = await scope.within((inner) => startWindow(inner, { electron, data, project }));
    say(`usable after ${start.usable.toFixed(2)} s, a project after ${start.project.toFixed(2)} s`);
    measured.push(start);
  }
  const usable = measured.map((each) => each.usable);
  const visible = measured.map((each) => each.project);
  return [
    atMost('seconds until the window can be used', median(usable), USABLE_TARGET, { usable }),
    atMost('seconds until a project is in it', median(visible), VISIBLE_TARGET, { visible }),
  ];
}

async function untilAllAreKnown({ view }: BenchNode): Promise<void> {
  const wanted = PEERS * REPOSITORIES_OF_EACH;
  const areKnown = () => Object.keys(view.state.swarms).length === wanted;
  if (await view.waitUntil(areKnown, MEETING)) return;
  throw new Error(`only ${Object.keys(view.state.swarms).length} projects of ${wanted} are known`);
}
