import { everyCommand, type Operand, type Outline } from './outline.ts';

/** How the program was built; the date as YYYY-MM-DD. */
export interface Edition {
  readonly version: string;
  readonly date: string;
}

/** The manual page, as man(7) wants it: all commands with what their help says. */
export function manualPage(root: Outline, { version, date }: Edition): string {
  const [program = ''] = root.path;
  const all = everyCommand(root).filter(({ commands }) => commands.length === 0);
  return [
    // The date is read by programs, which know no escaped hyphen.
    `.TH ${program.toUpperCase()} 1 ${date} ${argument(`Shoal ${version}`)} "User Commands"`,
    '.SH NAME',
    `${text(program)} \\- ${text(decapitalised(root.description))}`,
    '.SH SYNOPSIS',
    `.B ${text(program)}`,
    text(root.usage),
    '.SH DESCRIPTION',
    text(root.description),
    text(
      `\`${program} serve\` runs without a window; the other commands talk to it, or to the app.`,
    ),
    '.SH OPTIONS',
    ...root.options.flatMap(option),
    '.SH COMMANDS',
    ...all.flatMap(section),
    ...REST,
    '',
  ].join('\n');
}

const REST = [
  '.SH ENVIRONMENT',
  '.TP',
  '.B SHOAL_DATA_DIR',
  'The data folder, where no \\-\\-data names one.',
  '.SH EXIT STATUS',
  '0: done; 1: failed; 2: not understood. An error is one line that says what to do; with \\-\\-json it is also',
  'an object on standard output.',
  '.SH SEE ALSO',
  '.BR git (1),',
  '.BR git\\-clone (1)',
];

function section(command: Outline): string[] {
  const { path, usage, description, operands, options } = command;
  return [
    `.SS ${argument(`${path.slice(1).join(' ')} ${usage}`)}`,
    text(description.endsWith('.') ? description : `${description}.`),
    ...operands.filter(({ description }) => description !== '').flatMap(operand),
    ...options.flatMap(option),
  ];
}

function operand(each: Operand): string[] {
  return ['.TP', `.I ${text(each.name)}`, text(`${each.description}${choices(each)}`)];
}

function option({ names, description, value }: Outline['options'][number]): string[] {
  const flags = `.B ${text(names.join(', '))}`;
  const [open, close] = value?.optional ? ['[', ']'] : ['<', '>'];
  const dots = value?.repeatable ? '...' : '';
  const shown = value === null ? flags : `${flags} ${text(`${open}${value.name}${dots}${close}`)}`;
  return ['.TP', shown, text(`${description}${value === null ? '' : choices(value)}`)];
}

function choices({ takes }: Operand): string {
  return takes.kind === 'choice' ? ` (${takes.of.join(', ')})` : '';
}

function decapitalised(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}

/** A line of text: a point or an apostrophe at its beginning would be a request. */
function text(plain: string): string {
  const escaped = plain.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/\s+/g, ' ');
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}

/** One argument of a request. */
function argument(plain: string): string {
  return `"${text(plain).replaceAll('"', '\\(dq')}"`;
}
