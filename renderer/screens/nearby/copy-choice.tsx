import { Folder } from 'lucide-react';
import type { LocalRepository } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { Choice } from '../../components/controls/choice.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { useAppState, useShoal } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { shortPath } from '../../view/paths.ts';
import { copiesOf } from '../../view/projects/copies.ts';
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
  return (
    <Choice
      label={t.nearby.whichCopy}
      options={copies.map(({ id, path }) => ({ id, name: path }))}
      chosen={copy.id}
      onChoose={(id) => ui.setState((state) => ({ copies: { ...state.copies, [swarm.id]: id } }))}
      sign={<Icon of={Folder} />}
    >
      {shortPath(copy.path)}
    </Choice>
  );
}
