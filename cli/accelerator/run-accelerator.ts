import { existsSync } from 'node:fs';
import type { Git } from './git.ts';
import { HelperLines } from './helper-lines.ts';
import { startProgram } from './program.ts';
import type { BringNearby } from './protocol/conversation.ts';
import { relay } from './relay.ts';
import { routeOf } from './route.ts';

/** Of these, git's own helper asks the rules itself. */
const ASKED = new Set(['http', 'https', 'ftp', 'ftps']);
const DIED = 128;

/**
 * Stands in for what git would have run for a remote, and lets it do all; what a fetch brings from the origin
 * is less by what is near. What only a fetch needs is loaded by the first one.
 * @param args what the remote is called, and its address
 * @returns the exit status
 */
export async function runAccelerator(
  [remote = '', url]: readonly string[],
  git: Git,
): Promise<number> {
  try {
    return await serve(remote, url, git);
  } finally {
    // git waits for this program to end, and says nothing more before that.
    git.stdin.destroy();
  }
}

async function serve(remote: string, url: string | undefined, git: Git): Promise<number> {
  // Since git 2.46, the name stands for the address that is missing.
  if (url === undefined || (url === remote && !existsSync(url))) {
    return (await import('./serve-nothing.ts')).serveNothing(remote, git);
  }
  const bring: BringNearby = async (fetch, refs) => {
    const { askNode } = await import('./ask-node.ts');
    return askNode({ url, fetch, refs, stderr: git.stderr });
  };
  const route = routeOf(url);
  if (route.kind !== 'helper') {
    return (await import('./tunnel/serve-direct.ts')).serveDirect(route, git, bring);
  }
  if (!ASKED.has(route.scheme)) {
    const { mayUse, notAllowed } = await import('./tunnel/git-settings.ts');
    if (!mayUse(route.scheme)) {
      await (await import('../end-helper.ts')).endHelper(notAllowed(route.scheme), git);
      return DIED;
    }
  }
  const program = startProgram('git', [`remote-${route.scheme}`, remote, url]);
  return relay(git, program, new HelperLines(bring));
}
