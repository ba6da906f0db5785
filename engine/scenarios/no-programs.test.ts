import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import type { RepositoryId, SwarmId } from '../../shared/ids.ts';
import { consolidatePacks } from '../git/multi-pack-index.ts';
import { openRepository } from '../git/open.ts';
import { checkGitVersion } from '../git/version.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import {
  ATTRIBUTES,
  FILTERS,
  HOOKS,
  type Place,
  Planter,
  plainly,
  SETTINGS,
} from './support/planted-programs.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

// Nothing that a peer committed, and no program that a repository's settings name, runs by what Shoal does.

describe('plain git starts what is planted', () => {
  const folder = temporaryFolder();
  const base = join(folder, 'base');

  beforeEach(() => {
    if (existsSync(base)) return;
    git(folder, ['init', '--quiet', '--initial-branch=main', base]);
    write(base, '.gitattributes', ATTRIBUTES);
    write(base, 'file.txt', 'one\n');
    write(base, 'README.md', 'one\n');
    commit(base, 'one');
    git(base, ['repack', '--quiet', '-d']);
    write(base, 'file.txt', 'two\n');
    commit(base, 'two');
    git(base, ['branch', 'other']);
    git(base, ['checkout', '--quiet', '-b', 'ahead']);
    write(base, 'file.txt', 'three\n');
    write(base, 'README.md', 'three\n');
    commitSigned(base, 'three');
    git(base, ['checkout', '--quiet', 'other']);
    write(base, 'file.txt', 'also three\n');
    commit(base, 'also three');
    git(base, ['checkout', '--quiet', 'main']);
    git(folder, ['clone', '--quiet', '--bare', '--no-local', base, 'alternate.git']);
    write(base, '.git/objects/info/alternates', join(folder, 'alternate.git', 'objects'));
  });

  function startedBy(plant: (planter: Planter, copy: string) => void, commands: string): string[] {
    const place = temporaryFolder();
    const copy = join(place, 'copy');
    cpSync(base, copy, { recursive: true, preserveTimestamps: true });
    const planter = new Planter(place);
    plant(planter, copy);
    plainly(copy, commands);
    const { started } = planter;
    rmSync(place, { recursive: true });
    return started;
  }

  test.each([...SETTINGS, ...FILTERS])('$name', async (place) => {
    const plant = (planter: Planter, copy: string) =>
      planter.settings(join(copy, '.git', 'config'), [place]);
    const started = startedBy(plant, place.starts);
    expect(started).toEqual((await isKnown(place)) ? [place.name] : []);
  });

  const hooks = Object.entries(HOOKS).flatMap(([name, starts]) =>
    starts === null ? [] : [{ name, starts }],
  );
  test.each(hooks)('$name', ({ name, starts }) => {
    const plant = (planter: Planter, copy: string) =>
      planter.hooks(join(copy, '.git', 'hooks'), [name]);
    expect(startedBy(plant, starts)).toEqual([name]);
  });

  async function isKnown({ since = [0, 0] }: Place): Promise<boolean> {
    const [major = 0, minor = 0] = (await checkGitVersion()).split('.').map(Number);
    return major > since[0] || (major === since[0] && minor >= since[1]);
  }
});

describe('by what Shoal does, nothing starts', () => {
  let anna: TestEngine;
  let bob: TestEngine;
  /** Anna's copy, and Bob's, into which everything is planted. */
  let hers: string;
  let his: string;
  let planter: Planter;
  let repository: RepositoryId;

  beforeEach(async () => {
    anna = await TestEngine.start('Anna');
    bob = await TestEngine.start('Bob');
    hers = join(anna.directory, 'project');
    his = join(bob.directory, 'project');
    planter = new Planter(temporaryFolder());
    // The user's own settings: a template whose hooks come into every new repository.
    const home = join(bob.directory, 'home');
    planter.hooks(join(home, 'template', 'hooks'));
    write(home, '.gitconfig', `[init]\n\ttemplateDir = ${join(home, 'template')}\n`);
    vi.stubEnv('HOME', home);
    buildHers();
    git(bob.directory, ['clone', '--quiet', '--no-local', hers, his]);
    rmSync(join(his, 'vendored', 'library'), { recursive: true });
    cpSync(join(hers, 'vendored', 'library'), join(his, 'vendored', 'library'), {
      recursive: true,
    });
    for (const branch of ['loose', 'linked', 'conflicting']) {
      git(his, ['branch', '--quiet', branch, `origin/${branch}`]);
    }
    git(his, ['worktree', 'add', '--quiet', join(bob.directory, 'linked'), 'linked']);
    git(bob.directory, ['clone', '--quiet', '--bare', '--no-local', hers, 'alternate.git']);
    write(his, '.git/objects/info/alternates', join(bob.directory, 'alternate.git', 'objects'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await bob[Symbol.asyncDispose]();
    await anna[Symbol.asyncDispose]();
    expect(planter.started).toEqual([]);
  });

  function buildHers(): void {
    buildRepository(hers, { commits: 500, binaryBytes: 1_000_000 });
    const library = join(hers, 'vendored', 'library');
    git(hers, ['init', '--quiet', library]);
    write(library, 'library.txt', 'library\n');
    commit(library, 'A library');
    write(hers, '.gitattributes', ATTRIBUTES);
    write(hers, 'shared.txt', 'one\n');
    planter.hooks(join(hers, '.husky'));
    planter.settings(join(hers, 'planted.config'), [...SETTINGS, ...FILTERS]);
    commit(hers, 'Programs');
    for (const branch of ['loose', 'linked', 'conflicting']) git(hers, ['branch', branch]);
  }

  const GREEDY = '[gc]\n\tauto = 1\n\tautoPackLimit = 1\n[submodule]\n\trecurse = true\n';
  const isLeft = 'its own settings name programs to run on files';

  test.each<{ what: string; refusal: string | null; plant: (config: string) => void }>([
    {
      what: 'hooks in the working tree, and all settings',
      refusal: isLeft,
      plant: (config) => {
        planter.settings(config, [...SETTINGS, ...FILTERS]);
        write(config, '', '[core]\n\thooksPath = .husky\n');
      },
    },
    {
      what: 'settings that are included from the working tree',
      refusal: isLeft,
      plant: (config) => write(config, '', '[include]\n\tpath = ../planted.config\n'),
    },
    {
      what: 'hooks in the repository, and all settings but filters',
      refusal: null,
      plant: (config) => {
        planter.settings(config, SETTINGS);
        planter.hooks(join(his, '.git', 'hooks'));
      },
    },
    {
      what: 'hooks in the working tree, and settings of one working tree but filters',
      refusal: null,
      plant: (config) => {
        write(config, '', '[core]\n\thooksPath = .husky\n[extensions]\n\tworktreeConfig = true\n');
        planter.settings(join(his, '.git', 'config.worktree'), SETTINGS);
        planter.settings(join(his, '.git', 'worktrees', 'linked', 'config.worktree'), SETTINGS);
      },
    },
  ])('$what', async ({ refusal, plant }) => {
    const config = join(his, '.git', 'config');
    write(config, '', GREEDY);
    plant(config);
    write(his, '.git/info/attributes', ATTRIBUTES);
    planter.settings(join(his, 'vendored', 'library', '.git', 'config'), [...SETTINGS, ...FILTERS]);

    repository = (await bob.share(his)).id;
    await anna.share(hers);
    await bob.connect(anna);
    await bob.untilAlternatives(1);
    await bob.fetch(his);
    await follow();
    await browse();
    await open();
    await undo();
    await cloneFromEachOther();
    await bob.call('repositories.remove', { repository });

    /** Three branches are moved along: checked out, in a linked working tree, nowhere; and the radar merges. */
    async function follow(): Promise<void> {
      const fastForward = ['main', 'linked', 'loose'];
      await bob.call('follow.set', { peer: anna.id, repository, ...PLAIN_FOLLOW, fastForward });
      for (const branch of ['linked', 'loose', 'conflicting', 'main']) {
        git(hers, ['checkout', '--quiet', branch]);
        write(hers, 'shared.txt', `${branch}\n`);
        write(hers, 'README.md', `${branch}\n`);
        commitSigned(hers, `On ${branch}`);
      }
      const outcome = (branch: string) =>
        Object.values(bob.state.activity)
          .flatMap((entry) => entry.fastForward)
          .find((each) => each.branch === branch);
      for (const branch of fastForward) {
        await bob.until(() => outcome(branch) !== undefined, `${branch} has been looked at`);
      }
      expect(outcome('main')).toEqual({ branch: 'main', refusal });
      expect(outcome('linked')).toEqual({ branch: 'linked', refusal });
      expect(outcome('loose')).toEqual({ branch: 'loose', refusal: null });
      const merge = () =>
        Object.values(bob.state.swarms)
          .flatMap((swarm) => swarm.alternatives)
          .flatMap(({ heads }) => heads)
          .find(({ ref }) => ref === 'refs/heads/conflicting')?.standing[repository]?.merge;
      if (refusal === null) await bob.until(() => merge()?.kind === 'conflicts', 'it conflicts');
    }

    async function browse(): Promise<void> {
      const [swarm] = Object.keys(bob.state.swarms) as SwarmId[];
      if (swarm === undefined) throw new Error('there is no project');
      for (const [who, peer] of [
        [bob, anna],
        [bob, bob],
        [anna, bob],
      ] as const) {
        const { overview } = await who.call('browse', { swarm, peer: peer.id });
        expect(overview.files).toBeGreaterThan(0);
      }
    }

    /** One head, from its diff to a branch of mine at it, and back. */
    async function open(): Promise<void> {
      const head = { repository, peer: anna.id, ref: 'refs/heads/conflicting' };
      const look = await bob.call('head.look', head);
      expect(look.comparison.files.map(({ path }) => path)).toContain('shared.txt');
      for (const { path } of look.comparison.files) {
        for (const against of ['base', 'mine'] as const) {
          await bob.call('head.diff', { ...head, against, path });
        }
      }
      if (refusal === null) await bob.call('head.conflict', { ...head, path: 'shared.txt' });
      const checkingOut = bob.call('head.checkOut', { ...head, branch: 'made' });
      if (refusal !== null)
        return expect(checkingOut).rejects.toMatchObject({ code: 'own-programs' });
      const { undo } = await checkingOut;
      expect(look.merge).toMatchObject({ isPossible: false });
      await expect(bob.call('head.merge', { ...head, ref: 'refs/heads/main' })).rejects.toThrow();
      await bob.call('head.undo', { repository, undo });
    }

    async function undo(): Promise<void> {
      const ref = 'refs/remotes/anna/loose';
      const [latest] = Object.values(bob.state.activity)
        .filter(({ changes }) => changes.some((change) => change.ref === ref))
        .sort((one, other) => other.at - one.at);
      await bob.call('activity.undo', { entry: latest?.id ?? '', ref });
    }

    /** Bob's copy is served, and what Bob clones is tidied. */
    async function cloneFromEachOther(): Promise<void> {
      const [swarm] = Object.keys(bob.state.swarms) as SwarmId[];
      if (swarm === undefined) throw new Error('there is no project');
      for (const who of [anna, bob]) {
        const directory = join(who.directory, 'clone');
        await who.call('clone', { transfer: newTransferId(), swarm, directory });
        expect(readdirSync(join(directory, '.git', 'hooks'))).toContain('post-index-change');
        const packs = () =>
          readdirSync(join(directory, '.git/objects/pack')).filter((name) => /pack$/.test(name));
        // As it is done where a clone could not be made one pack while it came.
        await consolidatePacks(await openRepository(directory));
        expect(packs()).toHaveLength(1);
      }
    }
  });
});

function write(directory: string, name: string, content: string): void {
  const path = name === '' ? directory : join(directory, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content, { flag: name === '' ? 'a' : 'w' });
}

function commit(path: string, message: string): void {
  git(path, ['add', '.']);
  git(path, ['commit', '--quiet', '-m', message]);
}

/** With a signature that nothing has made. The branch moves once. */
function commitSigned(path: string, message: string): void {
  git(path, ['add', '.']);
  const tree = git(path, ['write-tree']);
  const made = git(path, ['commit-tree', '-p', 'HEAD', '-m', message, tree]);
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n';
  const signed = git(path, ['cat-file', 'commit', made]).replace('\n\n', `\n${signature}\n`);
  const oid = git(path, ['hash-object', '-w', '-t', 'commit', '--stdin'], `${signed}\n`);
  git(path, ['reset', '--quiet', oid]);
}
