import { expect, test } from 'vitest';
import type { EnginePeerFact } from '../../shared/api/doctor-facts.ts';
import { otter, start, startAlone } from '../fake-room.ts';

const seen: EnginePeerFact = {
  id: otter.id,
  name: 'Otter',
  trust: 'known',
  presence: 'connected',
  heardAgo: null,
  place: '10.0.0.7:4040',
  reached: 'yes',
  view: { state: 'older' },
  clockAhead: null,
  shows: 0,
  problem: null,
};
const looked = { 'doctor.look': () => ({ git: '2.39.5', peers: [seen] }) };

test('prints what was found, with what to do, and ends with status 0', async () => {
  const { run } = await start(looked);
  const { status, stdout, stderr } = await run('doctor');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('[note] This Shoal was started so that it does not look around');
  expect(stdout).toContain('[note] Otter runs an older Shoal');
  expect(stdout).toContain('git 2.39.5');
});

test('prints the same as JSON, in a form that stays', async () => {
  const { run } = await start(looked);
  const { findings, interfaces, peers } = JSON.parse((await run('doctor', '--json')).stdout);
  expect(interfaces).toEqual([]);
  expect(Object.keys(findings[0])).toEqual(
    expect.arrayContaining(['code', 'severity', 'what', 'meaning', 'do', 'command']),
  );
  expect(peers).toEqual([
    {
      ...{ id: otter.id, name: 'Otter', presence: 'connected', trust: 'known' },
      ...{ address: '10.0.0.7:4040', heard: false, reached: 'yes', hearsMe: null },
      ...{ reachesMe: null, clockAhead: null, software: null, shows: 0, maySee: 0 },
    },
  ]);
});

test('asks about one teammate only, by any of their names', async () => {
  const { run, called } = await start(looked);
  const { stdout } = await run('doctor', 'otter');
  expect(called('doctor.look')).toEqual([{ peer: otter.id }]);
  expect(stdout).toContain('Otter shares nothing with you. (shares-nothing)');
});

test('somebody whom nobody knows is a finding, and no failure', async () => {
  const { run, called } = await startAlone(looked);
  const { status, stdout } = await run('doctor', 'Nobody');
  expect(status).toBe(0);
  expect(stdout).toContain('Nobody called “Nobody” was heard');
  expect(called('doctor.look')).toEqual([{ peer: null }]);
});

test('a report is without names unless it is to be full', async () => {
  const { run } = await start(looked);
  expect((await run('doctor', '--report')).stdout).toContain('Teammate 1 runs an older Shoal');
  expect((await run('doctor', '--report')).stdout).not.toMatch(/Otter|10\.0\.0/);
  expect((await run('doctor', '--report', '--full')).stdout).toContain('Otter');
});

test('it comes to an end where the engine does not answer', async () => {
  const { run, launcher } = await startAlone({
    'doctor.look': () => {
      throw new Error('no');
    },
  });
  expect((await run('doctor')).stdout).toContain('(engine-down)');
  expect(launcher.last.called('doctor.look')).toHaveLength(1);
});
