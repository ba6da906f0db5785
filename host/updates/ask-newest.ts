import { z } from 'zod';
import { versionSchema } from '../../shared/api/newer-version.ts';
import { ShoalError } from '../../shared/errors.ts';

/** How long an answer may take, in milliseconds, and how long it may be, in bytes. */
const PATIENCE = 15_000;
const LONGEST = 512 * 1024;

const releaseSchema = z.object({ tag_name: z.string().max(64) });

export interface NewestRelease {
  readonly version: string;
  readonly tag: string;
}

class UpdateCheckError extends ShoalError {
  readonly code = 'update-check-failed';

  constructor(reason: string, cause?: unknown) {
    super(`Whether there is a newer Shoal could not be found out: ${reason}`, { cause });
  }
}

/**
 * Asks for the newest release. Nothing is sent but that.
 * @throws UpdateCheckError
 */
export async function askNewest(address: string, signal: AbortSignal): Promise<NewestRelease> {
  const text = await textAt(address, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]));
  const { data: release } = releaseSchema.safeParse(parsed(text));
  const tag = release?.tag_name ?? '';
  const { data: version } = versionSchema.safeParse(tag.replace(/^v/, ''));
  if (version === undefined) throw new UpdateCheckError('what was answered names no release.');
  return { version, tag };
}

async function textAt(address: string, signal: AbortSignal): Promise<string> {
  let response: Response;
  try {
    // Another place than the one that was named is not asked.
    response = await fetch(address, {
      ...{ signal, redirect: 'error' },
      headers: { accept: 'application/vnd.github+json', 'user-agent': 'Shoal' },
    });
  } catch (error) {
    throw new UpdateCheckError('there is no answer. Is this computer online?', error);
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new UpdateCheckError(`the answer was “${response.status}”. Try again later.`);
  }
  try {
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of response.body ?? []) {
      bytes += piece.length;
      if (bytes > LONGEST) throw new UpdateCheckError('the answer is longer than any release.');
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString('utf8');
  } catch (error) {
    if (error instanceof UpdateCheckError) throw error;
    throw new UpdateCheckError('the answer broke off. Try again later.', error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
