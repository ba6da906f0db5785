import type { FetchNote } from '../../../shared/api/fetch-remarks.ts';
import {
  type AppState,
  isRunning,
  type Transfer,
  type TransferResult,
} from '../../../shared/api/state.ts';
import { bytesHere, percent } from '../../../shared/domain/transfer-progress.ts';
import { countHeads, headCountWords } from '../../../shared/domain/words/head-count.ts';
import { formatBytes, formatDuration } from '../../../shared/domain/words/quantity.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { SwarmId } from '../../../shared/ids.ts';
import { t } from '../../texts/texts.ts';
import { told } from '../../texts/told.ts';

/** Running ones first, then the latest. */
export function orderTransfers(transfers: AppState['transfers']): Transfer[] {
  return Object.values(transfers).sort(
    (a, b) => Number(isRunning(b)) - Number(isRunning(a)) || b.startedAt - a.startedAt,
  );
}

export function runningTransfers(transfers: AppState['transfers']): Transfer[] {
  return orderTransfers(transfers).filter(isRunning);
}

/** `1 running, 2 paused`: how many have not ended; empty where all have. */
export function runningNote(transfers: readonly Transfer[]): string {
  const open = transfers.filter(isRunning);
  const running = open.filter((transfer) => !isAtRest(transfer)).length;
  const waiting = open.filter(({ phase }) => phase.state === 'waiting').length;
  const paused = open.filter(({ phase }) => phase.state === 'paused').length;
  return [
    ...(running > 0 ? [t.transfers.running(running)] : []),
    ...(waiting > 0 ? [t.transfers.waiting(waiting)] : []),
    ...(paused > 0 ? [t.transfers.paused(paused)] : []),
  ].join(', ');
}

/** Whether a transfer rests, for as long as it may take; it needs nobody's eye meanwhile. */
export function isAtRest({ phase }: Transfer): boolean {
  return phase.state === 'waiting' || phase.state === 'paused';
}

/** The transfer under way in a swarm, if any. */
export function runningIn(swarm: SwarmId, transfers: AppState['transfers']): Transfer | null {
  return unfinished(transfers).find((transfer) => transfer.swarm === swarm) ?? null;
}

/** The transfer that writes into this folder right now, if any. */
export function runningInto(path: string, transfers: AppState['transfers']): Transfer | null {
  return unfinished(transfers).find((transfer) => transfer.path === path) ?? null;
}

/** What is in use while it is checked is in nobody's way. */
function unfinished(transfers: AppState['transfers']): Transfer[] {
  return runningTransfers(transfers).filter(({ phase }) => phase.state !== 'verifying');
}

/** `cloning 62 %`, `paused at 62 %`: what a list shows of a transfer under way. */
export function runningLabel(transfer: Transfer): string {
  const { phase, progress, kind } = transfer;
  const done = percent(progress);
  if (phase.state === 'paused') return pausedLabel(done);
  if (phase.state === 'waiting') return t.transfers.isWaiting;
  const { cloning, cloningPart, fetching, fetchingPart } = t.transfers;
  const isClone = kind === 'clone';
  if (phase.state !== 'receiving' || done === null) return isClone ? cloning : fetching;
  return isClone ? cloningPart(done) : fetchingPart(done);
}

function pausedLabel(done: number | null): string {
  return done === null ? t.transfers.isPaused : t.transfers.isPausedAt(done);
}

/** What is going on, or how it ended, in a few words. */
export function phaseLabel(transfer: Transfer): string {
  const { phase, kind, progress } = transfer;
  const words = t.transfers.phase;
  switch (phase.state) {
    case 'asking':
      return words.asking;
    case 'receiving': {
      const done = percent(progress);
      return done === null ? words.receiving : words.part(done);
    }
    case 'waiting':
      return words.waiting;
    case 'paused':
      return capitalized(pausedLabel(percent(progress)));
    case 'checking':
      return words.checking;
    case 'finishing':
      return words.finishing;
    case 'verifying':
      return words.verifying;
    case 'done':
      return doneLabel(kind, phase.result);
    case 'cancelled':
      return cancelledLabel(bytesHere(progress));
    case 'failed':
      return told(phase.sentence);
    default:
      return assertNever(phase);
  }
}

function cancelledLabel(bytes: number): string {
  const { cancelled, cancelledWith } = t.transfers.phase;
  return bytes === 0 ? cancelled : cancelledWith(formatBytes(bytes));
}

function doneLabel(
  kind: Transfer['kind'],
  result: Pick<TransferResult, 'updated' | 'bytes' | 'seconds' | 'notes'>,
): string {
  const words = t.transfers.phase;
  const size = words.size(formatBytes(result.bytes), formatDuration(result.seconds));
  const isUnfilled = result.notes?.some(({ code }) => code === 'files-missing') === true;
  if (isUnfilled) return words.unfilled(size);
  if (kind === 'clone') return words.cloned(size);
  if (result.updated.length === 0) return words.nothingNew;
  return words.fetched(headCountWords(countHeads(result.updated)), size);
}

export interface Remark {
  readonly look: 'warning' | 'note';
  readonly sentence: string;
  /** The project says it itself. */
  readonly isToldElsewhere: boolean;
}

const FAULTS: readonly FetchNote['code'][] = ['files-missing', 'name-taken'];

/** What a transfer that is done did not do, and then what it did otherwise than one would think. */
export function remarks({ phase }: Transfer): Remark[] {
  if (phase.state !== 'done' && phase.state !== 'verifying') return [];
  const { failed = [], notes = [] } = phase.result;
  const all = notes.map(({ code, sentence }) => ({
    look: FAULTS.includes(code) ? ('warning' as const) : ('note' as const),
    sentence: told(sentence),
    isToldElsewhere: code === 'left-out',
  }));
  return [
    ...failed.map(({ name, sentence }) => ({
      look: 'warning' as const,
      sentence: sentence.startsWith(`${name} `) ? told(sentence) : `${name}: ${told(sentence)}`,
      isToldElsewhere: false,
    })),
    ...all.filter(({ look }) => look === 'warning'),
    ...all.filter(({ look }) => look === 'note'),
  ];
}

/** `84 MB were here already`: what an earlier attempt had brought; null where there was none. */
export function keptLabel({ progress }: Transfer): string | null {
  if (progress.keptBytes === 0) return null;
  return t.transfers.wereHere(formatBytes(progress.keptBytes));
}

/** `744 MB of 1.2 GB are here`: what a transfer at rest has; null where nothing came yet. */
export function hereLabel({ progress }: Transfer): string | null {
  const bytes = bytesHere(progress);
  const all = Math.max(bytes, progress.estimatedBytes);
  return bytes === 0 ? null : t.transfers.areHere(formatBytes(bytes), formatBytes(all));
}

/** What did not have to come over the internet; null where nothing came or not all is here yet. */
export function savedLabel({ phase }: Transfer): string | null {
  if (phase.state !== 'done' && phase.state !== 'verifying') return null;
  const bytes = phase.result.peers.reduce((sum, peer) => sum + peer.bytes, 0);
  return bytes === 0 ? null : t.transfers.saved(formatBytes(bytes));
}

/** More than this is worth a question before it is thrown away: a few seconds of a good network. */
const MUCH = 50_000_000;

export function wouldLoseMuch({ progress }: Transfer): boolean {
  return bytesHere(progress) > MUCH;
}

/** `62 %` and the like at the start of a line. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
