import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/controls/button.tsx';
import { QrCode } from '../../components/signs/qr-code.tsx';
import { copyText } from '../../state/copy-text.ts';
import styles from './guests-dialog.module.css';

interface Props {
  readonly name: string;
  /** Of this computer's addresses the likeliest first. */
  readonly urls: readonly string[];
}

/** What to type, to copy, or to scan. */
export function GuestAddress({ name, urls: [url = '', ...others] }: Props) {
  const [copied, setCopied] = useState(false);
  const line = `git clone ${url}`;
  return (
    <>
      <div className={styles.line}>
        <code className={`${styles.command} selectable`}>{line}</code>
        <Button
          icon={copied ? Check : Copy}
          aria-label={`Copy ${line}`}
          onPress={() => {
            copyText(line);
            setCopied(true);
          }}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <div className={styles.code}>
        <QrCode text={url} label={`The address of ${name} for guests, as a code to scan`} />
      </div>
      {others.length > 0 && (
        <details className={styles.others}>
          <summary>Other addresses of this computer</summary>
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
