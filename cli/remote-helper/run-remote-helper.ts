import { createInterface } from 'node:readline';
import { dataFolder } from '../../host/data-folder.ts';
import { asShoalError } from '../../shared/errors.ts';
import { endHelper } from '../end-helper.ts';
import { NodeClient } from '../node-client.ts';
import { parseAddress } from './address.ts';
import { type HelperSurroundings, RemoteHelper } from './remote-helper.ts';

/**
 * Serves one git as its remote helper, and answers with the exit status. What went wrong is a line on stderr: git
 * adds nothing to it.
 * @param args what the remote is called, and its address
 */
export async function runRemoteHelper(
  args: readonly string[],
  around: HelperSurroundings,
): Promise<number> {
  let isServing = false;
  try {
    const address = parseAddress(args[1] ?? args[0] ?? '');
    const node = await NodeClient.connect(dataFolder(undefined));
    try {
      const helper = new RemoteHelper(node, address, around);
      isServing = true;
      await helper.serve(createInterface({ input: around.stdin }));
    } finally {
      node[Symbol.dispose]();
    }
    return 0;
  } catch (cause) {
    const sentence = asShoalError(cause).message.replace(/\s*\n\s*/g, ' ');
    if (isServing) around.stderr.write(`fatal: ${sentence}\n`);
    else await endHelper(sentence, around);
    return 1;
  } finally {
    // git waits for this program to end, and says nothing more before that.
    around.stdin.destroy();
  }
}
