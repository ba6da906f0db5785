import type { Command } from 'commander';
import type { AppState, Follow, LocalRepository } from '../../shared/api/state.ts';
import { headCountWords } from '../../shared/domain/words/head-count.ts';
import { leftOutWords } from '../../shared/domain/words/left-out-words.ts';
import { count } from '../../shared/domain/words/quantity.ts';
import { unusableWords } from '../../shared/domain/words/unusable-words.ts';
import { shortId } from '../../shared/short-id.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import { transferLine } from '../progress/transfer-line.ts';
import type { Surroundings } from '../surroundings.ts';
import { depotWords } from './depot/depot-words.ts';
import { sharingWords } from './sharing.ts';

export function statusCommand(around: Surroundings): Command {
  return shoalCommand(
    'status',
    'Show this Shoal: who it is, what it shares, what it is doing',
  ).action((options: CommonOptions) =>
    withNode(options, async ({ state }) =>
      print(around, options, statusResult(state), () => statusWords(state)),
    ),
  );
}

/** What `status --json` prints. */
function statusResult(state: AppState) {
  const { self, engine, problems, repositories, follows, transfers, guests, room, sharing, depot } =
    state;
  return {
    self,
    engine,
    problems: Object.values(problems),
    repositories: Object.values(repositories),
    follows: Object.values(follows),
    transfers: Object.values(transfers),
    guests,
    room,
    sharing,
    depot,
  };
}

function statusWords(state: AppState): string[] {
  const { self, engine, problems, repositories, follows, transfers } = state;
  const own = Object.values(repositories).filter(({ isKept }) => !isKept);
  const here = Object.values(state.peers).filter(({ presence }) => presence.state === 'connected');
  return [
    ...(self === null ? [] : [`${self.name}  ${self.id}`, `Words: ${self.words.join(' ')}`]),
    engine === 'running' ? `Connected to ${count(here.length, 'teammate')}.` : `Engine ${engine}.`,
    ...(state.room.state === 'on' ? ['The room is on: `shoal room` says what is open.'] : []),
    ...(state.guests.state === 'on' ? ['Guests are let in: `shoal guests` says how.'] : []),
    ...(state.sharing.state === 'paused' ? [sharingWords(state.sharing)] : []),
    ...Object.values(problems).map(({ sentence }) => `Problem: ${sentence}`),
    ...section('Repositories', own.flatMap(repositoryLines)),
    ...section('Kept for others', depotWords(state)),
    ...section(
      'Following',
      Object.values(follows).map((follow) => followLine(follow, state)),
    ),
    ...section('Transfers', Object.values(transfers).map(transferLine)),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function followLine({ peer, repository, problem }: Follow, state: AppState): string {
  const name = state.peers[peer]?.name ?? shortId(peer);
  const path = repository === null ? null : state.repositories[repository]?.path;
  const where = repository === null ? 'everywhere' : `in ${path ?? 'a repository that is gone'}`;
  return `${name} ${where}${problem === null ? '' : `: ${problem}`}`;
}

function repositoryLines(repository: LocalRepository): string[] {
  const { leftOut = [] } = repository;
  return [repositoryLine(repository), ...leftOut.map((each) => `  ${leftOutWords(each)}`)];
}

function repositoryLine(repository: LocalRepository): string {
  const { path, visibility, status, room } = repository;
  const afterwards = room === undefined ? '' : `, after the room with ${room.afterwards.to}`;
  const shared = `shared with ${visibility.to}${afterwards}`;
  switch (status.state) {
    case 'reading':
      return `${path}  ${shared}, being read`;
    case 'ready':
      return `${path}  ${shared}, ${headCountWords(status)}`;
    case 'unusable':
      return `${path}  ${unusableWords(visibility, status)}`;
  }
}
