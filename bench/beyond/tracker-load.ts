import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadIdentity } from '../../engine/identity/identity.ts';
import { swarmIdOf } from '../../engine/identity/peer-id.ts';
import { OwnAnnouncements } from '../../engine/tracker/own-announcements.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { type Signed, trackerDocumentSchema } from '../../shared/gtp/tracker.ts';

/** Projects of one maker at once. */
const PROJECTS = 50;
const MOST_TRIES = 60;
/** How long a request may take, in milliseconds. */
const WITHIN = 60_000;
const VALID = 7_200;
/** Announcements that are under way at the same time, at the most. */
const AT_ONCE = 200;

export interface Answers {
  readonly taken: number;
  readonly busy: number;
  readonly bytes: number;
}

interface Answer {
  readonly status: number;
  readonly tag: string | undefined;
  readonly body: Buffer;
}

/** As many envelopes, each of a key of its own. @param folder where a key is kept */
export async function makeEnvelopes(count: number, folder: string): Promise<Signed[]> {
  const identity = await loadIdentity(join(folder, 'maker'));
  const swarms = Array.from({ length: PROJECTS }, (_, index) =>
    swarmIdOf('sha1', index.toString(16).padStart(40, '0') as never),
  );
  const places = { endpoints: [{ host: '10.0.0.1', port: 7_654 }], relays: [] };
  return Array.from({ length: Math.ceil(count / PROJECTS) }, () =>
    new OwnAnnouncements(identity, () => places).make({
      ...{ swarms, valid: VALID, bits: LIMITS.shardBits },
    }),
  )
    .flat()
    .slice(0, count);
}

/** One peer for each envelope, with an address of its own, again and again: so many a second, if they are answered. */
export async function announceAtPace(
  url: string,
  envelopes: readonly Signed[],
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<Answers> {
  const begun = performance.now();
  const answers: Promise<Answer>[] = [];
  const waiting = new Set<Promise<Answer>>();
  for (let sent = 0; sent < perSecond * seconds; sent += 1) {
    const wait = begun + (sent * 1_000) / perSecond - performance.now();
    if (wait > 0) await sleep(wait);
    while (waiting.size >= AT_ONCE) await Promise.race(waiting);
    const peer = sent % envelopes.length;
    const answer = announce(url, peer, envelopes.slice(peer, peer + 1));
    answers.push(answer);
    waiting.add(answer);
    void answer.finally(() => waiting.delete(answer));
  }
  return counted(await Promise.all(answers));
}

/** So many envelopes at once, from one address after the other, each envelope once. */
export async function announceTogether(
  url: string,
  envelopes: readonly Signed[],
  together: number,
): Promise<Answers> {
  const answers: Answer[] = [];
  for (let from = 0; from < envelopes.length; from += together) {
    answers.push(await announce(url, from, envelopes.slice(from, from + together)));
  }
  return counted(answers);
}

/** Reads parts of the list, one after the other. @param isKnown whether each was read before, and is the same */
export async function readParts(url: string, times: number, isKnown: boolean): Promise<Answers> {
  const bits = await bitsOf(url);
  const tags = new Map<string, string>();
  const answers: Answer[] = [];
  const shardOf = (index: number) =>
    bits === 0 ? '' : (index % 2 ** bits).toString(2).padStart(bits, '0');
  for (let index = 0; index < times + 2 ** bits; index += 1) {
    const shard = shardOf(index);
    const answer = await read(url, index, shard, isKnown ? tags.get(shard) : undefined);
    if (answer.tag !== undefined) tags.set(shard, answer.tag);
    // The first time, each is made.
    if (index >= 2 ** bits) answers.push(answer);
  }
  return counted(answers);
}

/** Waits until the tracker has time again. */
async function bitsOf(url: string): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const { status, body } = await read(url, 0, '');
    if (status === 200) return trackerDocumentSchema.parse(JSON.parse(`${body}`)).bits;
    if (tries === MOST_TRIES) throw new Error('the tracker is busy all the time');
    await sleep(1_000);
  }
}

function announce(url: string, peer: number, envelopes: readonly Signed[]): Promise<Answer> {
  return ask(url, peer, { method: 'POST', body: JSON.stringify({ envelopes }) });
}

function read(url: string, peer: number, shard: string, tag?: string): Promise<Answer> {
  const headers = tag === undefined ? {} : { 'if-none-match': tag };
  return ask(`${url}?shard=${shard}`, peer, { method: 'GET', headers });
}

/** @param peer each has a loopback address of its own */
function ask(
  url: string,
  peer: number,
  { method, body, headers = {} }: { method: string; body?: string; headers?: object },
): Promise<Answer> {
  const localAddress = `127.1.${1 + Math.floor(peer / 250)}.${1 + (peer % 250)}`;
  const options = { method, localAddress, agent: new Agent(), timeout: WITHIN };
  return new Promise((resolve, reject) => {
    const asking = request(url, { ...options, headers: { ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          tag: response.headers.etag,
          body: Buffer.concat(chunks),
        }),
      );
    });
    asking.once('timeout', () => asking.destroy(new Error('no answer')));
    asking.once('error', reject);
    asking.end(body);
  });
}

function counted(answers: readonly Answer[]): Answers {
  const busy = answers.filter(({ status }) => status === 503).length;
  const bytes = answers.reduce((sum, { body }) => sum + body.length, 0);
  return { taken: answers.length - busy, busy, bytes };
}
