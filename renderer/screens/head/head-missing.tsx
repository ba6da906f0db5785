import { CloudOff, Download, RotateCw, Search } from 'lucide-react';
import { Button } from '../../components/controls/button.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { WithCommands } from '../../components/signs/with-commands.tsx';
import { useShoal } from '../../state/shoal.ts';
import type { OpenHead } from '../../state/ui-store.ts';
import { t } from '../../texts/texts.ts';
import type { KnownHead } from '../../view/head/known-head.ts';
import { isFetchable } from '../../view/people/peers.ts';
import type { Looking } from './use-look.ts';

interface Props {
  readonly looking: Exclude<Looking, { state: 'ready' }>;
  readonly place: OpenHead;
  readonly known: KnownHead;
  readonly onRetry: () => void;
}

/** What a head brings is not known yet, or cannot be. */
export function HeadMissing({ looking, place, known, onRetry }: Props) {
  const { heads } = useShoal();
  const { peer, row } = known;
  if (looking.state === 'asking') {
    const isHere = row?.standing?.here === true;
    return (
      <EmptyState
        icon={Search}
        title={
          isHere || peer === null
            ? t.head.missing.lookingTitle
            : t.head.missing.askingTitle(peer.name)
        }
        busy
      >
        <p>
          {isHere || peer === null ? t.head.missing.comparing : t.head.missing.asking(peer.name)}
        </p>
      </EmptyState>
    );
  }
  const canFetch = peer !== null && isFetchable(peer) && row?.standing?.here === false;
  return (
    <EmptyState
      icon={CloudOff}
      title={t.head.missing.title}
      actions={
        <>
          {canFetch && (
            <Button look="primary" icon={Download} onPress={() => heads.fetch(place)}>
              {t.head.missing.fetch}
            </Button>
          )}
          {!looking.isFinal && (
            <Button icon={RotateCw} onPress={onRetry}>
              {t.common.retry}
            </Button>
          )}
        </>
      }
    >
      <p>
        <WithCommands of={looking.sentence} />
      </p>
    </EmptyState>
  );
}
