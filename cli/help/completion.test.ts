import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../fake-node.ts';
import { completionScript, type Shell } from './completion-script.ts';
import { outlineOf } from './outline.ts';

/** What a shell offers at the end of each of these lines. */
type Offers = (file: string, lines: readonly string[]) => readonly string[][];

const SHELLS: Record<Shell, Offers> = { bash: inBash, zsh: inZsh, fish: inFish };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-completion-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The shell itself, with nothing of the user's: prints what it offers with `%` before it, and `%` after each line's. */
function run(shell: Shell, script: string, file: string, lines: readonly string[]): string[][] {
  const env = { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C.UTF-8', TERM: 'dumb' };
  const options = { cwd: folder, env, encoding: 'utf8', timeout: 60_000 } as const;
  const args = [...OPTIONS[shell], '-c', script, ...(shell === 'fish' ? [] : [shell])];
  const { stdout, stderr, status } = spawnSync(shell, [...args, file, ...lines], options);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const told = stdout.split(/\r?\n/).filter((line) => line.startsWith('%'));
  const offers: string[][] = [[]];
  for (const word of told.map((line) => line.slice(1))) {
    if (word === '') offers.push([]);
    else offers.at(-1)?.push(word);
  }
  return offers.slice(0, -1).map((words) => [...new Set(words)].sort());
}

const OPTIONS: Record<Shell, readonly string[]> = {
  bash: ['--norc'],
  zsh: ['-f'],
  fish: ['--no-config'],
};

function inBash(file: string, lines: readonly string[]): string[][] {
  const script = String.raw`source "$1"; shift
for line in "$@"; do
  read -ra COMP_WORDS <<<"$line"
  [[ $line == *' ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
  "_\${COMP_WORDS[0]}"
  printf '%%%s\n' "\${COMPREPLY[@]}" | grep -v '^%$'
  echo %
done`;
  return run('bash', unescaped(script), file, lines);
}

function inFish(file: string, lines: readonly string[]): string[][] {
  const script = String.raw`source $argv[1]
for line in $argv[2..]
  complete -C $line | string replace -r '\t.*' '' | string replace -r '^' '%'
  echo %
end`;
  return run('fish', script, file, lines);
}

/** zsh completes for nobody but who types: it is given a terminal, and says what it would add. */
function inZsh(file: string, lines: readonly string[]): string[][] {
  const setup = String.raw`
PROMPT=
autoload -U compinit
compinit -u -D
bindkey '^I' complete-word
bindkey '^U' kill-whole-line
zstyle ':completion:*' insert-tab false
# The list is emptied before they run.
told() { print -rl -- '' %; comppostfuncs=(told) }
comppostfuncs=(told)
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
    builtin compadd "$@"
    return
  fi
  typeset -a hits
  builtin compadd -A hits "$@"
  (( $#hits )) && print -rl -- '' %$^hits
  builtin compadd "$@"
}`;
  writeFileSync(`${file}.setup`, unescaped(setup));
  const script = String.raw`zmodload zsh/zpty
zpty typed zsh -f -i
zpty -w typed "source $1.setup; source $1; print -r -- %ready%"
while zpty -r typed line; do [[ $line == %ready%* ]] && break; done
for typed in "\${@[2,-1]}"; do
  zpty -n -w typed "$typed"$'\t'
  while zpty -r typed line; do
    print -r -- "$line"
    [[ $line == %$'\r\n' ]] && break
  done
  zpty -n -w typed $'\C-u'
done`;
  return run('zsh', unescaped(script), file, lines);
}

/** Where a script says \${…}, which a template would take. */
function unescaped(script: string): string {
  return script.replaceAll('\\${', '${');
}

/** Words that are hard on a shell, below commands of its own. */
function awkward(): Command {
  return new Command('odd')
    .description('It’s `odd` [$x]: "yes"\\')
    .addCommand(
      new Command('two-words')
        .description('don\'t: [a] $(b) `c` \\ "d"')
        .addArgument(new Argument('<colour>', "what's it").choices(['red', 'green']))
        .addOption(new Option('-s, --size <size>', "it's [big]: $x").choices(['big', 'small']))
        .option('--other', 'no "value"'),
    )
    .addCommand(new Command('three').addCommand(new Command('deep').option('--far', 'away')));
}

describe.each(Object.keys(SHELLS) as Shell[])('%s', (shell) => {
  const isThere = spawnSync(shell, ['-c', 'exit 0']).status === 0;
  let shoal: string;
  let odd: string;

  beforeAll(async () => {
    shoal = join(folder, `shoal.${shell}`);
    const { status, stdout } = await runCommand(['completion', shell], folder);
    expect(status).toBe(0);
    writeFileSync(shoal, stdout);
    odd = join(folder, `odd.${shell}`);
    writeFileSync(odd, completionScript(shell, outlineOf(awkward())));
  });

  const offers = (file: string, expected: Record<string, readonly string[]>) => {
    const lines = Object.keys(expected);
    const found = SHELLS[shell](file, lines);
    return Object.fromEntries(lines.map((line, index) => [line, found[index]]));
  };

  test.skipIf(!isThere)('goes on with commands, options and choices', async () => {
    const { stdout } = await runCommand(['--help'], folder);
    const commands = [...stdout.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name = '']) => name);
    expect(commands.length).toBeGreaterThan(20);
    const expected = {
      // All, and none that is hidden.
      'shoal ': [...new Set(commands)].sort(),
      'shoal fet': ['fetch', 'fetch-ahead'],
      'shoal git ': ['disable', 'enable', 'help', 'status'],
      'shoal git enable --j': ['--json'],
      'shoal share --o': ['--only'],
      'shoal guests o': ['off', 'on'],
      'shoal fetch-ahead o': ['off', 'on'],
      'shoal clone map --share ': ['everyone', 'trusted'],
      'shoal completion ': ['bash', 'fish', 'zsh'],
      // What a word means depends on what is before it.
      'shoal git enable --data status --j': ['--json'],
      'shoal share git --e': ['--except'],
      'shoal guests --port on o': ['off', 'on'],
    };
    expect(offers(shoal, expected)).toEqual(expected);
  });

  test.skipIf(!isThere)('descriptions are only text', () => {
    const expected = {
      'odd t': ['three', 'two-words'],
      'odd two-words ': ['green', 'red'],
      'odd two-words --size ': ['big', 'small'],
      'odd two-words -s big ': ['green', 'red'],
      'odd three deep --f': ['--far'],
    };
    expect(offers(odd, expected)).toEqual(expected);
  });
});
