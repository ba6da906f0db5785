import { PackageOpen, SearchX } from 'lucide-react';
import { useMemo } from 'react';
import { Collection, Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import type { SwarmId } from '../../../shared/ids.ts';
import { Button } from '../../components/controls/button.tsx';
import { oneChoice } from '../../components/controls/one-choice.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { ListHeader } from '../../components/layout/list-header.tsx';
import { PlacedList } from '../../components/layout/placed-list.tsx';
import { RowElement, type RowProps } from '../../components/layout/row-element.tsx';
import { useActions, usePeople, useUi } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import {
  type ListedProject,
  type NearbySections,
  nearbySections,
} from '../../view/order/nearby-list.ts';
import { Search } from './search.tsx';
import styles from './swarm-list.module.css';
import { SwarmRow } from './swarm-row.tsx';
import { useSwarmMenu } from './use-swarm-menu.ts';

interface Section {
  readonly id: 'mine' | 'others';
  readonly title: string;
  readonly projects: readonly ListedProject[];
}

/** Every project in the room; those that I have come first. */
export function SwarmList({ found, total }: { found: readonly ListedProject[]; total: number }) {
  const sections = useMemo(() => sectionsOf(nearbySections(found)), [found]);
  return (
    <>
      <Title projects={total} />
      <Search />
      {sections.length === 0 ? <NothingFound /> : <Swarms sections={sections} />}
    </>
  );
}

/** By itself: people come and go without the projects. */
function Title({ projects }: { projects: number }) {
  const people = usePeople().filter(({ hasLeft }) => !hasLeft).length;
  return <ListHeader title={t.shell.screens.nearby} note={t.nearby.note(projects, people)} />;
}

function sectionsOf({ mine, others }: NearbySections): Section[] {
  const sections: Section[] = [
    { id: 'mine', title: t.nearby.mine, projects: mine },
    { id: 'others', title: t.nearby.others, projects: others },
  ];
  return sections.filter(({ projects }) => projects.length > 0);
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
            <Collection items={section.projects}>
              {({ id, name }) => (
                <ListBoxItem
                  id={id}
                  className={styles.item}
                  textValue={name}
                  onPress={() => actions.go({ opened: true })}
                  render={(props) => <Element {...props} project={id} />}
                >
                  <SwarmRow id={id} />
                </ListBoxItem>
              )}
            </Collection>
          </ListBoxSection>
        )}
      </ListBox>
    </PlacedList>
  );
}

/**
 * A row on screen. Of those that are not, the list knows ids and names: what follows the state is in here, and not in the
 * items, of which there are as many as projects.
 */
function Element({ project, ...props }: RowProps & { readonly project: SwarmId }) {
  return <RowElement {...props} onMenu={useSwarmMenu(project)} />;
}

function NothingFound() {
  const search = useUi((ui) => ui.search);
  const actions = useActions();
  if (search.trim() === '') {
    return (
      <EmptyState icon={PackageOpen} title={t.nearby.empty.noProjects}>
        <p>{t.nearby.empty.beFirst}</p>
      </EmptyState>
    );
  }
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
