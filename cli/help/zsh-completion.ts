import { everyCommand, type Operand, type OptionOutline, type Outline } from './outline.ts';

/** For zsh: one function for each command, made of what `_arguments` takes. */
export function zshCompletion(root: Outline): string {
  const [program = ''] = root.path;
  return `#compdef ${program}
# Completion for zsh, printed by \`${program} completion zsh\`.
${everyCommand(root).map(functionOf).join('\n')}
# Loaded by its name, this file is the function; read by \`source\`, it is told to zsh.
if [ "$funcstack[1]" = _${program} ]; then _${program} "$@"; else compdef _${program} ${program}; fi
`;
}

function functionOf(command: Outline): string {
  const specs = [
    ...command.options.map(optionSpec),
    ...(command.commands.length > 0 ? commandSpecs(command) : command.operands.map(operandSpec)),
  ];
  const lines = specs.map((spec) => ` \\\n    ${quoted(spec)}`).join('');
  return `${nameOf(command.path)}() {
  local state line context
  typeset -A opt_args
  _arguments -C${lines} && return
${command.commands.length > 0 ? dispatch(command) : ''}}`;
}

function dispatch({ commands }: Outline): string {
  const cases = commands.map(({ path }) => `    ${path.at(-1)}) ${nameOf(path)} ;;`);
  return `  [[ $state == below ]] && case $line[1] in\n${cases.join('\n')}\n  esac\n`;
}

function commandSpecs({ commands }: Outline): readonly string[] {
  const choices = commands.map(
    ({ path, description }) => `${path.at(-1)}\\:${doubleQuoted(description)}`,
  );
  return [`1:command:((${choices.join(' ')}))`, '*:: :->below'];
}

function optionSpec({ names, description, value }: OptionOutline): string {
  // Two names of one option shut each other out; one that takes several may come again.
  const others = value?.repeatable ? '*' : names.length > 1 ? `(${names.join(' ')})` : '';
  const name = names.length > 1 ? `{${names.join(',')}}` : (names[0] ?? '');
  // A value that may be left out is offered like any other.
  const argument = value === null ? '' : `:${argumentOf(value)}`;
  return `${others}${name}[${escaped(description)}]${argument}`;
}

function operandSpec(operand: Operand, place: number): string {
  if (operand.repeatable) return `*:${argumentOf(operand)}`;
  return `${place + 1}:${operand.optional ? ':' : ''}${argumentOf(operand)}`;
}

function argumentOf({ name, takes }: Operand): string {
  const action = { folder: '_files -/', anything: ' ', choice: '' }[takes.kind];
  return `${escaped(name)}:${takes.kind === 'choice' ? `(${takes.of.join(' ')})` : action}`;
}

function nameOf(path: readonly string[]): string {
  return `_${path.join('_').replaceAll('-', '_')}`;
}

/** In a specification's brackets, and between its colons. */
function escaped(text: string): string {
  return text.replace(/[\\[\]:]/g, '\\$&');
}

function doubleQuoted(text: string): string {
  return `"${escaped(text).replace(/["$`]/g, '\\$&')}"`;
}

/** One word of the shell's; braces stand outside of the quotes, for the shell to expand. */
function quoted(text: string): string {
  const [, before = '', braces = '', after = text] = /^([^[]*?)(\{[^}]*\})(.*)$/s.exec(text) ?? [];
  return [before, after]
    .map((part) => (part === '' ? '' : `'${part.replaceAll("'", "'\\''")}'`))
    .join(braces);
}
