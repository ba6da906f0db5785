import type { NetworkFacts } from '../../../shared/api/doctor-facts.ts';
import { t } from '../../texts/texts.ts';
import { interfaceWords } from '../../view/doctor.ts';
import styles from './doctor-tables.module.css';

/** The network interfaces of this computer, and why each is used or not. */
export function InterfaceTable({ network: { interfaces } }: { network: NetworkFacts }) {
  if (interfaces.length === 0) return null;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t.doctor.networkInterface}</th>
          <th scope="col">{t.doctor.addresses}</th>
          <th scope="col">{t.doctor.lookingForTeammates}</th>
        </tr>
      </thead>
      <tbody>
        {interfaces.map((each) => (
          <tr key={each.name}>
            <th scope="row" className="selectable">
              {each.name}
            </th>
            <td className="selectable">
              <code>{each.addresses.join(', ')}</code>
            </td>
            <td>{interfaceWords(each)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
