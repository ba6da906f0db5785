import { inPairs } from './config.ts';
import { type GitPlace, git, type Setting } from './run.ts';

/** Programs that settings name under names of their own choice. */
export interface OwnPrograms {
  /** Filters (gitattributes(5)) in the repository's own settings. The user's, as of git-lfs, are not among them. */
  readonly filters: readonly string[];
  /** The repository's own settings for what git-lfs, a filter of the user's, starts: their full names. */
  readonly helpers: readonly string[];
  /** The repository's own settings for programs that help to reach another computer: their full names. */
  readonly connections: readonly string[];
  /** Hooks in anybody's settings: even the user's own may start a file of the working tree. */
  readonly hooks: readonly string[];
}

const FILTER = 'filter\\..*\\.(clean|smudge|process)';
const HELPER = 'lfs\\.(customtransfer\\..*\\.(path|args)|extension\\..*\\.(clean|smudge))';
const CONNECTION = '(core\\.(sshcommand|gitproxy|askpass)|credential(\\..*)?\\.helper)';
const HOOK = 'hook\\..*\\.(command|event)';
const PATTERN = `^(${[FILTER, HELPER, CONNECTION, HOOK].join('|')})$`;
/** What lies in the repository, or is included from there: whoever writes into it sets these. */
const OWN_SCOPES: ReadonlySet<string> = new Set(['local', 'worktree']);

export async function listOwnPrograms(place: GitPlace, signal?: AbortSignal): Promise<OwnPrograms> {
  const args = ['config', '--null', '--show-scope', '--name-only', '--get-regexp', PATTERN];
  const { stdout } = await git(place, args, { signal, successExitCodes: [0, 1] });
  const filters = new Set<string>();
  const helpers = new Set<string>();
  const connections = new Set<string>();
  const hooks = new Set<string>();
  for (const [scope, key] of inPairs(stdout)) {
    const name = key.slice(key.indexOf('.') + 1, key.lastIndexOf('.'));
    if (key.startsWith('hook.')) hooks.add(name);
    else if (!OWN_SCOPES.has(scope)) continue;
    else if (key.startsWith('filter.')) filters.add(name);
    else if (key.startsWith('lfs.')) helpers.add(key);
    else connections.add(key);
  }
  return {
    filters: [...filters],
    helpers: [...helpers],
    connections: [...connections],
    hooks: [...hooks],
  };
}

/** Settings with which no hook runs: those that are files are off everywhere (`run.ts`). */
export async function withoutHooks(place: GitPlace, signal?: AbortSignal): Promise<Setting[]> {
  const { hooks } = await listOwnPrograms(place, signal);
  return hooks.map(hookOff);
}

/** Settings with which, in addition, none of the repository's own filters runs: files are compared as they are. */
export async function withoutOwnPrograms(
  place: GitPlace,
  signal?: AbortSignal,
): Promise<Setting[]> {
  const { filters, helpers, hooks } = await listOwnPrograms(place, signal);
  return [
    ...hooks.map(hookOff),
    ...filters.flatMap(filterOff),
    ...helpers.map((key): Setting => [key, '']),
  ];
}

/** What git is told where it writes files: no hook runs, and filters connect to nothing that the repository names. */
export function fileWriting({ hooks, connections }: OwnPrograms): {
  settings: Setting[];
  mayConnect: boolean;
} {
  return { settings: hooks.map(hookOff), mayConnect: connections.length === 0 };
}

/** The setting with which a hook does not run. */
function hookOff(name: string): Setting {
  return [`hook.${name}.enabled`, 'false'];
}

function filterOff(name: string): Setting[] {
  return [
    [`filter.${name}.clean`, ''],
    [`filter.${name}.smudge`, ''],
    [`filter.${name}.process`, ''],
    [`filter.${name}.required`, 'false'],
  ];
}
