import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components';
import type { News } from '../../shared/domain/words/news.ts';

/** Long enough to read two sentences. */
const SHOWN_FOR = 10_000;

/** Something that could not be done, as a sentence, or something that came. */
export type Notice = string | News;

export type NoticeQueue = ToastQueue<Notice>;

export function createNoticeQueue(): NoticeQueue {
  return new ToastQueue<Notice>({ maxVisibleToasts: 3 });
}

export function notify(queue: NoticeQueue, notice: Notice): void {
  queue.add(notice, { timeout: SHOWN_FOR });
}
