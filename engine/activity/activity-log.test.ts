import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ActivityChange, ActivityEntry } from '../../shared/api/activity-state.ts';
import { peerIdSchema, repositoryIdSchema } from '../../shared/ids.ts';
import { DataFolder } from '../store/data-folder.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { ActivityLog, withinBudget } from './activity-log.ts';

const OLD = 200;
const change = (n: number): ActivityChange => ({
  ...{ ref: `refs/remotes/anna/tags/v${n}`, old: null, new: null },
  ...{ kind: 'new', commits: null, isUndone: false },
});

function entry(changes: number): ActivityEntry {
  return {
    ...{ id: '1', at: 0, peer: peerIdSchema.parse('a'.repeat(52)), peerName: 'Anna' },
    ...{ repository: repositoryIdSchema.parse('abcdefghabcdefgh'), repositoryName: 'map' },
    ...{ isAutomatic: true, bytes: 1, more: 0, fastForward: [] },
    changes: Array.from({ length: changes }, (_, n) => change(n)),
  };
}

test('the newest keep what they brought, and what older ones lose is counted', () => {
  const [first, second, third] = withinBudget([entry(700), entry(400), entry(30)], 1_000);
  expect(first?.changes).toHaveLength(700);
  expect(second).toMatchObject({ more: 200, changes: { length: OLD } });
  expect(third?.changes).toHaveLength(30);
});

test('no change is lost uncounted, and the log stays within bounds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(900), { maxLength: 12 }), fc.nat(2_000), (sizes, most) => {
      const kept = withinBudget(sizes.map(entry), most);
      expect(kept.map(({ changes, more }) => changes.length + more)).toEqual(sizes);
      const total = kept.reduce((sum, { changes }) => sum + changes.length, 0);
      expect(total).toBeLessThanOrEqual(most + OLD * sizes.length);
      // Once more changes nothing.
      expect(withinBudget(kept, most)).toEqual(kept);
    }),
  );
});

test('what was taken back is not forgotten, whatever comes after it, until it has come again', async () => {
  const folder = temporaryFolder();
  try {
    const log = await ActivityLog.open(new DataFolder(folder, () => {}));
    const { id: _, ...first } = entry(1);
    const undone = { ...change(1), ref: 'refs/remotes/anna/main', isUndone: true };
    await log.add({ ...first, changes: [undone] });
    for (let n = 0; n < 250; n += 1) await log.add({ ...first, at: n + 1 });
    const mentions = () => log.all.filter(({ changes }) => changes[0]?.ref === undone.ref);
    expect(mentions()).toHaveLength(1);
    expect(log.all).toHaveLength(201);
    await log.add({ ...first, at: 1_000, changes: [{ ...undone, isUndone: false }] });
    expect(mentions()).toHaveLength(1);
    expect(log.all).toHaveLength(200);
    // Also among the many changes of one fetch.
    const many = { ...entry(700), changes: [...entry(699).changes, undone] };
    const [, trimmed] = withinBudget([entry(400), many], 500);
    expect(trimmed?.changes).toContainEqual(undone);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
