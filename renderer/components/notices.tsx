import { X } from 'lucide-react';
import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { IconButton } from './button.tsx';
import styles from './notices.module.css';

/** Long enough to read two sentences. */
const SHOWN_FOR = 10_000;

export type NoticeQueue = ToastQueue<string>;

export function createNoticeQueue(): NoticeQueue {
  return new ToastQueue<string>({ maxVisibleToasts: 3 });
}

export function notify(queue: NoticeQueue, sentence: string): void {
  queue.add(sentence, { timeout: SHOWN_FOR });
}

/** Sentences about what could not be done, in a corner of the window. */
export function Notices({ queue }: { queue: NoticeQueue }) {
  return (
    <ToastRegion queue={queue} className={styles.region} aria-label="Notices">
      {({ toast }) => (
        <Toast toast={toast} className={styles.notice}>
          <ToastContent className={styles.text}>
            <Text slot="title">{toast.content}</Text>
          </ToastContent>
          <IconButton icon={X} slot="close" aria-label="Close" />
        </Toast>
      )}
    </ToastRegion>
  );
}
