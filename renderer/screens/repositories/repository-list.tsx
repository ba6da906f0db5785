import { Download, Plus } from 'lucide-react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { LocalRepository } from '../../../shared/api/state.ts';
import type { RepositoryId } from '../../../shared/ids.ts';
import { Button } from '../../components/controls/button.tsx';
import { oneChoice } from '../../components/controls/one-choice.ts';
import { useContextMenu } from '../../components/layout/context-menu.tsx';
import { ListHeader } from '../../components/layout/list-header.tsx';
import { PlacedList } from '../../components/layout/placed-list.tsx';
import { RowElement, type RowProps } from '../../components/layout/row-element.tsx';
import styles from '../../components/layout/two-line-list.module.css';
import { Pill } from '../../components/signs/pill.tsx';
import { useOpenEntries } from '../../pieces/open-with.tsx';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { shortPath } from '../../view/paths.ts';
import { isShared, needsAttention, visibilityLabel } from '../../view/projects/visibility.ts';
import { MyListNotes } from './my-list-notes.tsx';
import own from './repository-list.module.css';

interface Props {
  readonly repositories: readonly LocalRepository[];
  readonly selected: RepositoryId;
}

export function RepositoryList({ repositories, selected }: Props) {
  const actions = useActions();
  const choose = (repository: RepositoryId) => actions.go({ repository });
  return (
    <>
      <ListHeader
        title={t.repositories.title}
        action={
          <Button icon={Plus} onPress={() => actions.chooseRepository()}>
            {t.repositories.add}
          </Button>
        }
      />
      <PlacedList row={4}>
        <ListBox
          aria-label={t.repositories.title}
          className={styles.list}
          items={repositories}
          {...oneChoice(selected, { choose, open: () => actions.openDetail() })}
        >
          {(repository) => <Item id={repository.id} repository={repository} />}
        </ListBox>
      </PlacedList>
      <div className={own.foot}>
        <Button
          look="quiet"
          icon={Download}
          onPress={() => actions.open({ kind: 'clone-address' })}
        >
          {t.common.cloneAddress}
        </Button>
      </div>
      <MyListNotes />
    </>
  );
}

function Item({ id, repository }: { id: RepositoryId; repository: LocalRepository }) {
  const actions = useActions();
  return (
    <ListBoxItem
      id={id}
      className={styles.item}
      textValue={repository.name}
      onPress={() => actions.go({ opened: true })}
      render={(props) => <Element {...props} repository={repository} />}
    >
      <Row repository={repository} />
    </ListBoxItem>
  );
}

/** A row on screen: only they follow the state. */
function Element({
  repository: { name, path },
  ...props
}: RowProps & { readonly repository: LocalRepository }) {
  const groups = useOpenEntries(path);
  return <RowElement {...props} onMenu={useContextMenu(name, () => groups)} />;
}

function Row({ repository }: { repository: LocalRepository }) {
  return (
    <div className={styles.row}>
      <span className={styles.line}>
        <span className={styles.name}>{repository.name}</span>
        <State repository={repository} />
      </span>
      <span className={styles.path} title={repository.path}>
        {shortPath(repository.path)}
      </span>
    </div>
  );
}

function State({ repository }: { repository: LocalRepository }) {
  const { status, visibility } = repository;
  if (status.state === 'reading') return <Pill>{t.repositories.reading}</Pill>;
  if (needsAttention(repository))
    return <Pill look="warning">{t.repositories.needsAttention}</Pill>;
  if (!isShared(repository)) return <span className={styles.note}>{t.repositories.notShared}</span>;
  return <Pill look="accent">{visibilityLabel(visibility)}</Pill>;
}
