import { GitBranch } from 'lucide-react';
import type { Browsed } from '../../../../shared/api/browsed.ts';
import type { Swarm } from '../../../../shared/api/swarm-state.ts';
import { Choice } from '../../../components/controls/choice.tsx';
import { Avatar } from '../../../components/signs/avatar.tsx';
import { Icon } from '../../../components/signs/icon.tsx';
import { useAppState } from '../../../state/shoal.ts';
import { t } from '../../../texts/texts.ts';
import { headsOf, ownersOf } from '../../../view/projects/looked-at.ts';
import styles from './looked-at.module.css';
import type { Look } from './use-browsed.ts';

interface Props {
  readonly swarm: Swarm;
  readonly look: Look;
  readonly browsed: Browsed;
}

/** Whose copy is looked at. */
export function CopyLookedAt({ swarm, look, browsed }: Props) {
  const peers = useAppState((state) => state.peers);
  const self = useAppState((state) => state.self);
  const owners = ownersOf(swarm, peers, self);
  const owner = owners.find(({ person }) => person.id === browsed.peer);
  if (owner === undefined) return <span>{t.browse.teammatesCopy}</span>;
  return (
    <span className={styles.person}>
      <Avatar person={owner.person} size="small" />
      {owners.length < 2 ? (
        owner.label
      ) : (
        <Choice
          label={t.browse.whoseCopy}
          options={owners.map(({ person, label }) => ({
            id: person.id,
            name: label,
            shown: (
              <span className={styles.person}>
                <Avatar person={person} size="small" /> {label}
              </span>
            ),
          }))}
          chosen={owner.person.id}
          onChoose={(peer) => look.at({ peer })}
        >
          {owner.label}
        </Choice>
      )}
    </span>
  );
}

/** Which of its branches and tags. */
export function HeadLookedAt({ swarm, look, browsed }: Props) {
  const { peer, head } = browsed;
  const names = headsOf(swarm, peer);
  if (names.length < 2 || !names.includes(head)) {
    return (
      <span className={styles.head}>
        <Icon of={GitBranch} /> <code>{head}</code>
      </span>
    );
  }
  return (
    <Choice
      label={t.browse.branchOrTag}
      options={names.map((name) => ({ id: name, name, shown: <code>{name}</code> }))}
      chosen={head}
      onChoose={(name) => look.at({ peer, head: name })}
      sign={<Icon of={GitBranch} />}
    />
  );
}
