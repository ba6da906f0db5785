import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatInvite, type Invite } from '../../../shared/domain/reach/invite.ts';
import type { TrackerDocument } from '../../../shared/gtp/tracker.ts';
import { otter, repository, start, startAlone, swarm } from '../../fake-room.ts';

const ENDPOINT = { host: '192.168.1.20', port: 7654 };
const RELAY = { id: otter.id, host: 'relay.example.org', port: 7654 };
const EMPTY: TrackerDocument = {
  ...{ type: 'gtp-tracker', v: 2, bits: 0, expires: 300, envelopes: [] },
};
const shared = { ...repository, visibility: { to: 'everyone' as const } };
const ready = { ...shared, status: { ...shared.status, swarm: swarm.id } as typeof shared.status };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-reach-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const inviting = (held: Partial<Invite>) => ({
  'reach.invite': async ({ swarm: about, until }: { swarm: Invite['swarm']; until: number }) => ({
    link: formatInvite({
      ...{ peer: otter.id, endpoints: [ENDPOINT], relays: [], trackers: [], until },
      ...{ swarm: about, ...held },
    }),
  }),
});

test('an invitation says where it leads, where that is this network only', async () => {
  const { run, change } = await start(inviting({}));
  change({ set: 'repositories', key: ready.id, value: ready });
  const near = await run('invite', swarm.name);
  expect(near).toMatchObject({ status: 0, stderr: '' });
  expect(near.stdout).toContain('It leads to 192.168.1.20:7654 and nowhere else.');
  expect(near.stdout).toContain('shoal config relays ID@HOST:PORT');
});

test('one that a relay leads to says nothing of that', async () => {
  const { run, change } = await start(inviting({ relays: [RELAY] }));
  change({ set: 'repositories', key: ready.id, value: ready });
  const far = await run('invite');
  expect(far.stdout).toContain('they type: shoal join LINK');
  expect(far.stdout).not.toContain('nowhere else');
  expect(far.stdout).not.toContain('You share nothing');
});

test('who invites to what is not shared is told that nobody will see it', async () => {
  const { run } = await start(inviting({ relays: [RELAY] }));
  const { stdout } = await run('invite', swarm.name);
  expect(stdout).toContain(`You share nothing of ${swarm.name}: who comes will not see it.`);
  expect((await run('invite')).stdout).toContain('You share nothing: who comes will see nothing.');
  const told = JSON.parse((await run('invite', swarm.name, '--json')).stdout);
  expect(told).toMatchObject({ link: expect.stringContaining('shoal://invite/'), swarm: swarm.id });
});

test('an export goes where it was typed, and says so where nothing is in it', async () => {
  const { run, folder: here } = await startAlone({ 'reach.export': async () => EMPTY });
  const { stdout, status } = await run('tracker', 'export', 'tracker.json');
  expect(status).toBe(0);
  const path = join(here, 'tracker.json');
  expect(stdout).toContain(`${path} holds no announcement`);
  expect(stdout).toContain('shoal share');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(EMPTY);
});

test('where nothing can be written, an export says so', async () => {
  const { run } = await startAlone({ 'reach.export': async () => EMPTY });
  const path = join(folder, 'not-there', 'tracker.json');
  const refused = await run('tracker', 'export', path);
  expect(refused).toMatchObject({ status: 1, stdout: '' });
  expect(refused.stderr).toBe(
    `shoal: ${path} cannot be written: there is no such folder. Choose another file.\n`,
  );
});

test('what is no list of a tracker’s is not written over', async () => {
  const { run } = await startAlone({ 'reach.export': async () => EMPTY });
  const path = join(folder, 'notes.json');
  writeFileSync(path, '{"mine":1}');
  const refused = await run('tracker', 'export', path);
  expect(refused).toMatchObject({ status: 1, stdout: '' });
  expect(refused.stderr).toContain('is there already, and is no list of a tracker’s');
  expect(readFileSync(path, 'utf8')).toBe('{"mine":1}');
  expect((await run('tracker', 'export', path, '--days', '31')).status).toBe(2);
  expect((await run('tracker', 'import', path)).status).toBe(2);
});
