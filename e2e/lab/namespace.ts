import { access } from 'node:fs/promises';
import { run } from './run.ts';

export async function addNamespace(name: string): Promise<void> {
  await run('ip', 'netns', 'add', name);
}

/**
 * Removes a namespace with the processes that still run in it: all of them were started for the lab,
 * even those that outlived what started them. One that was never made is no error.
 */
export async function removeNamespace(name: string): Promise<void> {
  try {
    await access(`/run/netns/${name}`);
  } catch {
    return;
  }
  const pids = await run('ip', 'netns', 'pids', name);
  for (const pid of pids.split('\n').filter(Boolean)) endProcess(Number(pid));
  await run('ip', 'netns', 'del', name);
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It has ended since it was listed.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
