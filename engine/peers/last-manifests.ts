import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import {
  type Manifest,
  type ManifestAudience,
  signedManifestSchema,
} from '../../shared/gtp/manifest.ts';
import { type PeerId, peerIdSchema } from '../../shared/ids.ts';
import { explainNoAccess } from '../errors/data-folder.ts';
import { verifyAuthor } from '../identity/signing.ts';
import { type Deferred, deferred } from '../waiting/deferred.ts';
import type { CheckedManifest } from './fetch-manifest.ts';

const MIB = 1024 * 1024;
/**
 * Of trusted peers, and of all others, who so cannot push them out. Beyond either, what came longest ago
 * is dropped. Bytes are those of the files; in memory it is some three times as much.
 */
const MAX_KEPT = {
  trusted: { max: 1_000, maxSize: 16 * MIB },
  others: { max: 1_000, maxSize: 9 * MIB },
};

const fileSchema = z.object({ receivedAt: z.number(), signed: signedManifestSchema });

/** A manifest that outlives the connection it came on. */
export interface LastManifest {
  readonly manifest: Manifest;
  /** As JSON, to be passed on; null for one that was meant for me. */
  readonly signed: string | null;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly bytes: number;
}

/** What a file is to hold; null if it is to go. */
interface Change {
  readonly text: string | null;
  readonly written: Deferred<void>;
}

/** The last manifest of each peer for me, and its last one for everyone, on disk and in memory. */
export class LastManifests implements AsyncDisposable {
  readonly #directory: string;
  readonly #isTrusted: (peer: PeerId) => boolean;
  /** By file name. They are looked at with `peek`: being asked for makes none of them newer. */
  readonly #trusted = this.#shelf(MAX_KEPT.trusted);
  readonly #others = this.#shelf(MAX_KEPT.others);
  /** Whose manifest for everyone gave way to others of trusted peers. */
  readonly dropped = new Set<PeerId>();
  /** What is yet to be done, by file name: a later change of a file takes its place. */
  readonly #pending = new Map<string, Change>();
  #writing: Promise<void> | null = null;

  private constructor(directory: string, isTrusted: (peer: PeerId) => boolean) {
    this.#directory = directory;
    this.#isTrusted = isTrusted;
  }

  /**
   * Reads and verifies what is there.
   * @param onDamage takes a file away that was damaged or tampered with; removes it if left out
   * @throws NoAccessError
   */
  static async open(
    directory: string,
    isTrusted: (peer: PeerId) => boolean,
    onDamage: (file: string) => Promise<void> = async (file) =>
      rm(file, { recursive: true, force: true }),
  ): Promise<LastManifests> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const manifests = new LastManifests(directory, isTrusted);
    const found: [file: string, kept: LastManifest][] = [];
    for (const file of (await readdir(directory)).filter((name) => name.endsWith('.json'))) {
      const kept = await readKept(join(directory, file));
      if (kept !== null && fileOf(kept) === file) found.push([file, kept]);
      else await onDamage(join(directory, file));
    }
    found.sort(([, a], [, b]) => a.receivedAt - b.receivedAt);
    for (const [file, kept] of found) manifests.#shelfOf(kept.manifest.peer).set(file, kept);
    return manifests;
  }

  /** Those of trusted peers last; of each kind, what came longest ago first. */
  get all(): readonly LastManifest[] {
    const shelves = [this.#others, this.#trusted];
    return shelves
      .flatMap((shelf) => [...shelf.rvalues()])
      .filter((kept): kept is LastManifest => kept !== undefined);
  }

  find(peer: PeerId, audience: ManifestAudience): LastManifest | null {
    return this.#find(fileName(peer, audience));
  }

  /** Settles when it is on disk; one that could not be written holds until the end. */
  async keep({ manifest, signed }: CheckedManifest): Promise<void> {
    const receivedAt = Date.now();
    const text = JSON.stringify({ receivedAt, signed });
    const kept = toLastManifest({ manifest, signed }, receivedAt, text);
    const file = fileOf(kept);
    if (manifest.audience === 'everyone') this.dropped.delete(manifest.peer);
    this.#shelfOf(manifest.peer).set(file, kept);
    if (this.#find(file) === kept) this.#change(file, text);
    await this.#write();
  }

  async forget(peer: PeerId): Promise<void> {
    this.dropped.delete(peer);
    for (const file of filesOf(peer)) {
      this.#trusted.delete(file);
      this.#others.delete(file);
    }
    await this.#write();
  }

  /** To be called when a peer begins or ceases to be trusted. */
  async sort(peer: PeerId): Promise<void> {
    for (const file of filesOf(peer)) {
      const kept = this.#find(file);
      if (kept === null) continue;
      const shelf = this.#shelfOf(peer);
      const other = shelf === this.#trusted ? this.#others : this.#trusted;
      if (other.peek(file) === undefined) continue;
      shelf.set(file, kept);
      other.delete(file);
    }
    await this.#write();
  }

  /** Settles when nothing is being written any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing;
  }

  #shelf(bounds: { readonly max: number; readonly maxSize: number }) {
    return new LRUCache<string, LastManifest>({
      ...bounds,
      sizeCalculation: ({ bytes }) => bytes,
      disposeAfter: ({ manifest }, file, reason) => {
        const { peer, audience } = manifest;
        const isLost = reason === 'evict' && audience === 'everyone' && this.#isTrusted(peer);
        if (isLost) this.dropped.add(peer);
        if (reason !== 'set' && this.#find(file) === null) this.#change(file, null);
      },
    });
  }

  #shelfOf(peer: PeerId): LRUCache<string, LastManifest> {
    return this.#isTrusted(peer) ? this.#trusted : this.#others;
  }

  #find(file: string): LastManifest | null {
    return this.#trusted.peek(file) ?? this.#others.peek(file) ?? null;
  }

  #change(file: string, text: string | null): void {
    const written = this.#pending.get(file)?.written ?? deferred();
    this.#pending.set(file, { text, written });
  }

  /** Settles when all that has changed until now is on disk, whatever changes meanwhile. */
  async #write(): Promise<void> {
    const last = [...this.#pending.values()].at(-1);
    if (last === undefined) return;
    this.#writing ??= this.#writeAll();
    await last.written.promise;
  }

  /** Of each file only the last change is written, however fast they come. */
  async #writeAll(): Promise<void> {
    for (;;) {
      const [next] = this.#pending;
      if (next === undefined) {
        // At once: what comes from now on begins anew.
        this.#writing = null;
        return;
      }
      const [file, { text, written }] = next;
      this.#pending.delete(file);
      const path = join(this.#directory, file);
      const writing =
        text === null ? rm(path, { force: true }) : writeFileAtomic(path, text, { mode: 0o600 });
      // It comes again from its maker.
      await writing.catch(() => {});
      written.resolve();
    }
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
    return toLastManifest({ manifest, signed }, receivedAt, text);
  } catch {
    return null;
  }
}

/** As text, or not at all: what was signed takes several times as much in memory as objects. */
function toLastManifest(
  { manifest, signed }: CheckedManifest,
  receivedAt: number,
  text: string,
): LastManifest {
  const passedOn = manifest.audience === 'everyone' ? JSON.stringify(signed) : null;
  return { manifest, signed: passedOn, receivedAt, bytes: Buffer.byteLength(text) };
}

function filesOf(peer: PeerId): string[] {
  return [fileName(peer, 'receiver'), fileName(peer, 'everyone')];
}

function fileOf({ manifest }: LastManifest): string {
  return fileName(manifest.peer, manifest.audience);
}

/** An id holds letters and digits only: its schema has seen to it. */
function fileName(peer: PeerId, audience: ManifestAudience): string {
  return `${peer}.${audience}.json`;
}
