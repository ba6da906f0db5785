import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { oidSchema } from '../../shared/ids.ts';

const journalSchema = z.object({
  /** Stands in the lock, too: it is the one of this move. */
  token: z.string(),
  from: oidSchema,
  to: oidSchema,
  /** What is checked out afterwards: a branch by its full name; null for the commit itself. */
  head: z.string().nullable(),
  /** Branches to be changed; null where there is none before, or after. */
  refs: z.array(
    z.object({ ref: z.string(), old: oidSchema.nullable(), new: oidSchema.nullable() }),
  ),
  /** For the reflogs. */
  reason: z.string(),
});
/** What is under way with a working tree: enough to bring it to its end. */
export type Move = z.infer<typeof journalSchema>;

const JOURNAL = 'shoal-move.json';

export async function writeJournal(gitDir: string, move: Move): Promise<void> {
  await writeFileAtomic(join(gitDir, JOURNAL), JSON.stringify(move));
}

/** Null where nothing is under way, or nothing that can be read. */
export async function readJournal(gitDir: string): Promise<Move | null> {
  const text = await readFile(join(gitDir, JOURNAL), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return journalSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function removeJournal(gitDir: string): Promise<void> {
  await rm(join(gitDir, JOURNAL), { force: true });
}
