import { join, resolve } from 'node:path';
import type { Link } from '../engine/gtp/link.ts';
import type { StreamHandler } from '../engine/gtp/router.ts';
import { loadIdentity } from '../engine/identity/identity.ts';
import { Relays } from '../engine/relay/relays.ts';
import type { RelayAddress } from '../shared/domain/reach/relay-address.ts';
import type { PeerId } from '../shared/ids.ts';
import { MeasuredProgram } from './beyond/measured-program.ts';
import type { BenchOptions } from './support/options.ts';
import type { Report, Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { scratchFolder } from './support/scratch.ts';

const PROGRAM = resolve(import.meta.dirname, 'beyond/relay-program.ts');
const MB = 1_000_000;
const MEGABYTES = 200;
const CHUNK = Buffer.alloc(64 * 1024);
/** Peers that have come, and say nothing. */
const IDLE = 400;
const NEVER = new AbortController().signal;

/** What a relay costs for what it passes on, and for those who only might be called. */
export async function benchRelay(_: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  const folder = scratchFolder(scope);
  const program = await scope.use(MeasuredProgram.start(PROGRAM, [join(folder, 'relay')]));
  const [id = '', port = ''] = program.greeting.split(' ');
  const relay = { id: id as PeerId, host: '127.0.0.1', port: Number(port) };
  const open = async (name: string) => {
    const peer = await openPeer(join(folder, name), relay);
    scope.onEnd(() => peer.relays[Symbol.dispose]());
    return peer;
  };
  const [anna, bob] = [await open('anna'), await open('bob')];
  const link = await anna.relays.dial([relay], bob.id, NEVER);
  say(`${IDLE} more peers`);
  const [few, calm] = [await program.resident(), program.processor];
  for (let count = 0; count < IDLE; count += 1) await open(`idle-${count}`);
  const came = program.processor - calm;
  const many = await program.resident();
  say(`${MEGABYTES} MB from one to the other`);
  const before = program.processor;
  await take(link, MEGABYTES * MB);
  const seconds = program.processor - before;
  const rows = [
    ['one MB that is passed on, ms of a core', rounded((seconds * 1_000) / MEGABYTES)],
    ['so, at 32 MB/s, cores', rounded((seconds / MEGABYTES) * 32)],
    ['one peer that comes, ms', rounded((came * 1_000) / IDLE)],
    ['one peer that waits, KB in memory', rounded((many - few) / IDLE / 1_000)],
  ] as const;
  const columns = ['what', 'measured'];
  return { name: 'relay', rows: [], tables: [{ title: 'A relay', columns, rows }] };
}

/** Sends as many bytes as the path says. */
const send: StreamHandler = (stream, headers) => {
  let left = Number(headers[':path']?.slice(1));
  stream.on('error', () => {});
  stream.respond({ ':status': 200 });
  const more = () => {
    while (left > 0) {
      left -= CHUNK.length;
      if (!stream.write(CHUNK)) return void stream.once('drain', more);
    }
    stream.end();
  };
  more();
};

async function take(link: Link, bytes: number): Promise<void> {
  const { body } = await link.request({ method: 'GET', path: `/${bytes}` });
  let length = 0;
  for await (const chunk of body) length += (chunk as Buffer).length;
  if (length < bytes) throw new Error(`${length} of ${bytes} bytes came`);
}

async function openPeer(folder: string, relay: RelayAddress) {
  const identity = await loadIdentity(folder);
  const relays = new Relays({ identity, handle: send, onLink: () => {} });
  const up = new Promise<void>((resolve) => {
    relays.events.on('changed', () => {
      if (relays.up.length > 0) resolve();
    });
  });
  relays.use([relay]);
  await up;
  return { id: identity.id, relays };
}

const rounded = (value: number) => Number(value.toPrecision(3));
