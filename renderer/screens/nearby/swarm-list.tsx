import { SearchX } from 'lucide-react';
import { useMemo } from 'react';
import { Collection, Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { SwarmId } from '../../../shared/ids.ts';
import { Button } from '../../components/controls/button.tsx';
import { oneChoice } from '../../components/controls/one-choice.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { ListHeader } from '../../components/layout/list-header.tsx';
import { PlacedList } from '../../components/layout/placed-list.tsx';
import { useActions, useAppState, useUi } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { hasLeft } from '../../view/people/peers.ts';
import type { NearbySections } from '../../view/projects/nearby.ts';
import { Search } from './search.tsx';
import styles from './swarm-list.module.css';
import { SwarmRow } from './swarm-row.tsx';
import { useSwarmMenu } from './use-swarm-menu.ts';

interface Section {
  readonly id: 'mine' | 'others';
  readonly title: string;
  readonly swarms: readonly Swarm[];
}

/** Every project in the room; those that I have come first. */
export function SwarmList({ found, total }: { found: NearbySections; total: NearbySections }) {
  const people = useAppState(
    ({ peers }) => Object.values(peers).filter((peer) => !hasLeft(peer)).length,
  );
  const projects = total.mine.length + total.others.length;
  const sections = useMemo(() => sectionsOf(found), [found]);
  return (
    <>
      <ListHeader title={t.shell.screens.nearby} note={t.nearby.note(projects, people)} />
      <Search />
      {sections.length === 0 ? <NothingFound /> : <Swarms sections={sections} />}
    </>
  );
}

function sectionsOf({ mine, others }: NearbySections): Section[] {
  const sections: Section[] = [
    { id: 'mine', title: t.nearby.mine, swarms: mine },
    { id: 'others', title: t.nearby.others, swarms: others },
  ];
  return sections.filter(({ swarms }) => swarms.length > 0);
}

function Swarms({ sections }: { sections: readonly Section[] }) {
  const selected = useUi(({ nearby }) => (nearby?.kind === 'swarm' ? nearby.id : null));
  const actions = useActions();
  const choose = (id: SwarmId) => actions.go({ nearby: { kind: 'swarm', id } });
  return (
    <PlacedList row={5.5625} heading={2.625}>
      <ListBox
        aria-label={t.nearby.list}
        className={styles.list}
        items={sections}
        {...oneChoice(selected, { choose, open: () => actions.openDetail() })}
      >
        {(section) => (
          <ListBoxSection>
            <Header className={styles.heading}>{section.title}</Header>
            <Collection items={section.swarms}>
              {(swarm) => <SwarmItem id={swarm.id} swarm={swarm} />}
            </Collection>
          </ListBoxSection>
        )}
      </ListBox>
    </PlacedList>
  );
}

function SwarmItem({ id, swarm }: { id: SwarmId; swarm: Swarm }) {
  const actions = useActions();
  const menu = useSwarmMenu(swarm);
  return (
    <ListBoxItem
      id={id}
      className={styles.item}
      textValue={swarm.name}
      onPress={() => actions.go({ opened: true })}
      onContextMenu={menu}
    >
      <SwarmRow swarm={swarm} />
    </ListBoxItem>
  );
}

function NothingFound() {
  const search = useUi((ui) => ui.search);
  const actions = useActions();
  return (
    <EmptyState
      icon={SearchX}
      title={t.nearby.nothingFound}
      actions={<Button onPress={() => actions.go({ search: '' })}>{t.nearby.showAll}</Button>}
    >
      <p>{t.nearby.noMatch(search)}</p>
    </EmptyState>
  );
}
