import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const MARK =
  '# Written by Shoal’s scripts/lib/hook.mjs; remove this line to keep changes of yours.';

/**
 * Passes what it cannot check: checkouts of one repository share its hooks, and another one may be
 * older than the checks or have nothing installed; some graphical git clients have no Node. Words and
 * pictures need no check.
 */
const HOOK = `#!/bin/sh
${MARK}
test -f scripts/check.mjs && test -d node_modules || exit 0
git diff --cached --quiet -- . ':!*.md' ':!assets' && exit 0
command -v node >/dev/null || { echo 'Not checked: there is no node on the path.' >&2; exit 0; }
exec node scripts/check.mjs
`;

/**
 * Lets `npm run check` run before a commit in the checkout at `root`. A hook and a `core.hooksPath` of
 * the user's stay as they are, and nothing is written in CI or outside of a checkout.
 *
 * Libraries for this replace or rename what they find there; asking first is most of the work, and
 * the rest is one file.
 *
 * @returns {boolean} whether the hook is in place
 */
export function ensureHook(root, env = process.env) {
  if (env.CI || !isTopLevel(root, env)) return false;
  if (git(root, env, ['config', '--get', 'core.hooksPath']) !== null) return false;
  const folder = resolve(root, git(root, env, ['rev-parse', '--git-path', 'hooks']));
  const file = join(folder, 'pre-commit');
  try {
    const found = textOf(file);
    if (found !== null && !found.includes(MARK)) return false;
    if (found !== HOOK) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, HOOK, { mode: 0o755 });
    }
    return true;
  } catch (error) {
    // Such as in a checkout that may only be read: everything else works there.
    process.stderr.write(`Commits are not checked: ${error.message}\n`);
    return false;
  }
}

/** Null where nothing is. A link is the user's wherever it leads, even to nothing. */
function textOf(file) {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return null;
  return found.isFile() ? readFileSync(file, 'utf8') : '';
}

/** Not so for an unpacked archive that lies in a repository of somebody else's. */
function isTopLevel(root, env) {
  const top = git(root, env, ['rev-parse', '--show-toplevel']);
  return top !== null && realpathSync(top) === realpathSync(root);
}

/** What git prints; null where it fails, or is not installed. */
function git(root, env, args) {
  const { status, stdout } = spawnSync('git', args, { cwd: root, env, encoding: 'utf8' });
  return status === 0 ? stdout.trimEnd() : null;
}
