import { expect, test } from 'vitest';
import { splitCommands, withoutTicks } from './commands.ts';

test('a command is a part of its own', () => {
  expect(splitCommands('Give it room with `shoal depot quota SIZE --project NAME`.')).toEqual([
    { text: 'Give it room with ', isCommand: false },
    { text: 'shoal depot quota SIZE --project NAME', isCommand: true },
    { text: '.', isCommand: false },
  ]);
  expect(splitCommands('`shoal depot` lists them, `git gc` clears up')).toEqual([
    { text: 'shoal depot', isCommand: true },
    { text: ' lists them, ', isCommand: false },
    { text: 'git gc', isCommand: true },
    { text: ' clears up', isCommand: false },
  ]);
});

test.each([
  ['Run “git fetch --unshallow” there first.', 'git fetch --unshallow'],
  ['Führe dort zuerst „git fetch --unshallow“ aus.', 'git fetch --unshallow'],
  ['Then run “git restore --source=HEAD :/” there.', 'git restore --source=HEAD :/'],
])('in %j, quotes are around one', (sentence, command) => {
  expect(splitCommands(sentence)[1]).toEqual({ text: command, isCommand: true });
});

test.each([
  'No command.',
  '“project” is full',
  '„gitarre“ ist voll',
  '',
  '“`rm -rf ~`” is what somebody called a project',
  'a ` alone, and `shoal x; y`',
])('in %j there is none', (sentence) => {
  expect(splitCommands(sentence).some(({ isCommand }) => isCommand)).toBe(false);
  expect(withoutTicks(sentence)).toBe(sentence);
});

test('what is read out has no backticks', () => {
  expect(withoutTicks('`shoal depot list` says what it keeps.')).toBe(
    'shoal depot list says what it keeps.',
  );
});
