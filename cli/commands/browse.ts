import type { Command } from 'commander';
import type { Browsed } from '../../shared/api/browsed.ts';
import { resolveSwarm } from '../../shared/domain/resolve/resolve-swarm.ts';
import { count, formatBytes } from '../../shared/domain/words/quantity.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';

const COMMITS = 10;

export function browseCommand(around: Surroundings): Command {
  return shoalCommand('browse', 'Look at a project without taking it')
    .argument('<swarm>', 'the project, by name or id')
    .argument('[head]', 'a branch or tag; the default branch if left out')
    .action((typed: string, head: string | undefined, options: CommonOptions) =>
      withNode(options, async (node) => {
        const swarm = resolveSwarm(typed, Object.values(node.state.swarms));
        const browsed = await node.call('browse', { swarm: swarm.id, head });
        const name = node.state.peers[browsed.peer]?.name ?? 'you';
        print(around, options, browsed, () => browsedWords(browsed, name));
      }),
    );
}

function browsedWords({ head, overview }: Browsed, name: string): string[] {
  const { readme, commits, files, bytes, languages } = overview;
  const named = languages.map((language) => language.name);
  return [
    `${head}, as ${name} ${name === 'you' ? 'have' : 'has'} it: ${count(files, 'file')}, ${formatBytes(bytes)}`,
    ...(named.length === 0 ? [] : [`Languages: ${named.join(', ')}`]),
    '',
    ...commits
      .slice(0, COMMITS)
      .map(({ oid, subject, author }) => `${oid.slice(0, 10)}  ${subject} (${author})`),
    '',
    ...(readme === null ? ['No README.'] : [readme.text.trimEnd()]),
    ...(readme?.isCut ? ['', 'The README goes on.'] : []),
  ];
}
