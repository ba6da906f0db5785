import { QrCode } from '../../components/signs/qr-code.tsx';
import { CommandLine } from '../../pieces/command-line.tsx';
import { t } from '../../texts/texts.ts';
import styles from './guests-dialog.module.css';

interface Props {
  readonly name: string;
  /** Of this computer's addresses the likeliest first. */
  readonly urls: readonly string[];
}

/** What to type, to copy, or to scan. */
export function GuestAddress({ name, urls: [url = '', ...others] }: Props) {
  return (
    <>
      <CommandLine command={`git clone ${url}`} />
      <div className={styles.code}>
        <QrCode text={url} label={t.dialogs.guests.code(name)} />
      </div>
      {others.length > 0 && (
        <details className={styles.others}>
          <summary>{t.dialogs.guests.otherAddresses}</summary>
          <ul>
            {others.map((other) => (
              <li key={other}>
                <code className="selectable">{other}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
