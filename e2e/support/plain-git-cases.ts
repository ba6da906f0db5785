/** What a case begins with: an empty folder, or a clone of the origin as it was some commits ago. */
type Start = 'empty' | 'clone';

/**
 * What git's own tests of clone, fetch, protocol version 2 and remote helpers look at, as far as it applies. `URL` is the
 * origin, `BASE` the folder that holds it and others, `MAIN` the commit of its branch `main`.
 */
export interface PlainGitCase {
  readonly start: Start;
  /** Arguments of each git, one after the other. */
  readonly commands: readonly string[];
}

const of = (start: Start, cases: readonly (readonly string[])[]): PlainGitCase[] =>
  cases.map((commands) => ({ start, commands }));

export const CLONES = of('empty', [
  ['clone URL copy'],
  ['clone --bare URL deep/bare.git'],
  ['clone --mirror URL copy.git', '-C copy.git remote update --prune'],
  ['clone --branch v1 URL copy'],
  ['clone --single-branch URL copy', '-C copy fetch'],
  ['clone --single-branch --branch side URL copy', '-C copy fetch origin main'],
  ['clone --depth 1 URL copy', '-C copy fetch --unshallow'],
  ['clone --filter=blob:none URL copy', '-C copy checkout side', '-C copy fetch'],
  ['clone --origin other URL copy', '-C copy fetch'],
  ['-c fetch.fsckObjects=true -c transfer.fsckObjects=true clone URL copy'],
  ['clone --reference BASE/app.git URL copy'],
  ['clone BASE/shallow.git copy', '-C copy fetch --unshallow'],
  ['clone BASE/empty.git copy', '-C copy pull'],
  ['clone BASE/unborn.git copy'],
  ['clone BASE/sha256.git copy'],
  ['clone --server-option=hello URL copy'],
  ['-c protocol.version=0 clone URL copy', '-c protocol.version=0 -C copy fetch'],
]);

export const FETCHES = of('clone', [
  ['fetch --quiet', 'fetch'],
  ['fetch origin main', 'fetch --append origin side'],
  ['fetch origin main:main'],
  ['fetch --update-head-ok origin +side:main'],
  ['fetch --tags'],
  ['fetch --no-tags'],
  ['update-ref refs/remotes/origin/gone HEAD', 'fetch --prune'],
  ['update-ref refs/remotes/origin/side/below HEAD', 'fetch', 'fetch --prune'],
  ['tag own', 'fetch --prune --tags', 'fetch --prune --prune-tags'],
  ['fetch --atomic'],
  ['fetch --atomic origin main:refs/heads/x side:main'],
  ['fetch --refmap=+refs/heads/*:refs/remotes/other/* origin main'],
  ['fetch --depth 1'],
  ['fetch --no-tags origin MAIN:refs/heads/exact'],
  ['fetch origin no-such'],
  ['fetch origin 1111111111111111111111111111111111111111'],
  ['fetch URL main'],
  ['remote add second URL', 'fetch --all', 'remote update'],
  ['fetch --negotiate-only --negotiation-tip=main origin'],
  ['-c fetch.negotiationAlgorithm=noop fetch'],
  ['fetch --server-option=hello origin'],
  ['fetch --filter=blob:none origin'],
  ['fetch --force origin +side:refs/remotes/origin/main'],
  ['-c protocol.version=0 fetch'],
  ['worktree add --quiet --detach tree', '-C tree fetch', '-C tree pull origin side'],
  ['config --add remote.origin.url BASE/detached.git', 'fetch'],
  ['config --unset-all remote.origin.fetch', 'fetch'],
  ['config remote.origin.url BASE/no-such.git', 'fetch'],
  ['pull --ff-only'],
  ['checkout --quiet mine', 'pull --rebase origin main'],
  ['ls-remote', 'ls-remote --symref origin', 'ls-remote --heads --tags --refs origin'],
  ['remote show origin', 'remote set-head origin --auto', 'remote prune origin', 'remote -v'],
  ['archive --remote=origin --format=tar --output=some.tar main README.md'],
]);

/** These write to the origin. */
export const PUSHES = of('clone', [
  ['push origin mine', 'fetch'],
  ['push origin main~3:main', 'push --force origin main~3:main'],
  ['push --force-with-lease=main:MAIN origin mine:main'],
  ['tag -m annotated own mine', 'push --tags', 'push --follow-tags origin mine'],
  ['push --mirror origin'],
  ['push --dry-run origin mine', 'push --porcelain origin mine'],
  ['push --atomic origin mine main~3:main'],
  ['push --push-option=hello origin mine'],
  ['push origin mine:refs/heads/refused'],
  ['remote add second URL', 'push second mine', 'fetch --all'],
]);
