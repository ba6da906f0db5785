import { Rss, X } from 'lucide-react';
import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import type { News } from '../../../shared/domain/words/news.ts';
import type { NoticeQueue } from '../../state/notices.ts';
import { t } from '../../texts/texts.ts';
import { Button, IconButton } from '../controls/button.tsx';
import { Icon } from '../signs/icon.tsx';
import { WithCommands } from '../signs/with-commands.tsx';
import styles from './notices.module.css';

interface Props {
  readonly queue: NoticeQueue;
  /** The user wants to see more of what came. */
  readonly onNews: (news: News) => void;
}

/** What could not be done, and what came, in a corner of the window. */
export function Notices({ queue, onNews }: Props) {
  return (
    <ToastRegion queue={queue} className={styles.region} aria-label={t.shell.notices}>
      {({ toast }) => (
        <Toast
          toast={toast}
          className={styles.notice}
          data-news={typeof toast.content !== 'string' || undefined}
        >
          {typeof toast.content === 'string' ? (
            <ToastContent className={styles.text}>
              <Text slot="title">
                <WithCommands of={toast.content} />
              </Text>
            </ToastContent>
          ) : (
            <Arrival
              news={toast.content}
              onSee={(news) => {
                queue.close(toast.key);
                onNews(news);
              }}
            />
          )}
          <IconButton icon={X} slot="close" aria-label={t.common.close} />
        </Toast>
      )}
    </ToastRegion>
  );
}

function Arrival({ news, onSee }: { news: News; onSee: (news: News) => void }) {
  return (
    <>
      <span className={styles.sign}>
        <Icon of={Rss} />
      </span>
      <ToastContent className={styles.text}>
        <Text slot="title" className={styles.title}>
          {news.title}
        </Text>
        <Text slot="description" className={styles.body}>
          {news.body}
        </Text>
      </ToastContent>
      <Button look="quiet" onPress={() => onSee(news)}>
        {t.shell.see}
      </Button>
    </>
  );
}
