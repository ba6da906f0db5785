import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { connectLink } from '../../../../shared/domain/links.ts';
import { Button } from '../../../components/controls/button.tsx';
import { QrCode } from '../../../components/signs/qr-code.tsx';
import { copyText } from '../../../state/copy-text.ts';
import { useActions } from '../../../state/shoal.ts';
import styles from './first-steps.module.css';

/** How a teammate reaches this computer where the network does not show it. */
export function ReachStep({ addresses: [address] }: { addresses: readonly string[] }) {
  const actions = useActions();
  const [copied, setCopied] = useState(false);
  return (
    <section className={styles.step} aria-label="Find each other by address">
      <h3 className={styles.heading}>A teammate does not show up?</h3>
      <p className={styles.quiet}>
        Some networks hide computers from each other. Then one of you types the other’s address.
      </p>
      {address !== undefined && (
        <div className={styles.reach}>
          <div className={styles.code}>
            <QrCode
              text={connectLink(address)}
              label="Your address, as a code to scan: it opens in Shoal"
            />
          </div>
          <div className={styles.address}>
            <span className={styles.quiet}>Your address</span>
            <code className="selectable">{address}</code>
            <Button
              icon={copied ? Check : Copy}
              onPress={() => {
                copyText(address);
                setCopied(true);
              }}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          </div>
        </div>
      )}
      <div>
        <Button onPress={() => actions.open({ kind: 'connect' })}>Connect to an address…</Button>
      </div>
    </section>
  );
}
