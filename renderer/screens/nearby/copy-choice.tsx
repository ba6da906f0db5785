import { ChevronDown, Folder } from 'lucide-react';
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import type { LocalRepository, Swarm } from '../../../shared/api/state.ts';
import type { RepositoryId } from '../../../shared/ids.ts';
import { useAppState, useShoal } from '../../app/shoal.ts';
import { Icon } from '../../components/icon.tsx';
import { copiesOf } from '../../view/copies.ts';
import { shortPath } from '../../view/paths.ts';
import styles from './copy-choice.module.css';

/** Where my copy is; with several of them, which one is meant. */
export function CopyChoice({ swarm, copy }: { swarm: Swarm; copy: LocalRepository }) {
  const copies = useAppState(({ repositories }) => copiesOf(swarm, repositories));
  const { ui } = useShoal();
  if (copies.length < 2) {
    return (
      <span title={copy.path}>
        <Icon of={Folder} /> <span className={styles.path}>{shortPath(copy.path)}</span>
      </span>
    );
  }
  const choose = (id: RepositoryId) =>
    ui.setState((state) => ({ copies: { ...state.copies, [swarm.id]: id } }));
  return (
    <Select
      aria-label="Which of your copies"
      selectedKey={copy.id}
      onSelectionChange={(key) => choose(key as RepositoryId)}
    >
      <Button className={styles.button}>
        <Icon of={Folder} />
        <SelectValue className={styles.path}>{shortPath(copy.path)}</SelectValue>
        <Icon of={ChevronDown} size={14} />
      </Button>
      <Popover className={styles.popover} offset={4}>
        <ListBox items={copies} className={styles.options}>
          {({ path }) => (
            <ListBoxItem className={styles.option} textValue={path}>
              {path}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
