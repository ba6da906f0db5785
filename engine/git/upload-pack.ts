import { Readable } from 'node:stream';
import { type GitPlace, type RunningGit, type Setting, start } from './run.ts';

/** What git's server side may do beside giving what refs reach, and what making one pack may cost. */
const BOUNDS: readonly Setting[] = [
  ['uploadpack.allowTipSHA1InWant', 'false'],
  ['uploadpack.allowReachableSHA1InWant', 'false'],
  ['uploadpack.allowAnySHA1InWant', 'false'],
  ['uploadpack.allowRefInWant', 'false'],
  // What is left out by a filter is asked for later, object by object: each would take a walk through the history.
  ['uploadpack.allowFilter', 'false'],
  ['uploadpack.allowSidebandAll', 'false'],
  ['transfer.advertiseObjectInfo', 'false'],
  ['transfer.advertiseSID', 'false'],
  ['pack.threads', '1'],
  ['pack.windowMemory', '64m'],
  ['pack.deltaCacheSize', '32m'],
];

export interface UploadPackOptions {
  /** Version 2 of the protocol (gitprotocol-v2(5)); the first one if left out. */
  readonly protocol?: 2;
  readonly signal?: AbortSignal;
}

/** The refs of a repository, or in version 2 what can be asked of it: how an answer to `info/refs` goes on. */
export function advertiseRefs(place: GitPlace & { gitDir: string }, options: UploadPackOptions) {
  return run(place, ['--advertise-refs'], options);
}

/** Answers one request of a stateless client (gitprotocol-http(5)). */
export function uploadPack(
  place: GitPlace & { gitDir: string },
  request: Buffer,
  options: UploadPackOptions,
) {
  return run(place, [], options, request);
}

function run(
  place: GitPlace & { gitDir: string },
  more: readonly string[],
  options: UploadPackOptions,
  request?: Buffer,
): RunningGit {
  const args = ['upload-pack', '--stateless-rpc', '--strict', ...more, place.gitDir];
  const input = request === undefined ? undefined : Readable.from([request]);
  return start(place, args, { ...options, settings: BOUNDS, input });
}
