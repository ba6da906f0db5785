import { expect, test } from 'vitest';
import type { HeadLook } from '../../../shared/api/heads/head-look.ts';
import type { Alternative, AlternativeHead } from '../../../shared/api/swarm-state.ts';
import type { FileDiff } from '../../../shared/gtp/comparison.ts';
import { oidSchema } from '../../../shared/ids.ts';
import { otter, repository, start, swarm } from '../../fake-room.ts';

const oid = oidSchema.parse('2'.repeat(40));
const ref = 'refs/heads/topic';
const side = { mode: '100644', oid, bytes: 3, lfsBytes: null };

const look: HeadLook = {
  ...{ peer: otter.id, ref, name: 'topic', kind: 'branch', oid, current: oid, seen: null },
  ...{ isHere: true, tracking: null, toldBy: null, mine: { branch: 'main', oid } },
  relation: { kind: 'diverged', ahead: 1, behind: 1 },
  comparison: {
    ...{ head: oid, base: oid, commitCount: 21, fileCount: 2, added: 3, removed: 1 },
    commits: [
      {
        oid,
        author: 'Ann',
        authoredAt: 1,
        committedAt: 1,
        subject: 'Begin',
        body: '',
        isCut: false,
      },
    ],
    files: [
      {
        ...{ path: 'new\u001b[31m.txt', oldPath: 'old.txt', similarity: 90, status: 'renamed' },
        ...{ old: side, new: side, added: 3, removed: 1, isBinary: false },
      },
    ],
  },
  conflicts: {
    files: [{ path: 'a.txt', kind: 'both-changed', mine: null, theirs: null }],
    fileCount: 1,
  },
  checkOut: { isPossible: true, branch: 'topic' },
  merge: {
    ...{ isPossible: false, code: 'conflicts', sentence: 'It conflicts in 1 file.' },
    command: 'git merge otter/topic',
  },
};

async function room(diff?: FileDiff) {
  const started = await start({
    'repositories.add': () => repository,
    'head.look': () => look,
    ...(diff && { 'head.diff': () => diff }),
  });
  const head = { ref, name: 'topic', kind: 'branch', oid } as AlternativeHead;
  const alternatives = [{ ...swarm.alternatives[0], heads: [head] } as Alternative];
  started.change({ set: 'swarms', key: swarm.id, value: { ...swarm, alternatives } });
  return started;
}

test('says what a head brings, where it conflicts, and what does it; nothing of it steers the terminal', async () => {
  const { run, called } = await room();
  const { status, stdout } = await run('show', 'otter', 'topic');
  expect(status).toBe(0);
  expect(called('head.look')).toEqual([{ repository: repository.id, peer: otter.id, ref }]);
  for (const words of [
    'Otter’s topic: 21 commits not in main, 2 files',
    '2222222222  Begin (Ann)',
    'and 20 more commits',
    'renamed  old.txt → new\\u{1b}[31m.txt  +3 −1',
    'and 1 more file',
    'Conflict: a.txt',
    'It conflicts in 1 file.\n  git merge otter/topic',
  ]) {
    expect(stdout).toContain(words);
  }
  expect(stdout).not.toContain('\u001b');
  expect(JSON.parse((await run('show', 'otter', 'topic', '--json')).stdout)).toEqual(look);
});

test('shows how one file differs', async () => {
  const hunk = { oldStart: 1, newStart: 1, heading: 'top', lines: ['-a', '+b\u202e\tc'], cuts: [] };
  const page = { from: 0, lineCount: 9, isCut: false, isGuessed: false };
  const { run, called } = await room({ kind: 'text', hunks: [hunk], ...page });
  const { stdout } = await run('show', 'otter', 'topic', '--file', 'a.txt');
  expect(stdout).toBe('@@ -1 +1 @@ top\n-a\n+b\\u{202e}\tc\nIt goes on.\n');
  expect(called('head.diff')).toMatchObject([{ ref, against: 'base', path: 'a.txt' }]);
});

test('a branch that nobody shares by this name is said to be none, and which there are', async () => {
  const { run, change } = await room();
  const { status, stderr } = await run('show', 'otter', 'none');
  expect(status).not.toBe(0);
  expect(stderr).toContain('Otter shares no branch or tag “none” of map. Shared: topic.');
  const heads = Array.from({ length: 20 }, (_, index) => {
    const kind = index === 0 ? 'tag' : 'branch';
    return { ref, kind, name: `b${index}\u001b`, oid } as AlternativeHead;
  });
  const alternatives = [{ ...swarm.alternatives[0], heads } as Alternative];
  change({ set: 'swarms', key: swarm.id, value: { ...swarm, alternatives } });
  const { stderr: many } = await run('show', 'otter', 'none');
  expect(many).toContain('b1\\u{1b}, b2');
  expect(many).toContain('b12\\u{1b} and 8 more.');
});

test('who shares no copy of it is told of, whatever else they share', async () => {
  const { run, change } = await room();
  change({ set: 'swarms', key: swarm.id, value: { ...swarm, local: [] } });
  const { status, stderr } = await run('show', 'otter', 'topic');
  expect(status).not.toBe(0);
  expect(stderr).toContain('Otter shares no copy of map.');
});
