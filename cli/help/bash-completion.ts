import { everyCommand, type Operand, type OptionOutline, type Outline } from './outline.ts';

/** For bash 3.2 and later, without the package bash-completion; where nothing fits, bash offers files. */
export function bashCompletion(root: Outline): string {
  const [program = ''] = root.path;
  const all = everyCommand(root);
  return `# Completion for bash, printed by \`${program} completion bash\`.
_${program}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} at=${program} place=0 option= words= word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == = ]] && continue
    if [[ -n $option ]]; then option=; continue; fi
    case "$at $word" in
${either(all.slice(1).map(key), 'at="$at $word" place=0', 6)}
${either(all.flatMap(withValues), 'option=$word', 6)}
      *' '-*) ;;
      *) place=$((place + 1)) ;;
    esac
  done
  [[ $cur == = ]] && cur=
  if [[ -n $option ]]; then
    case "$at $option" in
${all.flatMap(optionValues).join('\n')}
    esac
  elif [[ $cur == -* ]]; then
    case "$at" in
${all.map((command) => line(key(command), words(names(command)), 6)).join('\n')}
    esac
  else
    case "$at $place" in
${all.flatMap(operandValues).join('\n')}
    esac
  fi
  local IFS=$' \\t\\n'
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _${program} ${program}
`;
}

function key({ path }: Outline): string {
  return path.join(' ');
}

function names({ options }: Outline): readonly string[] {
  return options.flatMap((option) => option.names);
}

function withValues(command: Outline): readonly string[] {
  const taking = command.options.filter(({ value }) => value !== null);
  return taking.flatMap((option) => option.names.map((name) => `${key(command)} ${name}`));
}

function optionValues(command: Outline): readonly string[] {
  return command.options.flatMap((option) => {
    const offered = offer(option.value);
    return offered === null ? [] : [either(patterns(command, option), offered, 6)];
  });
}

function patterns(command: Outline, { names }: OptionOutline): readonly string[] {
  return names.map((name) => `${key(command)} ${name}`);
}

function operandValues(command: Outline): readonly string[] {
  const below = command.commands.map(({ path }) => path.at(-1) ?? '');
  if (below.length > 0) return [line(`${key(command)} 0`, words(below), 6)];
  return command.operands.flatMap((operand, place) => {
    const offered = offer(operand);
    if (offered === null) return [];
    // The last one may come again and again.
    const pattern = `'${key(command)} '${operand.repeatable ? '*' : place}`;
    return [`      ${pattern}) ${offered} ;;`];
  });
}

function offer(operand: Operand | null): string | null {
  return operand?.takes.kind === 'choice' ? words(operand.takes.of) : null;
}

function words(choices: readonly string[]): string {
  return `words='${choices.join(' ')}'`;
}

function line(pattern: string, then: string, indent: number): string {
  return either([pattern], then, indent);
}

function either(patterns: readonly string[], then: string, indent: number): string {
  const quoted = patterns.map((pattern) => `'${pattern}'`).join(' | ');
  return `${' '.repeat(indent)}${quoted}) ${then} ;;`;
}
