import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cloneAt, git } from '../testing/git.ts';
import { away, back, Loss, LossRoom } from './support/loss-room.ts';
import { TestEngine } from './support/test-engine.ts';

let room: LossRoom;
let loss: Loss;

beforeAll(async () => {
  room = await LossRoom.open();
});
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(() => {
  loss = new Loss(room);
});
afterEach(() => loss[Symbol.asyncDispose]());

describe('in its place', () => {
  test('a bare repository of the same project is as good', async () => {
    const { anna, bob } = room;
    const { folder, source } = loss;
    loss.build();
    await loss.share();
    away(source);
    git(folder, ['clone', '--quiet', '--bare', `${source}-away`, source]);
    const next = git(source, ['commit-tree', 'main^{tree}', '-p', 'main', '-m', 'here']);
    await anna.until(() => loss.status?.state === 'ready', 'it is whole');
    git(source, ['update-ref', 'refs/heads/main', next]);
    await bob.until((state) => JSON.stringify(state.swarms).includes(next), 'Bob sees its heads');
    await loss.untilWhole();
  });

  test('another project is shared with nobody until its owner says so', async () => {
    const { anna } = room;
    const { source } = loss;
    loss.build();
    await loss.share();
    away(source);
    loss.build();
    await loss.untilTold('repository-replaced');
    await expect(anna.fetch(source)).rejects.toMatchObject({ code: 'repository-replaced' });
    rmSync(source, { recursive: true });
    back(source);
    await loss.untilWhole();
    away(source);
    loss.build();
    await loss.untilTold('repository-replaced');
    const visibility = { to: 'everyone' } as const;
    await anna.call('repositories.setVisibility', { repository: loss.id, visibility });
    await loss.untilWhole();
  });

  test('it stays known what was there, also while Shoal is not running', async () => {
    loss.build();
    await loss.share();
    await room.anna.engine[Symbol.asyncDispose]();
    away(loss.source);
    loss.build();
    room.anna = await TestEngine.start('Anna', room.anna.directory);
    await room.bob.connect(room.anna);
    await loss.untilTold('repository-replaced');
  });

  test('a history that its owner wrote anew from the first commit on is still the same', async () => {
    const { bob } = room;
    const { folder, source } = loss;
    git(folder, ['init', '--quiet', '--initial-branch=main', source]);
    git(source, ['commit', '--quiet', '--allow-empty', '-m', 'first']);
    await loss.share();
    git(source, ['commit', '--quiet', '--amend', '--allow-empty', '-m', 'better']);
    const tip = git(source, ['rev-parse', 'main']);
    await bob.until((state) => JSON.stringify(state.swarms).includes(tip), 'Bob sees it');
  });
});

describe('who asks before anybody knows', () => {
  const { source, inGit } = {
    source: () => loss.source,
    inGit: (...names: string[]) => loss.inGit(...names),
  };
  test.each<[string, string, () => void]>([
    ['moved', 'repository-gone', () => away(source())],
    ['without its packs', 'repository-damaged', () => away(inGit('objects', 'pack'))],
    [
      'made shallow',
      'repository-shallow',
      () => writeFileSync(inGit('shallow'), `${git(source(), ['rev-parse', 'main~2'])}\n`),
    ],
    ['without its .git', 'repository-lost', () => renameSync(inGit(), `${source()}-git`)],
  ])('reads of one that is %s that it cannot be used, and no path', async (_what, code, harm) => {
    loss.build();
    await loss.share();
    harm();
    const failure = await loss.cloneFailure();
    // It may have been taken off the list in this very moment, too.
    expect(failure?.code).toMatch(/^(copy-unusable|unknown-swarm|peer-gone)$/);
    expect(failure?.message).not.toContain(basename(loss.folder));
    await loss.untilTold(code);
  });

  /** Unpacks all objects of Anna's. @returns the file of this one */
  function looseFile(revision: string): string {
    const oid = git(source(), ['rev-parse', revision]);
    const pack = loss.packNames().find((name) => name.endsWith('.pack')) ?? '';
    const content = readFileSync(inGit('objects', 'pack', pack));
    for (const name of loss.packNames()) rmSync(inGit('objects', 'pack', name));
    git(source(), ['unpack-objects', '-q'], content);
    return join(inGit('objects'), oid.slice(0, 2), oid.slice(2));
  }

  test.each([
    ['the last commit', 'main'],
    ['an earlier commit', 'main~5'],
    ['a folder', 'main^{tree}'],
    ['an earlier file', 'main~11:README.md'],
  ])('where one object is gone, %s, who asks for it tells its owner', async (_what, revision) => {
    loss.build();
    const file = looseFile(revision);
    await loss.share();
    renameSync(file, `${file}-away`);
    const failure = await loss.cloneFailure();
    // It may have been noticed, and taken off the list, before it was asked for.
    expect(failure?.code).toMatch(/^(copy-unusable|unknown-swarm|peer-gone)$/);
    await loss.untilTold('repository-damaged');
    await loss.staysAway();
    renameSync(`${file}-away`, file);
    await loss.untilWhole();
  });

  test.each([
    ['looks at it', 'main^{tree}'],
    ['looks at it', 'main:README.md'],
    ['looks at it', 'main~1'],
    ['fetches from it', 'main^{tree}'],
    ['fetches from it', 'main~1'],
  ])('who %s tells its owner as well, of %s', async (how, revision) => {
    const { bob, anna } = loss.room;
    loss.build();
    const his = join(loss.folder, 'his');
    cloneAt(source(), 'main~3', his);
    const file = looseFile(revision);
    await loss.share();
    renameSync(file, `${file}-away`);
    const asked =
      how === 'looks at it'
        ? bob.call('browse', { swarm: loss.swarm, peer: anna.id })
        : bob.fetch(his, { peers: [anna] });
    const failure = await asked.then(
      () => null,
      (error: { code: string }) => error,
    );
    expect(failure?.code).toMatch(
      /^(copy-unusable|unknown-swarm|peer-gone|nothing-shared|unknown-head|not-served)$/,
    );
    await loss.untilTold('repository-damaged');
    renameSync(`${file}-away`, file);
    await loss.untilWhole();
  });

  test('of an object that cannot be read, the asking tells its owner', async () => {
    loss.build();
    const file = looseFile('main:README.md');
    await loss.share();
    const good = readFileSync(file);
    chmodSync(file, 0o600);
    writeFileSync(file, good.subarray(0, 4));
    expect(await loss.cloneFailure()).toMatchObject({
      code: 'copy-unusable',
      message: expect.stringContaining('Anna'),
    });
    await loss.untilTold('repository-damaged');
    writeFileSync(file, good);
    await loss.untilWhole();
  });
});
