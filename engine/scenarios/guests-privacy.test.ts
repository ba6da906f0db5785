import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LocalRepository } from '../../shared/api/state.ts';
import { packetBytes } from '../git/pkt-line.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { askAsGuest, askForObjects, GuestRoom, plainGit } from './support/guest.ts';

// What a guest cannot have, or be told.

let room: GuestRoom;
let place: string;
let kept: LocalRepository;

beforeAll(async () => {
  room = await GuestRoom.open();
  const diary = join(room.anna.directory, 'diary');
  buildRepository(diary, { commits: 3 });
  kept = await room.anna.share(diary, { to: 'trusted' });
});

afterAll(() => room[Symbol.asyncDispose]());

beforeEach(() => {
  place = room.place();
});

describe('what the owner keeps', () => {
  test.each(['secret', 'unreachable'] as const)(
    'a commit that is %s is refused, as one that does not exist',
    async (which) => {
      const answers = await Promise.all(
        [room.hidden[which], 'f'.repeat(40)].flatMap((oid) => [
          askForObjects(room.base, 'harbour', [
            'command=fetch',
            'delimiter',
            `want ${oid}\n`,
            'done\n',
            'flush',
          ]),
          askForObjects(
            room.base,
            'harbour',
            [`want ${oid} side-band-64k\n`, 'flush', 'done\n'],
            0,
          ),
        ]),
      );
      for (const { status, body } of answers) {
        expect(status).toBe(200);
        expect(body).toEqual(packetBytes('ERR upload-pack: not our ref'));
      }
      const fetch = plainGit(room.source, ['fetch-pack', room.url, room.hidden[which]]);
      await expect(fetch).rejects.toThrow();
    },
  );

  test('what a guest says to have of it counts for nothing', async () => {
    const main = git(room.source, ['rev-parse', 'main']);
    const known = git(room.source, ['rev-parse', 'main~3']);
    const begins = (answer: Buffer) => answer.subarray(0, 200).toString();
    const ask = (oid: string) =>
      askForObjects(room.base, 'harbour', [
        'command=fetch',
        'delimiter',
        `want ${main}\n`,
        `have ${oid}\n`,
        'flush',
      ]);
    expect(begins((await ask(known)).body)).toContain(`ACK ${known}`);
    const secret = begins((await ask(room.hidden.secret)).body);
    expect(secret).toBe(begins((await ask('f'.repeat(40))).body));
    expect(secret).not.toContain(room.hidden.secret);
  });

  test.each([
    ['in capital letters', (oid: string) => [`want ${oid.toUpperCase()}\n`]],
    ['shortened', (oid: string) => [`want ${oid.slice(0, 12)}\n`]],
    ['by name', () => ['want-ref refs/heads/secret/plan\n']],
    ['with more behind it', (oid: string) => [`want ${oid}x\n`]],
  ])('is not had %s', async (_how, wants) => {
    const lines = ['command=fetch', 'delimiter', ...wants(room.hidden.secret), 'done\n', 'flush'];
    const { body } = await askForObjects(room.base, 'harbour', lines);
    expect(body.includes('PACK')).toBe(false);
  });

  test('nor by a second request behind the first, or another command', async () => {
    const main = git(room.source, ['rev-parse', 'main']);
    const twice = [
      'command=ls-refs',
      'flush',
      'command=fetch',
      'delimiter',
      `want ${room.hidden.secret}\n`,
      'done\n',
      'flush',
    ];
    const info = ['command=object-info', 'delimiter', 'size', `oid ${main}\n`, 'flush'];
    for (const lines of [twice, info]) {
      expect((await askForObjects(room.base, 'harbour', lines)).status).toBe(400);
    }
  });

  test('settings of the repository open nothing, and start nothing', async () => {
    const started = join(room.anna.directory, 'started');
    const program = join(room.anna.directory, 'program');
    writeFileSync(program, `#!/bin/sh\ntouch ${started}\nexec "$@"\n`);
    chmodSync(program, 0o755);
    for (const [key, value] of [
      ['uploadpack.allowAnySHA1InWant', 'true'],
      ['uploadpack.allowFilter', 'true'],
      ['uploadpack.hideRefs', '!refs/heads/secret'],
      ['uploadpack.packObjectsHook', program],
      ['core.fsmonitor', program],
      ['core.alternateRefsCommand', program],
    ] as const) {
      git(room.source, ['config', key, value]);
    }
    await plainGit(place, ['clone', '--quiet', '--filter=blob:none', room.url, 'copy']);
    expect(
      git(join(place, 'copy'), ['rev-list', '--objects', '--missing=print', 'HEAD']),
    ).not.toContain('?');
    expect(existsSync(started)).toBe(false);
    const wanted = [
      'command=fetch',
      'delimiter',
      `want ${room.hidden.secret}\n`,
      'done\n',
      'flush',
    ];
    expect((await askForObjects(room.base, 'harbour', wanted)).body.toString()).toContain(
      'not our ref',
    );
    expect(await plainGit(place, ['ls-remote', room.url])).not.toContain('secret');
  });

  test('a repository that not everyone may see is answered as one that does not exist', async () => {
    const asks = (name: string) =>
      Promise.all([
        askAsGuest(room.base, `/${name}.git/info/refs?service=git-upload-pack`),
        askAsGuest(room.base, `/${name}.git/info/refs`),
        askAsGuest(room.base, `/${name}.git/HEAD`),
        askAsGuest(room.base, `/${name}.git`),
        askForObjects(room.base, name, ['command=ls-refs', 'flush']),
      ]);
    const plain = (answers: Awaited<ReturnType<typeof asks>>) =>
      answers.map(({ status, headers, body }) => ({
        status,
        headers: { ...headers, date: '' },
        body: `${body}`,
      }));
    const missing = plain(await asks('missing'));
    expect(plain(await asks('diary'))).toEqual(missing);
    expect(plain(await asks(`diary-${kept.id.slice(0, 6)}`))).toEqual(missing);
    expect(new Set(missing.map(({ status }) => status))).toEqual(new Set([303, 404]));
  });

  test('once it is shared no more, it is gone at once', async () => {
    await room.anna.call('repositories.setVisibility', {
      repository: room.shared.id,
      visibility: { to: 'nobody' },
    });
    const refused = await askAsGuest(room.base, '/harbour.git/info/refs?service=git-upload-pack');
    await room.anna.call('repositories.setVisibility', {
      repository: room.shared.id,
      visibility: { to: 'everyone' },
    });
    expect(refused.status).toBe(404);
  });
});

describe('the page', () => {
  test('lists what can be cloned, and holds nothing that could do anything', async () => {
    writeFileSync(join(room.source, '.git', 'description'), '<script>alert("x")</script> & more\n');
    await room.anna.call('repositories.add', { path: room.source });
    const { status, headers, body } = await askAsGuest(room.base, '/');
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(`${body}`).toContain(`git clone ${room.url}`);
    expect(`${body}`).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more');
    expect(`${body}`).not.toContain('<script');
    expect(`${body}`).not.toContain('diary');
  });

  test('says what the guest calls this computer to nobody, and answers no other website', async () => {
    const named = await askAsGuest(room.base, '/', { headers: { host: 'annas-laptop.local' } });
    expect(named.status).toBe(200);
    expect(`${named.body}`).not.toContain('annas-laptop');
    expect((await askAsGuest(room.base, '/', { headers: { host: 'evil.example' } })).status).toBe(
      421,
    );
    expect(
      (await askAsGuest(room.base, '/', { headers: { origin: 'http://evil.example' } })).status,
    ).toBe(403);
    expect((await askAsGuest(room.base, '/', { method: 'POST' })).status).toBe(405);
  });
});
