import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Mirrored } from '../../../shared/api/mirror-source.ts';
import type { TransferResult } from '../../../shared/api/state.ts';
import { folderName } from '../../../shared/domain/folder-name.ts';
import { isLocalPath, nameInAddress } from '../../../shared/domain/git/clone-address.ts';
import type { ShareBack } from '../../../shared/domain/visibility.ts';
import { asShoalError } from '../../../shared/errors.ts';
import type { Oid } from '../../../shared/ids.ts';
import { type CommonOptions, print } from '../../command.ts';
import { NodeClient } from '../../node-client.ts';
import { resultOf } from '../../progress/result.ts';
import { runTransfer } from '../../progress/run-transfer.ts';
import type { Surroundings } from '../../surroundings.ts';

/** As many as are asked about at once. */
const MOST_LISTED = 30_000;

export interface CloneUrlOptions extends CommonOptions {
  readonly share?: ShareBack;
  readonly useMirror?: readonly string[];
}

/**
 * Clones an address: what teammates have comes over the LAN, the rest from the origin by the user's own git, which asks
 * on this terminal. Without a running Shoal it is that git alone.
 */
export async function cloneAddress(
  around: Surroundings,
  typed: string,
  dir: string | undefined,
  options: CloneUrlOptions,
  dataFolder: string,
): Promise<void> {
  const startedAt = performance.now();
  // No other command runs git by itself.
  const { cloneUrl } = await import('../../../engine/transfers/mirror/clone-url.ts');
  const url = await asGitTakesIt(typed, around.workingFolder);
  const directory = resolve(around.workingFolder, dir ?? folderName(nameInAddress(url)));
  using interruption = untilInterrupted();
  const node = await NodeClient.connect(dataFolder).catch((error: unknown) => {
    around.stderr.write(`${asShoalError(error).message} Cloning from the origin alone.\n`);
    return null;
  });
  try {
    let mirrored: Mirrored = { sources: [], result: null };
    const { updated, instead, notices } = await cloneUrl({
      ...{ url, directory, signal: interruption.signal },
      useMirrors: (options.useMirror ?? []).map((path) => resolve(around.workingFolder, path)),
      terminal: { stderr: around.stderr },
      bring: async () => {
        if (node === null) return [];
        const origin = await whatIsKnown(url, around, interruption.signal);
        mirrored = await runTransfer(around, options, node, (transfer) =>
          node.call('mirror.bring', { transfer, directory, origin }),
        );
        return mirrored.sources;
      },
    });
    if (node !== null) {
      // Shoal may have ended meanwhile: a clone is one all the same.
      await takeIn(node, directory, options).catch((error: unknown) => {
        around.stderr.write(`shoal: ${asShoalError(error).message}\n`);
      });
    }
    for (const { sentence } of notices) around.stderr.write(`shoal: ${sentence}\n`);
    const { bytes = 0, blocks = 0, peers = [] } = mirrored.result ?? {};
    const seconds = (performance.now() - startedAt) / 1_000;
    const notes =
      instead === null ? [] : notices.map((notice) => ({ ...notice, peer: instead.peer }));
    const result: TransferResult = {
      ...{ updated, bytes, seconds, blocks, peers },
      ...(notes.length > 0 ? { notes } : {}),
    };
    print(around, options, resultOf(result), () => [`Cloned into ${directory}.`]);
  } finally {
    node?.[Symbol.dispose]();
  }
}

/** Copies tell their origins by hashes of what names a host; an origin that names none is asked what it has. */
async function whatIsKnown(
  url: string,
  { stderr, workingFolder }: Surroundings,
  signal: AbortSignal,
) {
  const { originHash } = await import('../../../engine/repositories/origins.ts');
  const hash = originHash(url);
  if (!url.startsWith('file:')) return { hash, refs: [] };
  const { runUsersGit } = await import('../../../engine/git/users-git.ts');
  const options = { cwd: workingFolder, terminal: { stderr }, signal };
  const { stdout } = await runUsersGit(['ls-remote', '--heads', '--tags', '--', url], options);
  const fields = stdout.split('\n').map((line) => line.split('\t'));
  const refs = fields.flatMap(([oid, ref]) =>
    ref === undefined ? [] : [{ ref, oid: oid as Oid }],
  );
  return { hash, refs: refs.slice(0, MOST_LISTED) };
}

/** It is a repository of mine from now on, and seen by whom the user said. */
async function takeIn(node: NodeClient, path: string, { share }: CloneUrlOptions): Promise<void> {
  const { id: repository } = await node.call('repositories.add', { path });
  if (share === undefined) return;
  await node.call('repositories.setVisibility', { repository, visibility: { to: share } });
}

/** A path is meant from here, and git keeps it in full. */
async function asGitTakesIt(typed: string, workingFolder: string): Promise<string> {
  if (!isLocalPath(typed)) return typed;
  const path = resolve(workingFolder, typed);
  return stat(path).then(
    () => path,
    () => typed,
  );
}

function untilInterrupted(): { readonly signal: AbortSignal } & Disposable {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
