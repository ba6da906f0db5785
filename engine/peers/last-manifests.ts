import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { type ManifestAudience, signedManifestSchema } from '../../shared/gtp/manifest.ts';
import { type PeerId, peerIdSchema } from '../../shared/ids.ts';
import { explainNoAccess } from '../errors/data-folder.ts';
import { verifyAuthor } from '../identity/signing.ts';
import type { CheckedManifest } from './fetch-manifest.ts';

/** Beyond either, what came longest ago is dropped. Bytes are those of the files. */
const MAX_KEPT = { manifests: 1_000, bytes: 16 * 1024 * 1024 };

const fileSchema = z.object({ receivedAt: z.number(), signed: signedManifestSchema });

/** A manifest that outlives the connection it came on. */
export interface LastManifest extends CheckedManifest {
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly bytes: number;
}

/** The last manifest of each peer for me, and its last one for everyone, on disk and in memory. */
export class LastManifests {
  readonly #directory: string;
  /** By file name. They are looked at with `peek`: being asked for makes none of them newer. */
  readonly #kept = new LRUCache<string, LastManifest>({
    max: MAX_KEPT.manifests,
    maxSize: MAX_KEPT.bytes,
    sizeCalculation: ({ bytes }) => bytes,
    dispose: (_, file, reason) => {
      if (reason !== 'set') this.#then(() => rm(join(this.#directory, file), { force: true }));
    },
  });
  #writing: Promise<void> = Promise.resolve();

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * Reads and verifies what is there.
   * @param onDamage takes a file away that was damaged or tampered with; removes it if left out
   * @throws NoAccessError
   */
  static async open(
    directory: string,
    onDamage: (file: string) => Promise<void> = async (file) =>
      rm(file, { recursive: true, force: true }),
  ): Promise<LastManifests> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const manifests = new LastManifests(directory);
    const found: [file: string, kept: LastManifest][] = [];
    for (const file of (await readdir(directory)).filter((name) => name.endsWith('.json'))) {
      const kept = await readKept(join(directory, file));
      if (kept !== null && fileOf(kept) === file) found.push([file, kept]);
      else await onDamage(join(directory, file));
    }
    found.sort(([, a], [, b]) => a.receivedAt - b.receivedAt);
    for (const [file, kept] of found) manifests.#kept.set(file, kept);
    return manifests;
  }

  /** What came longest ago first. */
  get all(): readonly LastManifest[] {
    return [...this.#kept.rvalues()].filter((kept) => kept !== undefined);
  }

  find(peer: PeerId, audience: ManifestAudience): LastManifest | null {
    return this.#kept.peek(fileName(peer, audience)) ?? null;
  }

  /** Settles when it is on disk; one that could not be written holds until the end. */
  async keep({ manifest, signed }: CheckedManifest): Promise<void> {
    const receivedAt = Date.now();
    const text = JSON.stringify({ receivedAt, signed });
    const kept = { manifest, signed, receivedAt, bytes: Buffer.byteLength(text) };
    const file = fileOf(kept);
    this.#kept.set(file, kept);
    const path = join(this.#directory, file);
    this.#then(() => writeFileAtomic(path, text, { mode: 0o600 }));
    await this.#writing;
  }

  async forget(peer: PeerId): Promise<void> {
    this.#kept.delete(fileName(peer, 'receiver'));
    this.#kept.delete(fileName(peer, 'everyone'));
    await this.#writing;
  }

  #then(change: () => Promise<void>): void {
    this.#writing = this.#writing
      .catch(() => {})
      .then(change)
      // It comes again from its maker.
      .catch(() => {});
  }
}

/** Null for what is no manifest, or not as its maker signed it. */
async function readKept(path: string): Promise<LastManifest | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EISDIR') return '';
    throw explainNoAccess(path, error);
  });
  try {
    const { receivedAt, signed } = fileSchema.parse(JSON.parse(text));
    const manifest = verifyAuthor(signed, peerIdSchema.parse(signed.manifest.peer));
    return { manifest, signed, receivedAt, bytes: Buffer.byteLength(text) };
  } catch {
    return null;
  }
}

function fileOf({ manifest }: LastManifest): string {
  return fileName(manifest.peer, manifest.audience);
}

/** An id holds letters and digits only: its schema has seen to it. */
function fileName(peer: PeerId, audience: ManifestAudience): string {
  return `${peer}.${audience}.json`;
}
