import { CloudOff, RotateCw, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Browsed } from '../../../../shared/api/browsed.ts';
import type { Swarm } from '../../../../shared/api/state.ts';
import type { Overview } from '../../../../shared/gtp/overview.ts';
import { useNow } from '../../../app/clock.tsx';
import { useAppState } from '../../../app/shoal.ts';
import { Avatar } from '../../../components/avatar.tsx';
import { Button } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { age } from '../../../view/age.ts';
import styles from './browse-panel.module.css';
import type { Browsing } from './use-browsed.ts';

interface Props {
  readonly swarm: Swarm;
  readonly browsing: Browsing;
  readonly retry: () => void;
  readonly children: (overview: Overview) => ReactNode;
}

/** A part of a project as somebody who has it shows it. */
export function BrowsePanel({ swarm, browsing, retry, children }: Props) {
  switch (browsing.state) {
    case 'loading':
      return (
        <EmptyState icon={Search} title="Having a look" busy>
          <p>Asking whoever has this project what is in it.</p>
        </EmptyState>
      );
    case 'failed':
      return (
        <EmptyState
          icon={CloudOff}
          title="There is nothing to see"
          actions={
            <Button icon={RotateCw} onPress={retry}>
              Retry
            </Button>
          }
        >
          <p>{browsing.sentence}</p>
        </EmptyState>
      );
    case 'ready':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
        <section className={styles.scroll} tabIndex={0} aria-label="A look at the project">
          <Source swarm={swarm} browsed={browsing.browsed} />
          {children(browsing.browsed.overview)}
        </section>
      );
  }
}

/** Whose copy this is, and how fresh. */
function Source({ swarm, browsed }: { swarm: Swarm; browsed: Browsed }) {
  const now = useNow();
  const { peer, head, overview } = browsed;
  const self = useAppState((state) => state.self);
  const teammate = useAppState((state) => state.peers[peer]);
  const person = self?.id === peer ? self : teammate;
  const latest = overview.commits.find(({ oid }) => oid === overview.head);
  const people = new Set(swarm.alternatives.map((copy) => copy.peer)).size;
  return (
    <p className={styles.source}>
      {person && <Avatar person={person} size="small" />}
      <span>
        {self?.id === peer ? 'Your copy' : `${person?.name ?? 'A teammate'}’s copy`},{' '}
        <code>{head}</code>
        {latest && `, last commit ${age(latest.time * 1000, now)}`}
        {people > 1 && ` · ${people} people have it`}
      </span>
    </p>
  );
}
