import { expect, test } from 'vitest';
import { HelperLines } from './helper-lines.ts';
import { textPacket } from './protocol/pkt-line.ts';

const VERSION = Buffer.concat([textPacket('version 2').raw, Buffer.from('0000')]);
const FETCH = Buffer.concat([
  ...[
    textPacket('command=fetch').raw,
    Buffer.from('0001'),
    textPacket(`want ${'a'.repeat(40)}`).raw,
  ],
  ...[textPacket('done').raw, Buffer.from('0000')],
]);
const HERE = 'b'.repeat(40);

async function after(line: string, answer: string): Promise<string> {
  const lines = new HelperLines(async () => ({ here: [HERE], tags: [] }));
  // Wherever the pieces end.
  for (const piece of [line.slice(0, 5), line.slice(5)]) {
    expect(String(await lines.hearGit(Buffer.from(piece)))).toBe(piece);
  }
  const told = Buffer.concat([...lines.hearProgram(Buffer.from(answer)), ...lines.endOfProgram()]);
  expect(told.toString()).toBe(answer);
  return Buffer.concat([...(await lines.hearGit(FETCH)), ...lines.endOfGit()]).toString();
}

test.each(['stateless-connect', 'connect'])('behind “%s”, a fetch is heard', async (command) => {
  expect(await after(`${command} git-upload-pack\n`, `\n${VERSION}`)).toContain(`have ${HERE}`);
});

test.each([
  ['stateless-connect git-upload-pack\n', 'fallback\n'],
  ['stateless-connect git-receive-pack\n', `\n${VERSION}`],
  ['connect git-upload-archive\n', `\n${VERSION}`],
  ['connect git-upload-pack\n', `\n${textPacket('version 1').raw}`],
  ['option progress true\n', 'ok\n'],
  ['push refs/heads/connect git-upload-pack:refs/heads/x\n', '\n'],
])('after %j and %j, all passes as it is', async (line, answer) => {
  expect(await after(line, answer)).toBe(FETCH.toString());
});
