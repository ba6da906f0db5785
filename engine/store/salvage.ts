import type { z } from 'zod';

/** A schema of a record, `z.object`, with those of its fields. */
export type RecordSchema<T> = z.ZodType<T> & {
  readonly shape: Readonly<Record<string, z.ZodType>>;
};

/** An entry of a list as `JsonFile` writes it, on lines of its own. */
const ENTRY = /^ {2}\{$.*?^ {2}\}/gms;

/**
 * The entries of a damaged list that can still be read. Where the text is no JSON any more, cut off or
 * overwritten in the middle, those that stand in it unharmed.
 */
export function readableEntries<T>(text: string, entry: z.ZodType<T>): T[] {
  const value = parsed(text);
  const candidates = Array.isArray(value) ? value : (text.match(ENTRY) ?? []).map(parsed);
  return candidates.flatMap((candidate) => {
    const { success, data } = entry.safeParse(candidate);
    return success ? [data] : [];
  });
}

/** A field of a record as `JsonFile` writes it, on a line of its own: one that was cut off is none. */
const FIELD = /^ {2}("\w+": .*?),?$(?=\n)/gm;

/** The fields of a damaged record that can still be read; `initial` stands in for the others. */
export function readableFields<T extends object>(
  text: string,
  schema: RecordSchema<T>,
  initial: T,
): T {
  const value = parsed(text) ?? parsedLines(text);
  if (typeof value !== 'object' || value === null) return initial;
  const fields = value as Readonly<Record<string, unknown>>;
  const read: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const { success, data } = field.safeParse(fields[name]);
    if (success) read[name] = data;
  }
  return { ...initial, ...read };
}

/** Each line by itself: another one may be damaged. */
function parsedLines(text: string): Readonly<Record<string, unknown>> {
  const lines = [...text.matchAll(FIELD)].map(([, field]) => parsed(`{${field}}`));
  return Object.assign({}, ...lines.filter((line) => line !== undefined));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
