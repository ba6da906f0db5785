import type { Argument, Command, Option } from 'commander';

/** What a command line offers, as plain data: completions and the manual are made of it. */
export interface Outline {
  /** From the program's name on: `['shoal', 'git', 'enable']`. */
  readonly path: readonly string[];
  readonly description: string;
  /** What the help prints after the path: `[options] <path>`. */
  readonly usage: string;
  readonly options: readonly OptionOutline[];
  readonly operands: readonly Operand[];
  readonly commands: readonly Outline[];
}

export interface OptionOutline {
  /** `-h` and `--help`. */
  readonly names: readonly string[];
  readonly description: string;
  /** Null for a switch. */
  readonly value: Operand | null;
}

export interface Operand {
  readonly name: string;
  readonly description: string;
  readonly optional: boolean;
  readonly repeatable: boolean;
  readonly takes: Takes;
}

type Takes =
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'folder' }
  | { readonly kind: 'anything' };

/** By what operands are called in all commands. */
const FOLDER = /\b(path|dir|folder)\b/;

export function outlineOf(command: Command, above: readonly string[] = []): Outline {
  const path = [...above, command.name()];
  const help = command.createHelp();
  return {
    path,
    description: command.description(),
    usage: command.usage(),
    options: help.visibleOptions(command).map(optionOutline),
    operands: command.registeredArguments.map(argumentOutline),
    commands: help.visibleCommands(command).map((each) => outlineOf(each, path)),
  };
}

/** This command and all below it. */
export function everyCommand(outline: Outline): readonly Outline[] {
  return [outline, ...outline.commands.flatMap(everyCommand)];
}

function optionOutline(option: Option): OptionOutline {
  const { short, long, description, flags, required, optional, variadic, argChoices } = option;
  const names = [short, long].filter((name) => name !== undefined);
  if (!required && !optional) return { names, description, value: null };
  // What stands in its brackets has no property of its own.
  const name = /[<[]([^>\].]+)/.exec(flags)?.[1] ?? 'value';
  const takes = takesOf(name, argChoices);
  return {
    names,
    description,
    value: { name, description, optional, repeatable: variadic, takes },
  };
}

function argumentOutline(argument: Argument): Operand {
  const { description, required, variadic, argChoices } = argument;
  const name = argument.name();
  const takes = takesOf(name, argChoices);
  return { name, description, optional: !required, repeatable: variadic, takes };
}

function takesOf(name: string, choices: readonly string[] | undefined): Takes {
  if (choices !== undefined) return { kind: 'choice', of: choices };
  return FOLDER.test(name) ? { kind: 'folder' } : { kind: 'anything' };
}
