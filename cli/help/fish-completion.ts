import { everyCommand, type Operand, type Outline } from './outline.ts';

/** For fish 3 and later. */
export function fishCompletion(root: Outline): string {
  const [program = ''] = root.path;
  const all = everyCommand(root);
  const below = all.slice(1).map(({ path }) => quoted(path.join(' ')));
  const taking = all.flatMap(withValues);
  return `# Completion for fish, printed by \`${program} completion fish\`.
# Whether the words so far are one of these commands, and its operands so many.
function __${program}_at
    set -l words (commandline -opc)
    set -l at ${program}
    set -l place 0
    set -l option ''
    for word in $words[2..]
        if test -n "$option"
            set option ''
            continue
        end
        switch "$at $word"
            case ${below.join(' ')}
                set at "$at $word"
                set place 0
            case ${taking.join(' ')}
                set option $word
            case '* -*'
            case '*'
                set place (math $place + 1)
        end
    end
    string match -q -- "$argv[1]" "$at"; and string match -q -- "$argv[2]" "$place"
end
complete -c ${program} -f
${all.flatMap((command) => [...commandLines(command), ...optionLines(command), ...operandLines(command)]).join('\n')}
`;
}

function withValues({ path, options }: Outline): readonly string[] {
  const taking = options.filter(({ value }) => value !== null);
  return taking.flatMap(({ names }) => names.map((name) => quoted(`${path.join(' ')} ${name}`)));
}

function commandLines(command: Outline): readonly string[] {
  return command.commands.map(
    ({ path, description }) =>
      `${complete(command, '0')} -a ${path.at(-1)} -d ${quoted(description)}`,
  );
}

function optionLines(command: Outline): readonly string[] {
  return command.options.map(({ names, description, value }) => {
    const flags = names.map((name) =>
      name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
    );
    // One that may be left out is offered, too: fish would want it behind a `=`.
    const taken = value === null ? [] : ['-x', offered(value)];
    return [complete(command, '*'), ...flags, '-d', quoted(description), ...taken]
      .join(' ')
      .trimEnd();
  });
}

function operandLines(command: Outline): readonly string[] {
  if (command.commands.length > 0) return [];
  return command.operands.flatMap((operand, place) => {
    const words = offered(operand);
    return words === ''
      ? []
      : [`${complete(command, operand.repeatable ? '*' : `${place}`)} ${words}`];
  });
}

function offered({ takes }: Operand): string {
  switch (takes.kind) {
    case 'choice':
      return `-a ${quoted(takes.of.join(' '))}`;
    case 'folder':
      return "-a '(__fish_complete_directories)'";
    case 'anything':
      return '';
  }
}

function complete({ path }: Outline, place: string): string {
  const condition = `__${path[0]}_at ${doubleQuoted(path.join(' '))} ${doubleQuoted(place)}`;
  return `complete -c ${path[0]} -n ${quoted(condition)}`;
}

function doubleQuoted(text: string): string {
  return `"${text}"`;
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
