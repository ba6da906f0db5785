import { CloudOff, FolderTree, RotateCw, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Swarm } from '../../../../shared/api/swarm-state.ts';
import type { Overview } from '../../../../shared/gtp/overview.ts';
import { Button } from '../../../components/controls/button.tsx';
import { EmptyState } from '../../../components/layout/empty-state.tsx';
import { WithCommands } from '../../../components/signs/with-commands.tsx';
import { useNow } from '../../../state/clock.tsx';
import { useShoal } from '../../../state/shoal.ts';
import type { ContentsPlace } from '../../../state/ui-store.ts';
import { t } from '../../../texts/texts.ts';
import { age } from '../../../view/age.ts';
import styles from './browse-panel.module.css';
import { CopyLookedAt, HeadLookedAt } from './looked-at.tsx';
import type { Look } from './use-browsed.ts';

interface Props {
  readonly swarm: Swarm;
  readonly look: Look;
  /** Whether it is the same for all branches and tags of a copy. */
  readonly ofAllHeads?: boolean;
  /** Where all of it is, in a copy of mine. */
  readonly inside?: ContentsPlace | null;
  readonly children: (overview: Overview) => ReactNode;
}

/** A part of a project as somebody who has it shows it. */
export function BrowsePanel({ swarm, look, ofAllHeads = false, inside, children }: Props) {
  const { browsing } = look;
  switch (browsing.state) {
    case 'loading':
      return (
        <EmptyState icon={Search} title={t.browse.lookingTitle} busy>
          <p>{t.browse.looking}</p>
        </EmptyState>
      );
    case 'failed':
      return (
        <EmptyState
          icon={CloudOff}
          title={t.browse.failedTitle}
          actions={<WayOn isFinal={browsing.isFinal} look={look} />}
        >
          <p>
            <WithCommands of={browsing.sentence} />
          </p>
        </EmptyState>
      );
    case 'ready':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
        <section className={styles.scroll} tabIndex={0} aria-label={t.browse.label}>
          <div className={styles.source}>
            <CopyLookedAt swarm={swarm} look={look} browsed={browsing.browsed} />
            {!ofAllHeads && (
              <>
                <HeadLookedAt swarm={swarm} look={look} browsed={browsing.browsed} />
                <LastCommit overview={browsing.browsed.overview} />
              </>
            )}
            {inside && <Inside place={inside} />}
          </div>
          {children(browsing.browsed.overview)}
        </section>
      );
  }
}

/** The same again, where that may help; else, from what was chosen, to what there is. */
function WayOn({ isFinal, look }: { isFinal: boolean; look: Look }) {
  if (isFinal && !look.isChosen) return null;
  return (
    <Button icon={RotateCw} onPress={look.retry}>
      {isFinal ? t.browse.defaultBranch : t.common.retry}
    </Button>
  );
}

/** A look shows the latest and the top; everything is in the copy that is here. */
function Inside({ place: { repository, part } }: { place: ContentsPlace }) {
  const { contents } = useShoal();
  return (
    <Button icon={FolderTree} onPress={() => contents.open(repository, part)}>
      {part === 'files' ? t.contents.myFiles : t.contents.myCommits}
    </Button>
  );
}

function LastCommit({ overview }: { overview: Overview }) {
  const now = useNow();
  const latest = overview.commits.find(({ oid }) => oid === overview.head);
  return latest && <span>{t.browse.lastCommit(age(latest.time * 1000, now))}</span>;
}
