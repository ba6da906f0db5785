import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Real git and real sockets take their time on a busy machine: only what hangs comes to these ends.
const patience = {
  ...{ testTimeout: 180_000, hookTimeout: 180_000 },
  // What is asked again and again is often a program, which takes others' time.
  expect: { poll: { timeout: 30_000, interval: 250 } },
  setupFiles: ['./vitest.setup.ts'],
};

const SCENARIOS = 'engine/scenarios/*.test.ts';
const ATTACKS = 'engine/scenarios/attack-*.test.ts';
const PROGRAMS = './vitest.programs.ts';
const ROOMS = ['shared', 'engine', 'electron', 'cli', 'host', 'renderer', 'bench'];
/**
 * Some put another module in one's place, which only fresh modules can bear: those that others have loaded before, in the
 * same process, stay as they are. And one starts a program that is made for it.
 */
const APART = [...ROOMS.flatMap(testsThatMock), 'engine/heads/move-files.test.ts'];

function testsThatMock(room: string): string[] {
  return readdirSync(join(import.meta.dirname, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => `${room}/${file.replaceAll('\\', '/')}`)
    .filter((file) => readFileSync(join(import.meta.dirname, file), 'utf8').includes('vi.mock('));
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...patience,
          name: 'unit',
          include: [`{${ROOMS.join()}}/**/*.test.ts`],
          exclude: [SCENARIOS, ...APART],
          // Loading their modules anew for each file would take longer than the tests.
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...patience,
          name: 'integration',
          globalSetup: PROGRAMS,
          include: [...APART, 'scripts/**/*.test.mjs'],
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...patience,
          name: 'scenarios',
          include: [SCENARIOS],
          exclude: [ATTACKS],
          // All of them load the whole engine.
          isolate: false,
          // They wait for each other’s answers and for slow lines: more of them than there are cores.
          maxWorkers: 4,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...patience,
          name: 'attacks',
          include: [ATTACKS],
          globalSetup: [PROGRAMS, './engine/scenarios/support/attack-projects.ts'],
          // All of them load the whole engine, to attack another one: that of a process of its own.
          isolate: false,
          // How long a clone takes is measured: nothing else may run, and one bad moment is no harm yet.
          maxWorkers: 1,
          fileParallelism: false,
          retry: 1,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          ...patience,
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: PROGRAMS,
          // What they do is done by other programs, and what these are talked to with is loaded once.
          isolate: false,
          // Nodes on loopback find each other, whichever test they belong to: one file at a time.
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
