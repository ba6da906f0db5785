import type { AppState } from '../../shared/api/state.ts';
import type { Swarm } from '../../shared/api/swarm-state.ts';
import type { Place } from '../../shared/domain/places.ts';
import { SHARING_PAUSES, type SharingPauseChoice } from '../../shared/domain/sharing-pauses.ts';
import { newHeadsWords } from '../../shared/domain/words/head-count.ts';
import { pausedWords } from '../../shared/domain/words/sharing-words.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { t } from '../../shared/texts/all-texts.ts';

/** What a line of the tray's menu does. */
export type TrayAction =
  | { readonly does: 'show'; readonly place: Place | null }
  | { readonly does: 'fetch'; readonly swarm: SwarmId }
  | { readonly does: 'pause'; readonly choice: SharingPauseChoice }
  | { readonly does: 'resume' }
  | { readonly does: 'quit' };

/** One line of the tray's menu; with neither action nor items it only tells something. */
export interface TrayItem {
  readonly label: string;
  readonly action?: TrayAction;
  readonly items?: readonly TrayItem[];
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

/** @param now in milliseconds since the epoch */
export function trayContent(state: AppState, now: number = Date.now()): TrayContent {
  const { peers, swarms, sharing, engine } = state;
  const connected = Object.values(peers).filter(({ presence }) => presence.state === 'connected');
  const news = Object.values(swarms)
    .filter((swarm) => swarm.local.length > 0 && newsOf(swarm) !== null)
    .sort((a, b) => (b.updatedAt ?? 0) - (a.updatedAt ?? 0));
  const words = t.desktop;
  const nearby = connected.length === 0 ? words.nobodyNearby : words.nearby(connected.length);
  const paused = pausedWords(sharing, now);
  const told = news.length === 0 ? null : words.withNewHeads(news.length);
  const status = [told, paused].filter((words) => words !== null).join('. ');
  return {
    groups: [
      [{ label: words.open, action: { does: 'show', place: null } }],
      [...problemItems(engine), { label: nearby }, ...news.slice(0, MAX_PROJECTS).map(projectItem)],
      paused === null ? [pauseItem()] : [{ label: paused }, resumeItem()],
      [
        { label: words.room, action: { does: 'show', place: { to: 'room' } } },
        { label: words.whyMissing, action: { does: 'show', place: { to: 'doctor' } } },
        { label: words.settings, action: { does: 'show', place: { to: 'settings' } } },
        { label: words.quit, action: { does: 'quit' } },
      ],
    ],
    tooltip: status === '' ? 'Shoal' : `Shoal: ${status}`,
    hasNews: news.length > 0,
  };
}

function resumeItem(): TrayItem {
  return { label: t.desktop.resumeSharing, action: { does: 'resume' } };
}

function pauseItem(): TrayItem {
  return {
    label: t.desktop.pauseSharing,
    items: SHARING_PAUSES.map((choice) => ({
      label: t.changes.pauses[choice],
      action: { does: 'pause', choice },
    })),
  };
}

function problemItems(engine: AppState['engine']): TrayItem[] {
  switch (engine) {
    case 'starting':
      return [{ label: t.desktop.starting }];
    case 'restarting':
      return [{ label: t.desktop.restarting }];
    case 'stopped':
      return [{ label: t.desktop.stopped }];
    case 'running':
      return [];
  }
}

/** Fetched from everyone who has it, or looked at. */
function projectItem(swarm: Swarm): TrayItem {
  return {
    label: `${swarm.name}: ${newsOf(swarm)}`,
    items: [
      { label: t.desktop.fetch, action: { does: 'fetch', swarm: swarm.id } },
      { label: t.desktop.show, action: { does: 'show', place: { to: 'swarm', id: swarm.id } } },
    ],
  };
}

function newsOf({ newHeads, newTags }: Swarm): string | null {
  return newHeadsWords({ heads: newHeads, tags: newTags });
}
