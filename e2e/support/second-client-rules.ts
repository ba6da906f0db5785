import { execFileSync } from 'node:child_process';
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
  webcrypto,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
// @peculiar/x509 is built on a container that wants this polyfill first.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import canonicalize from 'canonicalize';

/** What GTP/2 lets every peer compute alike, written from docs/GTP2.md and from nothing else. */

export interface Key {
  readonly id: string;
  readonly spki: Buffer;
  readonly privateKey: KeyObject;
  readonly tls: { readonly key: string; readonly cert: string };
}

export interface Manifest {
  readonly peer: string;
  readonly name: string;
  readonly audience: string;
  readonly seq: number;
  readonly expires: number;
  readonly repositories: readonly Shared[];
}

export interface Shared {
  readonly id: string;
  readonly swarm: string;
  readonly name: string;
  readonly objectFormat: string;
  readonly roots: readonly string[];
  readonly heads: readonly { readonly ref: string; readonly oid: string }[];
  readonly defaultBranch?: string;
}

export interface Reel {
  readonly objectFormat: string;
  readonly wants: string[];
  readonly haves: string[];
  readonly layout: { readonly stripes: number; readonly windows: number };
}

export interface Block {
  readonly strip: number;
  readonly from: number;
  readonly to: number;
}

export function check(isSo: boolean, otherwise: string): asserts isSo {
  if (!isSo) throw new Error(otherwise);
}

export async function makeKey(): Promise<Key> {
  const signingAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify']);
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    { name: 'CN=second client', signingAlgorithm, keys },
    webcrypto as unknown as Crypto,
  );
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  return { id: idOf(spki), spki, privateKey, tls: { key: pem, cert: certificate.toString('pem') } };
}

export function signManifest(manifest: object, { privateKey, spki }: Key) {
  const bytes = Buffer.from(canonicalize(manifest) ?? '');
  const signature = sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return { manifest, key: spki.toString('base64'), signature: signature.toString('base64') };
}

interface Signed {
  readonly manifest: Manifest & { readonly type: string; readonly v: number };
  readonly key: string;
  readonly signature: string;
}

/** @param lastSeq the highest number that was seen of this peer */
export function verifiedManifest(signed: Signed, peer: string, lastSeq: number): Manifest {
  const { manifest, key, signature } = signed;
  const spki = Buffer.from(key, 'base64');
  check(idOf(spki) === peer, 'the manifest is signed with another key');
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const bytes = Buffer.from(canonicalize(manifest) ?? '');
  const by = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  const isSigned = verify('sha256', bytes, by, Buffer.from(signature, 'base64'));
  check(isSigned, 'the signature of the manifest is wrong');
  check(manifest.type === 'gtp-manifest' && manifest.v === 2, 'the manifest is of another kind');
  check(manifest.peer === peer, 'the manifest speaks for another peer');
  for (const { swarm, objectFormat, roots } of manifest.repositories) {
    check(swarm === idOf(Buffer.from(`${objectFormat}:${roots[0]}`)), 'the id of a swarm is wrong');
  }
  check(manifest.audience === 'receiver', 'the manifest is meant for somebody else');
  check(manifest.expires * 1000 >= Date.now(), 'the manifest has expired');
  check(manifest.seq >= lastSeq, 'the manifest is older than one seen before');
  return manifest;
}

/** base32 of the SHA-256: 52 characters of five bits each, and four bits of nothing. */
export function idOf(bytes: Buffer): string {
  const digest = createHash('sha256').update(bytes).digest();
  const bits = [...digest, 0].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  return Array.from({ length: 52 }, (_, at) =>
    letters.charAt(Number.parseInt(bits.slice(5 * at, 5 * at + 5), 2)),
  ).join('');
}

export function nameOf({ objectFormat, wants, haves, layout }: Reel): string {
  const lines = ['gtp-reel 2', `format ${objectFormat}`];
  lines.push(...wants.map((oid) => `want ${oid}`), ...haves.map((oid) => `have ${oid}`));
  lines.push(`stripes ${layout.stripes}`, `windows ${layout.windows}`, '');
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

export function textOf({ strip, from, to }: Block): string {
  return `${strip}.${from}-${to}`;
}

/** Runs git; its output has one character for each byte. */
export function git(repository: string, args: readonly string[], input: string | Buffer = '') {
  const env = { ...process.env, GIT_NO_REPLACE_OBJECTS: '1', GIT_GRAFT_FILE: '/dev/null' };
  const options = { input, env, maxBuffer: 2 ** 30, stdio: 'pipe' } as const;
  return execFileSync('git', ['-C', repository, ...args], options).toString('latin1');
}

/** Stores a pack after git has computed every id anew. @returns the ids of all its objects */
export function index(repository: string, pack: Buffer, isThin: boolean): Set<string> {
  const args = ['index-pack', '--stdin', ...(isThin ? ['--fix-thin'] : [])];
  const checksum = git(repository, args, pack).trim().split('\t').at(-1);
  const listed = git(
    repository,
    ['show-index'],
    readFileSync(join(repository, `objects/pack/pack-${checksum}.idx`)),
  );
  return new Set(
    listed
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[1] ?? ''),
  );
}

/** The ids of the objects in each strip of a reel that is here. */
export function stripsOf(repository: string, { objectFormat, wants, haves, layout }: Reel) {
  const { windows, stripes } = layout;
  const hex = objectFormat === 'sha1' ? 40 : 64;
  const args = ['rev-list', '--objects', '--no-commit-header', '--format=>%H %T %ct', '--stdin'];
  const input = [...wants, ...haves.map((oid) => `^${oid}`), ''].join('\n');
  const lines = git(repository, args, input).split('\n').slice(0, -1);
  const commits = lines
    .filter((line) => line.startsWith('>'))
    .map((line) => line.slice(1).split(' '))
    .map(([oid = '', tree = '', time]) => ({ oid, tree, time: Number(time) }));
  const byDate = commits.toSorted((a, b) => a.time - b.time || (a.oid < b.oid ? -1 : 1));
  const windowOf = (place: number) => Math.floor((place * windows) / Math.max(commits.length, 1));
  const placeOf = new Map(byDate.map(({ oid }, place) => [oid, place]));
  // The earliest commit with a root tree comes last here, and stays.
  const placeOfTree = new Map(byDate.map(({ tree }, place) => [tree, place] as const).reverse());
  const strips = Array.from({ length: 2 * windows + stripes }, (): string[] => []);
  for (const { oid } of commits) strips[windows && windowOf(placeOf.get(oid) ?? 0)]?.push(oid);
  for (const line of lines.filter((each) => !each.startsWith('>'))) {
    const [oid, path] = [line.slice(0, hex), line.slice(hex + 1, hex + 1 + 4_000)];
    const rootTree = windows && windows + windowOf(placeOfTree.get(oid) ?? 0);
    const other = 2 * windows + (crc32(Buffer.from(path, 'latin1')) % stripes);
    strips[path === '' ? rootTree : other]?.push(oid);
  }
  return strips;
}
