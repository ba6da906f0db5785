import { execFileSync } from 'node:child_process';
import {
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { git } from '../testing/git.ts';
import { SmallDisk, smallDiskObstacle } from '../testing/small-disk.ts';
import { away, back, Loss, LossRoom } from './support/loss-room.ts';

let room: LossRoom;

beforeAll(async () => {
  room = await LossRoom.open();
});
afterAll(() => room[Symbol.asyncDispose]());

/** Side by side, since most of it is waiting. */
async function within(work: (loss: Loss) => Promise<void>): Promise<void> {
  const loss = new Loss(room);
  try {
    await work(loss);
  } finally {
    await loss[Symbol.asyncDispose]();
  }
}

interface Case {
  readonly code: string;
  readonly harm: (loss: Loss) => void;
  readonly mend: (loss: Loss) => void;
}

/** Something is moved away, and comes back. */
function gone(code: string, path: (loss: Loss) => string): Case {
  return { code, harm: (loss) => away(path(loss)), mend: (loss) => back(path(loss)) };
}

const CASES: Record<string, Case> = {
  moved: gone('repository-gone', ({ source }) => source),
  'moved with the folder that it is in': gone('repository-gone', ({ source }) => dirname(source)),
  'replaced by a file': {
    code: 'repository-gone',
    harm: (loss) => {
      away(loss.source);
      writeFileSync(loss.source, 'a file');
    },
    mend: (loss) => {
      rmSync(loss.source);
      back(loss.source);
    },
  },
  'without its .git': gone('repository-lost', (loss) => loss.inGit()),
  'without HEAD': gone('repository-lost', (loss) => loss.inGit('HEAD')),
  'with settings that git cannot read': {
    code: 'git-failed',
    harm: (loss) => writeFileSync(loss.inGit('config'), '[core\n', { flag: 'a' }),
    mend: (loss) => {
      const text = readFileSync(loss.inGit('config'), 'utf8');
      writeFileSync(loss.inGit('config'), text.replace('[core\n', ''));
    },
  },
  'made shallow': {
    code: 'repository-shallow',
    harm: (loss) =>
      writeFileSync(loss.inGit('shallow'), `${git(loss.source, ['rev-parse', 'main~2'])}\n`),
    mend: (loss) => rmSync(loss.inGit('shallow')),
  },
  'made partial': {
    code: 'repository-partial',
    harm: (loss) => void git(loss.source, ['config', 'remote.origin.promisor', 'true']),
    mend: (loss) => void git(loss.source, ['config', '--unset', 'remote.origin.promisor']),
  },
  'without its packs': gone('repository-damaged', (loss) => loss.inGit('objects', 'pack')),
  'without its loose objects': {
    code: 'repository-damaged',
    harm: (loss) => {
      for (const name of looseFolders(loss)) away(loss.inGit('objects', name));
    },
    mend: (loss) => {
      for (const name of looseFolders(loss)) back(loss.inGit('objects', name.slice(0, 2)));
    },
  },
  'without one of its packs': {
    code: 'repository-damaged',
    harm: (loss) => {
      // What came last is in a pack of its own, and lacks what it builds on.
      git(loss.source, ['repack', '-d', '--quiet']);
      for (const name of loss.packNames().slice(0, 2)) away(loss.inGit('objects', 'pack', name));
    },
    mend: (loss) => {
      for (const name of loss.packNames().filter((each) => each.endsWith('-away'))) {
        back(loss.inGit('objects', 'pack', name.replace('-away', '')));
      }
    },
  },
};

function looseFolders(loss: Loss): string[] {
  return readdirSync(loss.inGit('objects')).filter((name) => /^[0-9a-f]{2}(-away)?$/.test(name));
}

/** In a pack, but for the last commit. */
async function shareOne(loss: Loss): Promise<void> {
  loss.build();
  git(loss.source, ['commit', '--quiet', '--allow-empty', '-m', 'loose']);
  await loss.share();
}

test.concurrent.each(Object.entries(CASES))(
  'one that is %s is told of, shown to nobody, and comes back by itself',
  (_what, { code, harm, mend }) =>
    within(async (loss) => {
      await shareOne(loss);
      harm(loss);
      await loss.untilTold(code);
      mend(loss);
      await loss.untilWhole();
    }),
);

test.skipIf(process.getuid?.() !== 0).concurrent('one that belongs to somebody else now', () =>
  within(async (loss) => {
    const give = (uid: number) => {
      for (const path of [loss.source, loss.inGit()]) chownSync(path, uid, uid);
    };
    await shareOne(loss);
    give(65_534);
    await loss.untilTold('repository-owner');
    give(0);
    await loss.untilWhole();
  }),
);

test.skipIf(smallDiskObstacle() !== null).concurrent('one on a disk that is taken out', () =>
  within(async (loss) => {
    const disk = SmallDisk.make(16 * 1024 * 1024);
    try {
      loss.source = join(disk.path, 'project');
      await shareOne(loss);
      // As if taken out: what was mounted is there no more, and the folder below it is empty.
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk.path]);
      await loss.untilTold('repository-gone');
      execFileSync('umount', [disk.path]);
      await loss.untilWhole();
    } finally {
      disk[Symbol.dispose]();
    }
  }),
);

test.concurrent('one that borrows objects from another one which is moved', () =>
  within(async (loss) => {
    const lender = join(loss.folder, 'lender');
    loss.build(lender);
    git(loss.folder, ['clone', '--quiet', '--shared', lender, loss.source]);
    await loss.share();
    away(lender);
    await loss.untilTold('repository-damaged');
    back(lender);
    await loss.untilWhole();
  }));

test.concurrent('a worktree of a repository that is moved', () =>
  within(async (loss) => {
    const main = join(loss.folder, 'main');
    loss.build(main);
    mkdirSync(dirname(loss.source));
    git(main, ['worktree', 'add', '--quiet', '-b', 'other', loss.source]);
    await loss.share();
    away(main);
    await loss.untilTold('repository-lost');
    back(main);
    await loss.untilWhole();
  }));

test.concurrent('a submodule of a project that is moved without it', () =>
  within(async (loss) => {
    const project = join(loss.folder, 'super');
    const library = join(loss.folder, 'library');
    loss.build(library);
    git(loss.folder, ['init', '--quiet', project]);
    git(project, [
      '-c',
      'protocol.file.allow=always',
      'submodule',
      'add',
      '--quiet',
      library,
      'lib',
    ]);
    loss.source = join(project, 'lib');
    await loss.share();
    away(join(project, '.git'));
    await loss.untilTold('repository-lost');
    back(join(project, '.git'));
    await loss.untilWhole();
  }));

test.concurrent('of a folder above it, nothing is shared in its place', () =>
  within(async (loss) => {
    loss.build(dirname(loss.source));
    await shareOne(loss);
    away(loss.inGit());
    await loss.untilTold('repository-lost');
    expect(loss.status).toMatchObject({ sentence: expect.stringContaining(loss.source) });
    back(loss.inGit());
    await loss.untilWhole();
  }));

test.concurrent('one that is moved is as good where it is added again', () =>
  within(async (loss) => {
    await shareOne(loss);
    const { source } = loss;
    away(source);
    await loss.untilTold('repository-gone');
    await room.anna.call('repositories.remove', { repository: loss.id });
    renameSync(`${source}-away`, `${source}-elsewhere`);
    await loss.share(`${source}-elsewhere`);
    await loss.untilWhole();
  }));
