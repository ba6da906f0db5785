import { GitMerge, TriangleAlert } from 'lucide-react';
import type { MergeOutlook } from '../../../../shared/domain/git/merge-outlook.ts';
import { Button } from '../../../components/controls/button.tsx';
import { Details } from '../../../components/layout/details.tsx';
import { Icon } from '../../../components/signs/icon.tsx';
import { useShoal } from '../../../state/shoal.ts';
import type { HeadPlace } from '../../../state/ui-store.ts';
import { t } from '../../../texts/texts.ts';
import { outlookLabel } from '../../../view/projects/outlook.ts';
import styles from './outlook.module.css';

interface Props {
  readonly outlook: MergeOutlook;
  /** `herring/live-layer`. */
  readonly head: string;
  /** The checked-out branch. */
  readonly branch: string;
  readonly place: HeadPlace;
}

/** Whether a head merges into my checked-out branch; conflicts open to the files' names. */
export function Outlook({ outlook, head, branch, place }: Props) {
  const { heads } = useShoal();
  const label = outlookLabel(outlook);
  if (outlook.kind === 'clean') {
    return (
      <span className={styles.clean} title={t.nearby.head.mergesInto(head, branch)}>
        <Icon of={GitMerge} /> {label}
      </span>
    );
  }
  const { files, more } = outlook;
  const title = t.nearby.head.changeDifferently(head, branch);
  return (
    <Details icon={TriangleAlert} look="warning" placement="bottom end" {...{ label, title }}>
      {(close) => {
        const open = (path?: string) => {
          close();
          heads.open({ ...place, path });
        };
        return (
          <>
            <ul className={styles.files}>
              {files.map((file, index) => (
                // Names made fit to show may be alike.
                // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
                <li key={index}>
                  <button type="button" className={styles.file} onClick={() => open(file)}>
                    <code>{file}</code>
                  </button>
                </li>
              ))}
            </ul>
            {more > 0 && <p className={styles.more}>{t.common.andOthers(more)}</p>}
            <Button look="row" onPress={() => open()}>
              {t.nearby.head.seeConflicts}
            </Button>
          </>
        );
      }}
    </Details>
  );
}
