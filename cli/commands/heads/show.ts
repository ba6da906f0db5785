import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { HeadLook, Refusal } from '../../../shared/api/heads/head-look.ts';
import type { LocalRepository, Peer } from '../../../shared/api/state.ts';
import { resolvePeer } from '../../../shared/domain/resolve/resolve-peer.ts';
import { listed } from '../../../shared/domain/words/listed.ts';
import { count } from '../../../shared/domain/words/quantity.ts';
import type { ChangedFile, FileDiff } from '../../../shared/gtp/comparison.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import type { NodeClient } from '../../node-client.ts';
import type { Surroundings } from '../../surroundings.ts';

const COMMITS = 20;
const FILES = 100;

interface Options extends CommonOptions {
  readonly file?: string;
}

export function showCommand(around: Surroundings): Command {
  return shoalCommand('show', 'Show what a teammate’s branch or tag brings, fetched or not')
    .argument('<peer>', 'the teammate, by name or id')
    .argument('<head>', 'a branch or tag of theirs')
    .argument('[path]', 'your repository; this folder if left out')
    .option('--file <name>', 'how this file differs')
    .action((typed: string, named: string, path: string | undefined, options: Options) =>
      withNode(options, async (node) => {
        const { id, name } = resolvePeer(typed, Object.values(node.state.peers));
        const folder = resolve(around.workingFolder, path ?? '.');
        const mine = await node.call('repositories.add', { path: folder });
        const ref = refOf(node, mine, { id, name }, named);
        const head = { repository: mine.id, peer: id, ref };
        if (options.file === undefined) {
          const look = await node.call('head.look', head);
          print(around, options, look, () => lookWords(look, name));
          return;
        }
        const from = { ...head, against: 'base', path: options.file } as const;
        const diff = await node.call('head.diff', from);
        print(around, options, diff, () => diffWords(diff));
      }),
    );
}

/** So many names are read at a glance. */
const NAMES = 12;

/** A branch before a tag, as everywhere. @throws UsageError that says what there is instead */
function refOf(
  { state }: NodeClient,
  mine: LocalRepository,
  { id, name }: Pick<Peer, 'id' | 'name'>,
  named: string,
): string {
  const copies = Object.values(state.swarms)
    .filter(({ local }) => local.includes(mine.id))
    .flatMap(({ alternatives }) => alternatives)
    .filter(({ peer }) => peer === id);
  if (copies.length === 0) throw new UsageError(`${name} shares no copy of ${mine.name}.`);
  const heads = copies.flatMap((copy) => copy.heads);
  const sorted = [...heads].sort((one, other) => one.kind.localeCompare(other.kind));
  const found = sorted.find((head) => head.name === named);
  if (found !== undefined) return found.ref;
  const names = [...new Set(sorted.map((head) => visible(head.name)))];
  const others = names.length > NAMES ? [`${names.length - NAMES} more`] : [];
  const instead = names.length === 0 ? 'none' : listed([...names.slice(0, NAMES), ...others]);
  throw new UsageError(
    `${name} shares no branch or tag “${named}” of ${mine.name}. Shared: ${instead}.`,
  );
}

function lookWords(look: HeadLook, name: string): string[] {
  const { comparison, conflicts } = look;
  const { commits, commitCount, files, fileCount } = comparison;
  const [shown, listed] = [commits.slice(0, COMMITS), files.slice(0, FILES)];
  const against = look.mine?.branch ?? 'yours';
  return [
    `${name}’s ${look.name}: ${count(commitCount, 'commit')} not in ${against}, ${count(fileCount, 'file')}${look.isHere ? '' : ', not fetched'}`,
    '',
    ...shown.map(({ oid, subject, author }) => `${oid.slice(0, 10)}  ${subject} (${author})`),
    ...more(commitCount - shown.length, 'commit'),
    '',
    ...listed.map(fileLine),
    ...more(fileCount - listed.length, 'file'),
    '',
    ...(conflicts?.files ?? []).map(({ path }) => `Conflict: ${visible(path)}`),
    ...offerWords(look),
  ];
}

function more(left: number, what: string): string[] {
  return left > 0 ? [`and ${count(left, `more ${what}`)}`] : [];
}

function offerWords({ merge }: HeadLook): string[] {
  if (merge.isPossible) {
    const how = merge.how === 'fast-forward' ? 'as a fast-forward' : 'without conflicts';
    return [`It merges into ${merge.into} ${how}.`];
  }
  return refusalWords(merge);
}

function refusalWords({ sentence, command }: Refusal): string[] {
  return [sentence, ...(command === null ? [] : [`  ${command}`])];
}

function fileLine({ path, oldPath, status, added, removed }: ChangedFile): string {
  const from = oldPath === null ? '' : `${visible(oldPath)} → `;
  const lines = added === null || removed === null ? '' : `  +${added} −${removed}`;
  return `${status}  ${from}${visible(path)}${lines}`;
}

function diffWords(diff: FileDiff): string[] {
  if (diff.kind !== 'text') return [`This is no text that can be shown (${diff.kind}).`];
  const lines = diff.hunks.flatMap((hunk) => [
    `@@ -${hunk.oldStart} +${hunk.newStart} @@ ${visible(hunk.heading)}`,
    ...hunk.lines.map(visible),
  ]);
  const shown = diff.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
  return shown < diff.lineCount || diff.isCut ? [...lines, 'It goes on.'] : lines;
}

/** What a terminal, or a reader, would take for something else is written out. */
function visible(text: string): string {
  return text.replace(
    /(?!\t)\p{C}/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
