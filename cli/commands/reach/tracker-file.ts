import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { byNothingKnown, checkEnvelope } from '../../../engine/tracker/envelopes.ts';
import { LIMITS } from '../../../shared/gtp/limits.ts';
import { type TrackerDocument, trackerDocumentSchema } from '../../../shared/gtp/tracker.ts';
import { NoTrackerFileError, UnwritableFileError } from '../../errors.ts';

/**
 * Writes a tracker's list into a file; what others have said there stays as long as it holds.
 * @returns how many announcements it holds then
 * @throws NoTrackerFileError for a file that is something else, UnwritableFileError
 */
export async function addToFile(path: string, document: TrackerDocument): Promise<number> {
  const merged = merge(await readOthers(path), document);
  await writeFileAtomic(path, `${JSON.stringify(merged)}\n`).catch((error: Error) => {
    throw new UnwritableFileError(path, error);
  });
  return merged.envelopes.length;
}

async function readOthers(path: string): Promise<readonly unknown[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new NoTrackerFileError(path, error);
  });
  if (text === null) return [];
  try {
    return trackerDocumentSchema.parse(JSON.parse(text)).envelopes;
  } catch (error) {
    throw new NoTrackerFileError(path, error);
  }
}

/** Of each maker what it has said last, as far as it still holds. */
function merge(others: readonly unknown[], document: TrackerDocument): TrackerDocument {
  const now = Date.now();
  const checked = [...others, ...document.envelopes].flatMap(
    (each) => checkEnvelope(each, now) ?? [],
  );
  const latest = new Map(
    checked
      .sort((one, other) => one.envelope.seq - other.envelope.seq)
      .map((each) => [each.id, each.signed]),
  );
  const kept = [...latest.values()].slice(-LIMITS.envelopesPerDocument);
  return { ...document, envelopes: kept.sort(byNothingKnown) };
}
