import { test } from 'vitest';
import { type PlanLine, planLineSchema, reelOfferSchema } from '../../shared/gtp/reel.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { Oid } from '../../shared/ids.ts';
import { nameOfReel } from '../reels/rules/reel-name.ts';
import { git } from '../testing/git.ts';
import { Stranger } from './support/stranger.ts';
import {
  attackObstacle,
  expectUnharmed,
  type Target,
  underAttack,
} from './support/under-attack.ts';

const OFFERS = 70;
const AT_ONCE = 35;

/** Somebody asks for the same history in this many layouts, and takes nothing of it. */
async function askForLayouts({ node, repository, path, begun }: Target): Promise<void> {
  const main = git(path, ['rev-parse', 'main']) as Oid;
  using mallory = await Stranger.connect(node);
  for (let stripes = 4_096; stripes > 4_096 - OFFERS; stripes -= AT_ONCE) {
    const asking = Array.from({ length: AT_ONCE }, (_, index) => {
      const layout = { stripes: stripes - index, windows: 256 };
      return mallory.post(ROUTES.reels(repository), { wants: [main], haves: [], layout });
    });
    await Promise.all(asking);
  }
  begun();
}

/** Somebody begins to take as many reels as there are commits to ask for, and leaves. */
async function takeManyReels({ node, repository, path, signal, begun }: Target): Promise<void> {
  const commits = git(path, ['rev-list', `--max-count=${AT_ONCE}`, 'main']).split('\n') as Oid[];
  using mallory = await Stranger.connect(node);
  const take = async (want: Oid) => {
    const layout = { stripes: 512, windows: 16 };
    const body = { wants: [want], haves: [], layout };
    const offer = await mallory.post(ROUTES.reels(repository), body);
    const name = nameOfReel(reelOfferSchema.parse(JSON.parse(offer.body)).reel);
    const reel = ROUTES.produced(repository, name);
    const plan = await mallory.get(ROUTES.plan(reel));
    const blocks = lastLine(plan.body).blocks.slice(-8);
    await Promise.all(blocks.map((block) => mallory.get(ROUTES.block(reel, block))));
  };
  const taking = commits.map((want) => take(want).catch(() => {}));
  begun();
  await Promise.race([
    Promise.all(taking),
    new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true })),
  ]);
}

function lastLine(plan: string): PlanLine {
  return planLineSchema.parse(JSON.parse(plan.trimEnd().split('\n').at(-1) ?? ''));
}

const attacks = [
  ['asked for in many layouts', askForLayouts],
  ['begun and left', takeManyReels],
] as const;

test.skipIf(attackObstacle !== null).each(attacks)(
  'reels that are %s harm nobody',
  async (_, attack) => {
    expectUnharmed(await underAttack(attack));
  },
);
