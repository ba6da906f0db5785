import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A place in a repository's settings or hooks that names a program, and how plain git comes to start it. */
export interface Place {
  readonly name: string;
  /** What is set there, given the program. */
  readonly settings: (program: string) => readonly (readonly [key: string, value: string])[];
  /** Shell commands of git's in a repository that `controlRepository` made. */
  readonly starts: string;
  /** What the program does after it has left its mark. */
  readonly goesOn?: string;
  /** The first version of git that knows it. */
  readonly since?: readonly [major: number, minor: number];
}

const at = (key: string, starts: string): Place => ({
  name: key,
  settings: (program) => [[key, program]],
  starts,
});

const SIGN = 'commit --quiet --allow-empty -S -m signed';
const PASSWORD = "printf 'protocol=https\\nhost=example.invalid\\n\\n' | git credential fill";

/** Every setting of git-config(1) that names a program and needs no terminal or window of its own. */
export const SETTINGS: readonly Place[] = [
  at('core.fsmonitor', 'git status'),
  at('core.alternateRefsCommand', 'git rev-list --alternate-refs'),
  at('core.pager', "script --quiet --command 'git log' /dev/null"),
  at('core.editor', 'git commit --allow-empty'),
  at('sequence.editor', 'git rebase --interactive HEAD~1'),
  at('core.sshCommand', 'git ls-remote ssh://example.invalid/x'),
  at('core.gitProxy', 'git ls-remote git://example.invalid/x'),
  at('core.askPass', PASSWORD),
  at('credential.helper', PASSWORD),
  at('diff.external', 'git diff HEAD~1'),
  at('diff.planted.command', 'git diff HEAD~1'),
  at('diff.planted.textconv', 'git diff HEAD~1'),
  at('difftool.planted.cmd', 'git difftool --no-prompt --tool=planted HEAD~1'),
  at('merge.planted.driver', 'git merge --quiet ahead; git merge --no-edit other'),
  at('gpg.program', 'git verify-commit ahead'),
  at('gpg.openpgp.program', 'git verify-commit ahead'),
  at('gpg.x509.program', `git -c gpg.format=x509 ${SIGN}`),
  at('gpg.ssh.program', `git -c gpg.format=ssh -c user.signingKey=key ${SIGN}`),
  at('gpg.ssh.defaultKeyCommand', `git -c gpg.format=ssh ${SIGN}`),
  at('trailer.planted.command', 'git interpret-trailers --trailer planted=x < /dev/null'),
  at('trailer.planted.cmd', 'git interpret-trailers --trailer planted=x < /dev/null'),
  at('browser.planted.cmd', 'git web--browse --browser=planted http://example.invalid'),
  {
    name: 'alias',
    settings: (program) => [['alias.planted', `!${program}`]],
    starts: 'git planted',
  },
  {
    name: 'merge.verifySignatures',
    settings: (program) => [
      ['merge.verifySignatures', 'true'],
      ['gpg.program', program],
    ],
    starts: 'git merge --ff-only ahead',
  },
  {
    name: 'branch.main.mergeOptions',
    settings: (program) => [
      ['branch.main.mergeOptions', '--verify-signatures'],
      ['gpg.program', program],
    ],
    starts: 'git merge --ff-only ahead',
  },
  {
    name: 'remote.uploadpack',
    settings: (program) => [
      ['remote.planted.url', '.'],
      ['remote.planted.uploadpack', program],
    ],
    starts: 'git ls-remote planted',
  },
  {
    name: 'remote.receivepack',
    settings: (program) => [
      ['remote.planted.url', '.'],
      ['remote.planted.receivepack', program],
    ],
    starts: 'git push planted ahead',
  },
  {
    name: 'remote.ext',
    settings: (program) => [
      ['protocol.ext.allow', 'always'],
      ['remote.program.url', `ext::${program}`],
    ],
    starts: 'git ls-remote program',
  },
  {
    name: 'hook',
    settings: (program) => [
      ['hook.planted.command', program],
      ['hook.planted.event', 'reference-transaction'],
      ['hook.planted.event', 'post-index-change'],
    ],
    starts: 'git update-ref refs/heads/new HEAD',
    since: [2, 54],
  },
];

/** Filters are apart: with them in its settings, a branch that is checked out is not moved along. */
export const FILTERS: readonly Place[] = [
  { ...at('filter.planted.clean', 'touch -d 2001-01-01 file.txt; git status'), goesOn: 'cat' },
  { ...at('filter.planted.smudge', 'git checkout --quiet ahead'), goesOn: 'cat' },
  at('filter.long.process', 'git checkout --quiet ahead'),
];

/** Attributes that ask for all that is planted. */
export const ATTRIBUTES = '*.txt filter=planted diff=planted merge=planted\n*.md filter=long\n';

/** Hooks (githooks(5)), with what starts some of them; those of others' servers and mails are planted only. */
export const HOOKS: Readonly<Record<string, string | null>> = {
  'reference-transaction': 'git update-ref refs/heads/new HEAD',
  'post-index-change': 'touch -d 2001-01-01 file.txt; git update-index --refresh',
  'post-checkout': 'git checkout --quiet other',
  'post-merge': 'git merge --ff-only ahead',
  'pre-auto-gc':
    'git commit --allow-empty -m new; git repack -q; git -c gc.autoPackLimit=1 -c gc.autoDetach=false gc --auto',
  'pre-commit': 'git commit --allow-empty -m new',
  'prepare-commit-msg': 'git commit --allow-empty -m new',
  'commit-msg': 'git commit --allow-empty -m new',
  'post-commit': 'git commit --allow-empty -m new',
  'post-rewrite': 'git commit --amend --allow-empty -m new',
  'pre-merge-commit': 'git merge --quiet ahead; git merge --no-edit -X ours other',
  'pre-rebase': 'git rebase other',
  'pre-push': 'git push . ahead:new',
  'pre-receive': 'git push . ahead:new',
  update: 'git push . ahead:new',
  'post-receive': 'git push . ahead:new',
  'post-update': 'git push . ahead:new',
  'push-to-checkout': null,
  'proc-receive': null,
  'applypatch-msg': null,
  'pre-applypatch': null,
  'post-applypatch': null,
  'sendemail-validate': null,
};

/** Makes programs, each of which leaves its name in a folder when it runs. */
export class Planter {
  readonly #programs: string;
  readonly #markers: string;

  /** @param directory an empty folder, whose name no shell trips over */
  constructor(directory: string) {
    this.#programs = join(directory, 'programs');
    this.#markers = join(directory, 'markers');
    mkdirSync(this.#programs, { recursive: true });
    mkdirSync(this.#markers);
  }

  /** @returns its path */
  program(name: string, directory = this.#programs, goesOn = 'exit'): string {
    const path = join(directory, name);
    const marker = join(this.#markers, name);
    writeFileSync(path, `#!/bin/sh\ntouch '${marker}'\n${goesOn}\n`, { mode: 0o755 });
    return path;
  }

  hooks(directory: string, names = Object.keys(HOOKS)): void {
    mkdirSync(directory, { recursive: true });
    for (const name of names) this.program(name, directory);
  }

  /** Adds what the places ask for to a file of settings; without `git`, which would start some of them. */
  settings(file: string, places: readonly Place[]): void {
    const all = places.flatMap(({ name, settings, goesOn }) =>
      settings(this.program(name, this.#programs, goesOn)),
    );
    const lines = all.map(([key, value]) => {
      const [, section = '', name, variable = ''] = /^([^.]+)\.(?:(.+)\.)?([^.]+)$/.exec(key) ?? [];
      const head = name === undefined ? `[${section}]` : `[${section} "${name}"]`;
      return `${head}\n\t${variable} = ${value}\n`;
    });
    writeFileSync(file, lines.join(''), { flag: 'a' });
  }

  /** The programs that ran. */
  get started(): string[] {
    return readdirSync(this.#markers).sort();
  }
}

/** Runs shell commands as the user would, with no settings but the repository's; how they end is not asked. */
export function plainly(directory: string, commands: string): void {
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: directory,
    TERM: 'xterm',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Test',
    GIT_AUTHOR_EMAIL: 'test@example.invalid',
    GIT_COMMITTER_NAME: 'Test',
    GIT_COMMITTER_EMAIL: 'test@example.invalid',
  };
  const script = `(${commands}) || true`;
  execFileSync('sh', ['-c', script], { cwd: directory, env, stdio: 'pipe', timeout: 60_000 });
}
