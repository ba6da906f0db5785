import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import HyperDHT from 'hyperdht';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { groupIntoSwarms } from '../../shared/domain/git/swarms.ts';
import { signedManifestSchema } from '../../shared/gtp/manifest.ts';
import { signedEntrySchema } from '../../shared/gtp/push.ts';
import {
  formatBlock,
  parseBlock,
  type Reel,
  reelDefinition,
  reelSchema,
  stripCount,
} from '../../shared/gtp/reel.ts';
import { decodeTxtRecord, encodeTxtRecord, shortSwarmId } from '../../shared/gtp/txt-record.ts';
import VECTORS from '../../shared/gtp/vectors.json';
import { viewSchema } from '../../shared/gtp/view.ts';
import type { ObjectFormat, Oid, PeerId, SwarmId } from '../../shared/ids.ts';
import { Chain } from '../chain/chain.ts';
import { openRepository } from '../git/open.ts';
import { peerIdOf, swarmIdOf, wordsOf } from '../identity/peer-id.ts';
import { verifyAuthor } from '../identity/signing.ts';
import { meetingSeed } from '../punching/meeting-seed.ts';
import { partition } from '../reels/listing/partition.ts';
import { StripLists } from '../reels/listing/strip-lists.ts';
import { commitStrip, pathStrip, rootTreeStrip } from '../reels/rules/assignment.ts';
import { nextCheckpoint } from '../reels/rules/checkpoint.ts';
import { crc32 } from '../reels/rules/crc32.ts';
import { canonicalOids, nameOfReel } from '../reels/rules/reel-name.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { blind } from '../tracker/blinding.ts';
import { proofOf } from '../tracker/exchange/proofs.ts';

/**
 * The vectors of docs/GTP2.md: whoever builds another peer checks it against them. Here the product
 * computes every one of them anew.
 */
type Vectors = typeof VECTORS;
type Section = keyof Vectors;

let directory: string;
beforeAll(() => {
  directory = temporaryFolder();
  git(directory, ['init', '--quiet', '--bare', '--object-format=sha1']);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Each throws if a vector is not what the product computes. */
const CHECKS: { readonly [K in Section]: (vectors: Vectors[K]) => unknown } = {
  peers: (peers) => {
    for (const { privateKey, publicKey, id, words } of peers) {
      const key = createPrivateKey({ key: buffer(privateKey), format: 'der', type: 'pkcs8' });
      const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
      expect(key.export({ format: 'der', type: 'pkcs8' }).toString('base64')).toBe(privateKey);
      expect(spki.toString('base64')).toBe(publicKey);
      expect(peerIdOf(spki)).toBe(id);
      expect(wordsOf(id as PeerId)).toEqual(words);
    }
  },
  swarms: (swarms) => {
    for (const { objectFormat, root, id, short } of swarms) {
      expect(swarmIdOf(objectFormat as ObjectFormat, root as Oid)).toBe(id);
      expect(shortSwarmId(id as SwarmId)).toBe(short);
    }
  },
  meetings: (meetings) => {
    for (const { peer, day, seed, publicKey } of meetings) {
      const made = meetingSeed(peer as PeerId, day);
      expect(made.toString('hex')).toBe(seed);
      expect(HyperDHT.keyPair(made).publicKey.toString('hex')).toBe(publicKey);
    }
  },
  blinded: (blinded) => {
    for (const { swarm, day, id, bits, seal, proofs } of blinded) {
      const { key, proof, ...made } = blind(swarm as SwarmId, day);
      expect(made).toEqual({ swarm, day, id, bits });
      expect(key.toString('hex')).toBe(seal);
      for (const { asker, asked, proof: value } of proofs) {
        const pair = { asker: asker as PeerId, asked: asked as PeerId };
        expect(proofOf({ ...made, key, proof }, pair)).toBe(value);
      }
    }
  },
  groups: ({ copies, groups }) => {
    for (const { swarm, roots } of copies) expect(swarmIdOf('sha1', roots[0] as Oid)).toBe(swarm);
    const rooted = copies as { swarm: SwarmId; roots: Oid[] }[];
    const grouped = [...groupIntoSwarms(rooted)].map(([id, members]) => ({
      id,
      copies: members.map((member) => rooted.indexOf(member)).sort(),
    }));
    expect(groups).toEqual(grouped);
  },
  chain: ({ project, owner, entries, hashes, refs, roles, wrong }) => {
    const signed = entries.map((each) => signedEntrySchema.parse(each));
    const chain = Chain.verify(project as SwarmId, owner as PeerId, signed);
    expect(chain.entries.map(({ hash }) => hash)).toEqual(hashes);
    expect(Object.fromEntries(chain.refs)).toEqual(refs);
    const held = [...chain.holdings].map(([peer, { role }]) => ({ peer, role: role.role }));
    expect(held).toEqual(roles);
    for (const { after, entry, code } of wrong) {
      const before = Chain.verify(project as SwarmId, owner as PeerId, signed.slice(0, after));
      expect(before.entries).toHaveLength(after);
      expect(codeOf(() => before.append(signedEntrySchema.parse(entry)))).toBe(code);
    }
  },
  reels: (reels) => {
    for (const { reel, definition, name } of reels) {
      const parsed = reelSchema.parse(reel);
      expect(canonicalOids(parsed.wants)).toEqual(parsed.wants);
      expect(canonicalOids(parsed.haves)).toEqual(parsed.haves);
      expect(reelDefinition(parsed)).toBe(definition);
      expect(nameOfReel(parsed)).toBe(name);
    }
  },
  blocks: (blocks) => {
    for (const { text, block } of blocks) {
      expect(formatBlock(block)).toBe(text);
      expect(parseBlock(text)).toEqual(block);
    }
  },
  strips: ({ paths, layouts }) => {
    const bytes = paths.map(({ path }) => Buffer.from(path));
    expect(bytes).toHaveLength(20);
    expect(paths.map((vector) => vector.crc32)).toEqual(
      bytes.map((path) => crc32(path, 0, path.length)),
    );
    for (const { layout, strips } of layouts) {
      expect(strips).toEqual(bytes.map((path) => pathStrip(path, 0, path.length, layout)));
    }
  },
  windows: (tables) => {
    for (const { windows, commits, commitStrips, rootTreeStrips } of tables) {
      const positions = Array.from({ length: commits }, (_, position) => position);
      const layout = { stripes: 1, windows };
      expect(commitStrips).toEqual(positions.map((each) => commitStrip(each, commits, layout)));
      expect(rootTreeStrips).toEqual(positions.map((each) => rootTreeStrip(each, commits, layout)));
    }
  },
  checkpoints: ({ clones, updates }) => {
    expect(clones.checkpoints).toEqual(clones.heads.map((head) => nextCheckpoint(head, head)));
    for (const { head, missing, checkpoints } of updates) {
      expect(checkpoints).toEqual(missing.map((each) => nextCheckpoint(head, each)));
    }
  },
  listings: async ({ history, refs, reels }) => {
    expect(refs).toEqual(refsOf(history));
    for (const { reel, name, lists } of reels) {
      const parsed = reelSchema.parse(reel);
      expect(nameOfReel(parsed)).toBe(name);
      expect(lists).toEqual(await listedAs(parsed));
    }
  },
  txtRecords: (records) => {
    for (const { statement, strings } of records) {
      const { name, seq } = statement;
      const peer = statement.peer as PeerId;
      const swarms = statement.swarms as SwarmId[];
      expect(encodeTxtRecord({ peer, name, seq, swarms })).toEqual(strings);
      expect(decodeTxtRecord(strings.map((text) => Buffer.from(text)))).toMatchObject({
        peer,
        seq,
        swarms: swarms.map(shortSwarmId),
        more: false,
      });
    }
  },
  views: (views) => {
    for (const { answer, view } of views) {
      expect(viewSchema.parse(JSON.parse(answer))).toEqual(view);
    }
  },
  manifest: ({ canonical, signed }) => {
    const parsed = signedManifestSchema.parse(signed);
    expect(canonicalize(signed.manifest)).toBe(canonical);
    expect(signed.key).toBe(VECTORS.peers[0]?.publicKey);
    expect(verifyAuthor(parsed, signed.manifest.peer as PeerId).name).toBe(signed.manifest.name);
  },
};

const buffer = (base64: string) => Buffer.from(base64, 'base64');

function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? null;
  }
}

/** Reads the same only once: an alteration of a list is compared with what git has told already. */
function once<T>(known: Map<string, T>, key: unknown, make: () => T): T {
  const text = JSON.stringify(key);
  const value = known.get(text) ?? make();
  known.set(text, value);
  return value;
}

const histories = new Map<string, Record<string, string>>();
const listings = new Map<string, Promise<string[][]>>();

/** What the refs are after this history, as `git fast-import` reads it, was added to the repository. */
function refsOf(history: readonly string[]): Record<string, string> {
  return once(histories, history, () => {
    const input = `${history.join('\n')}\n`;
    git(directory, ['fast-import', '--quiet', '--done', '--force'], input);
    const lines = git(directory, ['for-each-ref', '--format=%(refname) %(objectname)']);
    return Object.fromEntries(lines.split('\n').map((line) => line.split(' ')));
  });
}

/** The lines of each of the reel's strips. */
function listedAs(reel: Reel): Promise<string[][]> {
  return once(listings, reel, async () => {
    const lists = mkdtempSync(join(directory, 'lists-'));
    await partition(await openRepository(directory), reel, lists, () => {});
    return Array.from({ length: stripCount(reel.layout) }, (_, strip) =>
      readFileSync(StripLists.path(lists, strip), 'utf8').split('\n').slice(0, -1),
    );
  });
}

const sections = Object.keys(VECTORS) as Section[];

async function isTrue<K extends Section>(section: K, vectors: Vectors[K]): Promise<boolean> {
  try {
    await CHECKS[section](vectors);
    return true;
  } catch {
    return false;
  }
}

test('every section of the vectors is checked', () => {
  expect(Object.keys(CHECKS).sort()).toEqual([...sections].sort());
});

test.each(sections)('%s: what every peer computes', async (section) => {
  await (CHECKS[section] as (vectors: unknown) => unknown)(VECTORS[section]);
});

/** The same value with one leaf altered, for each leaf and each way to alter it. */
function alterations(value: unknown, path: string): { path: string; altered: unknown[] }[] {
  if (value === null) return [{ path, altered: [1] }];
  if (typeof value === 'boolean') return [{ path, altered: [!value] }];
  if (typeof value === 'number') return [{ path, altered: [value + 1, 3 * value + 10_007] }];
  if (typeof value === 'string') {
    const first = value.startsWith('b') ? 'c' : 'b';
    return [{ path, altered: [first + value.slice(1)] }];
  }
  return Object.entries(value as object).flatMap(([key, leaf]) =>
    alterations(leaf, `${path}.${key}`).map((each) => ({
      path: each.path,
      altered: each.altered.map((changed) =>
        Array.isArray(value)
          ? value.with(Number(key), changed)
          : { ...(value as object), [key]: changed },
      ),
    })),
  );
}

describe('no vector can be altered without notice', () => {
  test.each(sections)('%s', async (section) => {
    const leaves = alterations(VECTORS[section], section);
    expect(leaves.length).toBeGreaterThan(0);
    for (const { path, altered } of leaves) {
      const passed = await Promise.all(
        altered.map((each) => isTrue(section, each as Vectors[typeof section])),
      );
      expect(passed, `${path} altered`).toContain(false);
    }
  });
});
