import { TriangleAlert } from 'lucide-react';
import type { HeadLook } from '../../../shared/api/heads/head-look.ts';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { TitleLine } from '../../components/layout/title-line.tsx';
import { Avatar } from '../../components/signs/avatar.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { Pill } from '../../components/signs/pill.tsx';
import { VisibleText } from '../../components/signs/visible-text.tsx';
import { OpenedHeader } from '../../pieces/opened-screen.tsx';
import { useNow } from '../../state/clock.tsx';
import { useShoal, useUi } from '../../state/shoal.ts';
import type { OpenHead } from '../../state/ui-store.ts';
import { t } from '../../texts/texts.ts';
import { age } from '../../view/age.ts';
import { doneSentence } from '../../view/head/done-words.ts';
import type { KnownHead } from '../../view/head/known-head.ts';
import { standingSigns } from '../../view/head/standing.ts';
import { hasLeft, presenceLabel } from '../../view/people/peers.ts';
import { isUndone } from '../../view/projects/heads.ts';
import { HeadActions } from './head-actions.tsx';
import styles from './head-header.module.css';

interface Props {
  readonly place: OpenHead;
  readonly known: KnownHead;
  /** Null until it is here. */
  readonly look: HeadLook | null;
  readonly onNewest: () => void;
}

/** What the head is about, whose it is and how it stands, and the one thing to do next. */
export function HeadHeader({ place, known, look, onNewest }: Props) {
  const now = useNow();
  const { heads } = useShoal();
  const { peer, row, label } = known;
  const newest = look?.comparison.commits[0] ?? null;
  const title = newest?.subject ?? row?.head.tip?.subject ?? label;
  const time = newest?.committedAt ?? row?.head.tip?.time ?? null;
  const signs = look === null ? [] : standingSigns(look, row !== null && isUndone(row));
  return (
    <OpenedHeader project={known.swarm?.name ?? null} onBack={() => heads.close()}>
      <TitleLine
        isWide
        badge={peer !== null && <Avatar person={peer} size="huge" away={hasLeft(peer)} />}
        title={<VisibleText text={title} />}
        below={
          <div className={styles.facts}>
            <code className={`selectable ${styles.label}`}>
              <VisibleText text={label} />
            </code>
            {signs.map(({ text, sentence, look: style }) => (
              <Pill key={text} look={style} title={sentence}>
                {style === 'warning' && <Icon of={TriangleAlert} size={13} />}
                {text}
              </Pill>
            ))}
            {time !== null && <span className={styles.age}>{age(time * 1000, now)}</span>}
            {peer !== null && hasLeft(peer) && (
              <span className={styles.age}>
                {peer.name} {presenceLabel(peer.presence, now)}
              </span>
            )}
          </div>
        }
        actions={<HeadActions place={place} known={known} look={look} />}
      />
      <Moved known={known} look={look} onNewest={onNewest} />
      <Done place={place} />
    </OpenedHeader>
  );
}

/** The head has gone on while it was read. */
function Moved({ known: { row, peer }, look, onNewest }: Omit<Props, 'place'>) {
  const current = row?.head.oid ?? null;
  if (look === null || current === null || current === look.oid) return null;
  return (
    <Banner
      look="note"
      action={
        <Button look="quiet" onPress={onNewest}>
          {t.head.seeNewest}
        </Button>
      }
    >
      {peer === null ? t.head.ownerHasChanged : t.head.hasChanged(peer.name)}
    </Banner>
  );
}

/** What was done with a head here, and the way back. */
function Done({ place }: { place: OpenHead }) {
  const { heads } = useShoal();
  const last = useUi((ui) => ui.doneWithHead);
  if (last === null || 'swarm' in place || last.repository !== place.repository) return null;
  return (
    <Banner
      look="note"
      action={
        <Button look="quiet" onPress={() => void heads.undo()}>
          {t.common.undo}
        </Button>
      }
    >
      {doneSentence(last.done)}
    </Banner>
  );
}
