import type { Opener } from '../api/opener.ts';
import { HIGHEST_PORT } from '../domain/endpoint-bounds.ts';
import { formatRate, InvalidRateError, parseRate } from '../domain/rate-limit.ts';

/** What a setting can hold: what JSON can. */
export type SettingValue = string | number | boolean | null | readonly string[];

/** Which values a setting can have, and how they are typed and told. */
interface Rules<V extends SettingValue> {
  accepts(value: unknown): value is V;
  /** What was typed; undefined where that is none of its values. */
  parse(text: string): V | undefined;
  format(value: V): string;
  /** What it takes, as a sentence. */
  readonly expects: string;
}

export interface SwitchKind extends Rules<boolean> {
  readonly type: 'switch';
}
export interface ChoiceKind<V extends string> extends Rules<V> {
  readonly type: 'choice';
  readonly options: readonly { readonly id: V; readonly name: string }[];
}
export interface TextKind extends Rules<string> {
  readonly type: 'text';
  readonly longest: number;
}
export interface FolderKind extends Rules<string | null> {
  readonly type: 'folder';
}
export interface PortKind extends Rules<number | null> {
  readonly type: 'port';
}
export interface RateKind extends Rules<number | null> {
  readonly type: 'rate';
}
export interface NamesKind extends Rules<readonly string[]> {
  readonly type: 'names';
}
export interface ProgramKind extends Rules<string | null> {
  readonly type: 'program';
  readonly of: Opener['kind'];
}

const SWITCH_WORDS = new Map([
  ['on', true],
  ['true', true],
  ['off', false],
  ['false', false],
]);

/** On or off. */
export const onOff: SwitchKind = {
  type: 'switch',
  expects: 'It must be on or off.',
  accepts: (value) => typeof value === 'boolean',
  parse: (text) => SWITCH_WORDS.get(text.trim()),
  format: (value) => (value ? 'on' : 'off'),
};

/** One of several. @param options what each is called in the window */
export function choice<V extends string>(options: Readonly<Record<V, string>>): ChoiceKind<V> {
  const ids = Object.keys(options) as V[];
  const find = (value: unknown) => ids.find((id) => id === value);
  return {
    type: 'choice',
    options: ids.map((id) => ({ id, name: options[id] })),
    expects: `It must be ${ids.slice(0, -1).join(', ')} or ${ids.at(-1)}.`,
    accepts: (value): value is V => find(value) !== undefined,
    parse: (text) => find(text.trim()),
    format: (value) => value,
  };
}

/** One line that is not empty. */
export function line(longest: number): TextKind {
  const accepts = (value: unknown): value is string =>
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= longest &&
    !hasControls(value);
  return {
    type: 'text',
    longest,
    expects: `It must have 1 to ${longest} characters, in one line.`,
    accepts,
    parse: (text) => (accepts(text.trim()) ? text.trim() : undefined),
    format: (value) => value,
  };
}

const LONGEST_PATH = 4096;
/** POSIX, a drive of Windows, or a network share there. */
const ABSOLUTE = /^(?:\/|[a-z]:[\\/]|\\\\)/i;

/** A folder by its whole path; null is the usual one. */
export const folder: FolderKind = {
  type: 'folder',
  expects: 'It must be the whole path of a folder, or “usual”.',
  accepts: (value): value is string | null => value === null || isPath(value),
  parse: (text) => {
    const typed = text.trim();
    if (typed === '' || typed === 'usual') return null;
    return isPath(typed) ? typed : undefined;
  },
  format: (value) => value ?? 'usual',
};

/** A port; null is any that is free. */
export const port: PortKind = {
  type: 'port',
  expects: `It must be 1 to ${HIGHEST_PORT}, or “any”.`,
  accepts: (value): value is number | null =>
    value === null ||
    (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= HIGHEST_PORT),
  parse: (text) => {
    const typed = text.trim();
    if (typed === '' || typed === 'any') return null;
    const value = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
    return port.accepts(value) ? value : undefined;
  },
  format: (value) => (value === null ? 'any' : String(value)),
};

/** Bytes a second, typed as MB/s; null is as fast as they can. */
export const rate: RateKind = {
  type: 'rate',
  expects: 'It must be megabytes a second, such as 5 or 0.5, or “off”.',
  accepts: (value): value is number | null =>
    value === null ||
    (Number.isInteger(value) && parsedRate(formatRate(Number(value))) !== undefined),
  parse: (text) => (text.trim() === 'off' ? null : parsedRate(text)),
  format: (value) => (value === null ? 'off' : formatRate(value)),
};

const MOST_NAMES = 32;
const LONGEST_NAME = 64;

/** Names of things of this computer; none means all of them. */
export const names: NamesKind = {
  type: 'names',
  expects: 'It must be names with commas between them, or “all”.',
  accepts: (value): value is readonly string[] =>
    Array.isArray(value) && value.length <= MOST_NAMES && value.every(isName),
  parse: (text) => {
    const typed = text.trim();
    if (typed === '' || typed === 'all') return [];
    const found = typed.split(',').map((name) => name.trim());
    return names.accepts(found) ? [...new Set(found)] : undefined;
  },
  format: (value) => (value.length === 0 ? 'all' : value.join(',')),
};

/** As programs are called that Shoal knows. */
const PROGRAM = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** A program of this computer, by the id that Shoal knows it by; null is the first that is found. */
export function program(of: ProgramKind['of']): ProgramKind {
  const accepts = (value: unknown): value is string | null =>
    value === null || (typeof value === 'string' && value !== 'usual' && PROGRAM.test(value));
  return {
    type: 'program',
    of,
    expects: `It must be the short name of ${of === 'editor' ? 'an editor' : 'a terminal'}, or “usual”.`,
    accepts,
    parse: (text) => {
      const typed = text.trim();
      if (typed === '' || typed === 'usual') return null;
      return accepts(typed) ? typed : undefined;
    },
    format: (value) => value ?? 'usual',
  };
}

/** Addresses; none means that there is none. @param isOne whether a text is one of them */
export function addresses(
  most: number,
  isOne: (text: string) => boolean,
  example: string,
): NamesKind {
  const accepts = (value: unknown): value is readonly string[] =>
    Array.isArray(value) &&
    value.length <= most &&
    value.every((each) => typeof each === 'string' && isOne(each));
  return {
    type: 'names',
    expects: `It must be addresses such as ${example}, with commas between them, or “none”.`,
    accepts,
    parse: (text) => {
      const typed = text.trim();
      if (typed === '' || typed === 'none') return [];
      const found = [...new Set(typed.split(',').map((each) => each.trim()))];
      return accepts(found) ? found : undefined;
    },
    format: (value) => (value.length === 0 ? 'none' : value.join(',')),
  };
}

function isName(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.trim() === value &&
    value !== '' &&
    value.length <= LONGEST_NAME &&
    !value.includes(',') &&
    !hasControls(value)
  );
}

function isPath(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= LONGEST_PATH &&
    ABSOLUTE.test(value) &&
    !hasControls(value)
  );
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function parsedRate(text: string): number | null | undefined {
  try {
    return parseRate(text);
  } catch (error) {
    if (error instanceof InvalidRateError) return undefined;
    throw error;
  }
}
