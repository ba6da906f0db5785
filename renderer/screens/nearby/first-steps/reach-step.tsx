import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { connectLink } from '../../../../shared/domain/links.ts';
import { Button } from '../../../components/controls/button.tsx';
import { QrCode } from '../../../components/signs/qr-code.tsx';
import { copyText } from '../../../state/copy-text.ts';
import { useActions } from '../../../state/shoal.ts';
import { t } from '../../../texts/texts.ts';
import styles from './first-steps.module.css';

/** How a teammate reaches this computer where the network does not show it. */
export function ReachStep({ addresses: [address] }: { addresses: readonly string[] }) {
  const actions = useActions();
  const [copied, setCopied] = useState(false);
  return (
    <section className={styles.step} aria-label={t.nearby.first.findEachOther}>
      <h3 className={styles.heading}>{t.nearby.first.missing}</h3>
      <p className={styles.quiet}>{t.nearby.first.hidden}</p>
      {address !== undefined && (
        <div className={styles.reach}>
          <div className={styles.code}>
            <QrCode text={connectLink(address)} label={t.nearby.first.code} />
          </div>
          <div className={styles.address}>
            <span className={styles.quiet}>{t.nearby.first.address}</span>
            <code className="selectable">{address}</code>
            <Button
              icon={copied ? Check : Copy}
              onPress={() => {
                copyText(address);
                setCopied(true);
              }}
            >
              {copied ? t.common.copied : t.common.copy}
            </Button>
          </div>
        </div>
      )}
      <div>
        <Button onPress={() => actions.open({ kind: 'connect' })}>{t.nearby.first.connect}</Button>
      </div>
    </section>
  );
}
