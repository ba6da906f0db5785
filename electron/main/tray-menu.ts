import type { AppState } from '../../shared/api/state.ts';
import type { Swarm } from '../../shared/api/swarm-state.ts';
import { newHeadsWords } from '../../shared/domain/words/head-count.ts';
import { count } from '../../shared/domain/words/quantity.ts';

/** One line of the tray's menu; without `action` it only tells something. */
interface TrayItem {
  readonly label: string;
  readonly action?: 'show' | 'quit';
}

export interface TrayContent {
  /** Groups, with a line between them. */
  readonly groups: readonly (readonly TrayItem[])[];
  readonly tooltip: string;
  /** Whether a project of mine has heads that I do not have: the dot. */
  readonly hasNews: boolean;
}

/** More projects than this are for the window. */
const MAX_PROJECTS = 5;

export function trayContent({ peers, swarms }: AppState): TrayContent {
  const connected = Object.values(peers).filter(({ presence }) => presence.state === 'connected');
  const news = Object.values(swarms)
    .filter((swarm) => swarm.local.length > 0 && newsOf(swarm) !== null)
    .sort((a, b) => (b.updatedAt ?? 0) - (a.updatedAt ?? 0));
  const nearby =
    connected.length === 0 ? 'Nobody is nearby' : `${count(connected.length, 'teammate')} nearby`;
  const projects = news.slice(0, MAX_PROJECTS).map(
    (swarm): TrayItem => ({
      label: `${swarm.name}: ${newsOf(swarm)}`,
      action: 'show',
    }),
  );
  return {
    groups: [
      [{ label: 'Open Shoal', action: 'show' }],
      [{ label: nearby }, ...projects],
      [{ label: 'Quit Shoal', action: 'quit' }],
    ],
    tooltip: news.length === 0 ? 'Shoal' : `Shoal: ${count(news.length, 'project')} with new heads`,
    hasNews: news.length > 0,
  };
}

function newsOf({ newHeads, newTags }: Swarm): string | null {
  return newHeadsWords({ heads: newHeads, tags: newTags });
}
