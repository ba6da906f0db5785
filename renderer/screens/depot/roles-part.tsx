import { UserPlus } from 'lucide-react';
import type { DepotLog, RoleHolder } from '../../../shared/api/depot-push-contract.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { Role } from '../../../shared/gtp/push.ts';
import { Button } from '../../components/controls/button.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { Avatar } from '../../components/signs/avatar.tsx';
import { Pill } from '../../components/signs/pill.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { dayOf } from '../../view/depots/day.ts';
import type { DepotOf } from '../../view/depots/depots-of.ts';
import { givable, mayTake, roleLabel, roleOfMine } from '../../view/depots/rights.ts';
import { NotTold } from './not-told.tsx';
import styles from './roles-part.module.css';
import { useDepotLog } from './use-depot.ts';

interface Props {
  readonly swarm: Swarm;
  readonly depot: DepotOf;
  readonly standing: string;
}

/** Who may push what, since when and until when; and, for those who may, more and fewer of them. */
export function RolesPart({ swarm, depot, standing }: Props) {
  const { answer, retry } = useDepotLog(swarm.id, depot, standing);
  if (answer.state !== 'ready') {
    return <NotTold answer={answer} swarm={swarm.id} depot={depot} onRetry={retry} />;
  }
  return <Roles log={answer.value} swarm={swarm} depot={depot} />;
}

function Roles({ log, swarm, depot }: { log: DepotLog; swarm: Swarm; depot: DepotOf }) {
  const actions = useActions();
  const self = useAppState((state) => state.self?.id ?? null);
  const { owner, entries, roles } = log;
  const mine = roleOfMine(roles, self, { owner: owner.id, entries: entries.length });
  const at = { swarm: swarm.id, depot: depot.peer.id, copy: depot.copy };
  const may = givable(mine);
  const give = may.length > 0 && (
    <Button
      look="primary"
      icon={UserPlus}
      onPress={() =>
        actions.open({
          ...{ kind: 'grant', ...at, project: swarm.name },
          isOwner: may.includes('owner'),
          holders: roles.map(({ peer }) => peer),
        })
      }
    >
      {t.depots.roles.give}
    </Button>
  );
  if (roles.length === 0) {
    const { begin, begins } = t.depots.roles;
    return (
      <EmptyState icon={UserPlus} title={t.depots.roles.nobody} actions={give}>
        <p>{mine === null ? begins(owner.name) : begin}</p>
      </EmptyState>
    );
  }
  return (
    <div className={styles.part}>
      <div className={styles.give}>{give || <p>{t.depots.roles.mayNot}</p>}</div>
      <ul className={styles.list} aria-label={t.depots.roles.label}>
        {roles.map((holder) => (
          <Holder
            key={holder.peer}
            holder={holder}
            isMe={holder.peer === self}
            mine={mine}
            onTake={() => actions.open({ kind: 'revoke', ...at, holder })}
          />
        ))}
      </ul>
    </div>
  );
}

interface HolderProps {
  readonly holder: RoleHolder;
  readonly isMe: boolean;
  /** My own role. */
  readonly mine: Role | null;
  readonly onTake: () => void;
}

function Holder({ holder, isMe, mine, onTake }: HolderProps) {
  const { peer, name, role, since, by, expires, words } = holder;
  const { roles } = t.depots;
  return (
    <li className={styles.holder}>
      <Avatar person={{ id: peer, name }} size="large" />
      <div className={styles.texts}>
        <div className={styles.name}>
          {name}
          {isMe && <Pill>{roles.you}</Pill>}
          <Pill look="accent">{roleLabel(role)}</Pill>
        </div>
        <div className={styles.note}>
          {[
            roles.since(dayOf(since), by.name),
            expires === null ? null : roles.until(dayOf(expires)),
          ]
            .filter((each) => each !== null)
            .join(', ')}
        </div>
        <div className={`selectable ${styles.words}`}>{words.join(' ')}</div>
      </div>
      {mayTake(mine, role, isMe) && (
        <Button look="quiet" aria-label={roles.takeBackFrom(name)} onPress={onTake}>
          {roles.takeBack}
        </Button>
      )}
    </li>
  );
}
