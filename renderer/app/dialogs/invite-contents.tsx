import type { Invite } from '../../../shared/domain/reach/invite.ts';
import { relayPlace } from '../../../shared/domain/reach/relay-address.ts';
import { timeOf } from '../../../shared/domain/words/time-of.ts';
import { shortId } from '../../../shared/ids.ts';
import { useNow } from '../../state/clock.tsx';
import { useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import styles from './invite-contents.module.css';

/** What somebody would let in by accepting an invitation: whoever wrote it may be anybody. */
export function InviteContents({ invite }: { invite: Invite }) {
  const now = useNow();
  const name = useAppState(({ peers }) => peers[invite.peer]?.name ?? null);
  const project = useAppState(({ swarms }) =>
    invite.swarm === null ? null : (swarms[invite.swarm]?.name ?? null),
  );
  const words = t.dialogs.connect.invite;
  const { endpoints, relays, trackers, swarm, until } = invite;
  const about = project ?? (swarm === null ? words.anyProject : words.someProject);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [words.from, [name === null ? words.unknown(shortId(invite.peer)) : words.known(name)]],
    [words.project, [about]],
    [words.reachedAt, endpoints.map(relayPlace)],
    [words.relays, relays.map(relayPlace)],
    [words.trackers, trackers],
    [words.until, [timeOf(until * 1_000, now)]],
  ];
  return (
    <section className={styles.invite} aria-label={words.title}>
      <h2 className={styles.title}>{words.title}</h2>
      <dl className={styles.rows}>
        {rows
          .filter(([, values]) => values.length > 0)
          .map(([label, values]) => (
            <div key={label} className={styles.row}>
              <dt>{label}</dt>
              <dd className="selectable">{values.join(', ')}</dd>
            </div>
          ))}
      </dl>
      <p className={styles.effect}>{words.effect}</p>
    </section>
  );
}
