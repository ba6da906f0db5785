import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BringNearby, Conversation } from './conversation.ts';
import { textPacket } from './pkt-line.ts';

const FLUSH = Buffer.from('0000');
const DELIMITER = Buffer.from('0001');
const END = Buffer.from('0002');
const raw = (...lines: string[]) => lines.map((line) => textPacket(line).raw);
const VERSION = Buffer.concat([...raw('version 2', 'ls-refs', 'fetch'), FLUSH]);
const OIDS = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(40)) as [string, string, ...string[]];
const [A, B, C] = OIDS;

const fetchRequest = (...args: string[]) =>
  Buffer.concat([...raw('command=fetch'), DELIMITER, ...raw(...args), FLUSH]);

const joined = (pieces: readonly Buffer[]) => Buffer.concat(pieces).toString('latin1');

function begun(bring: BringNearby): Conversation {
  const conversation = new Conversation(bring);
  expect(joined(conversation.hearServer(VERSION))).toBe(joined([VERSION]));
  return conversation;
}

const NOBODY: BringNearby = async () => ({ here: [], tags: [] });

test('a fetch names what came from nearby, once and for all of its rounds', async () => {
  const asked: unknown[] = [];
  const conversation = begun(async (fetch, refs) => {
    asked.push([fetch.wants, refs]);
    return { here: [B, String(C)], tags: [] };
  });
  const listing = Buffer.concat([...raw('command=ls-refs'), FLUSH]);
  expect(joined(await conversation.hearGit(listing))).toBe(joined([listing]));
  const listed = [
    ...raw(`${A} HEAD symref-target:refs/heads/main`, `${A} refs/heads/main`),
    FLUSH,
    END,
  ];
  expect(joined(conversation.hearServer(Buffer.concat(listed)))).toBe(joined(listed));
  expect(joined(await conversation.hearGit(fetchRequest(`want ${A}`, `have ${B}`)))).toBe(
    joined([fetchRequest(`want ${A}`, `have ${B}`, `have ${C}`)]),
  );
  const acknowledged = [
    ...raw('acknowledgments', `ACK ${B}`, `ACK ${C}`, 'ready'),
    DELIMITER,
    // What the pack holds is nobody's acknowledgment.
    ...raw('packfile', `ACK ${C}`),
    ...[FLUSH, END],
  ];
  const kept = acknowledged.filter((_, index) => index !== 2);
  expect(joined(conversation.hearServer(Buffer.concat(acknowledged)))).toBe(joined(kept));
  expect(joined(await conversation.hearGit(fetchRequest(`want ${A}`, 'done')))).toBe(
    joined([fetchRequest(`want ${A}`, `have ${B}`, `have ${C}`, 'done')]),
  );
  expect(asked).toEqual([
    [
      [A],
      [
        { ref: 'HEAD', oid: A, peeled: null },
        { ref: 'refs/heads/main', oid: A, peeled: null },
      ],
    ],
  ]);
});

test('a fetch that follows tags wants those that the origin leaves out now', async () => {
  const conversation = begun(async (_, refs) => {
    expect(refs).toEqual([{ ref: 'refs/tags/v1', oid: C, peeled: B }]);
    return { here: [B], tags: [String(C)] };
  });
  await conversation.hearGit(Buffer.concat([...raw('command=ls-refs'), FLUSH]));
  const listed = [...raw(`${C} refs/tags/v1 peeled:${B}`), FLUSH, END];
  conversation.hearServer(Buffer.concat(listed));
  const following = await conversation.hearGit(fetchRequest('include-tag', `want ${A}`, 'done'));
  expect(joined(following)).toBe(
    joined([fetchRequest('include-tag', `want ${A}`, `want ${C}`, `have ${B}`, 'done')]),
  );
  const others = await conversation.hearGit(fetchRequest(`want ${A}`, 'done'));
  expect(joined(others)).toBe(joined([fetchRequest(`want ${A}`, `have ${B}`, 'done')]));
});

test('where bringing fails, git goes on as without it', async () => {
  const conversation = begun(() => Promise.reject(new Error('nobody')));
  const request = fetchRequest(`want ${A}`, 'done');
  expect(joined(await conversation.hearGit(request))).toBe(joined([request]));
});

test('another version of the protocol passes unheard', async () => {
  const conversation = new Conversation(async () => ({ here: [B], tags: [] }));
  const listed = Buffer.concat([...raw(`${A} HEAD`), FLUSH]);
  expect(joined(conversation.hearServer(listed))).toBe(joined([listed]));
  const request = fetchRequest(`want ${A}`, 'done');
  expect(joined(await conversation.hearGit(request))).toBe(joined([request]));
});

test('a request that is too large to be held passes as it is', async () => {
  const conversation = begun(async () => ({ here: [B], tags: [] }));
  const wants = Array.from({ length: 160 }, () => textPacket(`want ${'a'.repeat(60_000)}`).raw);
  const large = Buffer.concat([
    ...raw('command=fetch'),
    DELIMITER,
    ...wants,
    ...raw('done'),
    FLUSH,
  ]);
  expect(joined(await conversation.hearGit(large))).toBe(joined([large]));
  const small = fetchRequest(`want ${A}`, 'done');
  expect(joined(await conversation.hearGit(small))).not.toBe(joined([small]));
});

const pieces = fc.array(
  fc.oneof(
    ...[FLUSH, DELIMITER, END].map((marker) => fc.constant(marker)),
    fc.constantFrom(...raw('command=fetch', 'command=ls-refs', `want ${A}`, `have ${B}`, 'done')),
    fc.constantFrom(...raw('acknowledgments', `ACK ${A}`, 'ready', 'packfile')),
    fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
  ),
  { maxLength: 30 },
);

test('where nothing came, not a byte is changed either way, whatever is said', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, fc.array(fc.boolean(), { maxLength: 60 }), async (said, turns) => {
      const conversation = new Conversation(NOBODY);
      const [toServer, toGit]: [Buffer[], Buffer[]] = [[], []];
      const [fromGit, fromServer]: [Buffer[], Buffer[]] = [[], []];
      for (const [index, piece] of [VERSION, ...said].entries()) {
        if (index > 0 && turns[index] === true) {
          fromGit.push(piece);
          toServer.push(...(await conversation.hearGit(piece)));
        } else {
          fromServer.push(piece);
          toGit.push(...conversation.hearServer(piece));
        }
      }
      toServer.push(...conversation.endOfGit());
      toGit.push(...conversation.endOfServer());
      expect(joined(toServer)).toBe(joined(fromGit));
      expect(joined(toGit)).toBe(joined(fromServer));
    }),
  );
});
