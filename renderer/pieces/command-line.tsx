import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../components/controls/button.tsx';
import { copyText } from '../state/copy-text.ts';
import { t } from '../texts/texts.ts';
import styles from './command-line.module.css';

/** A line for a terminal, to read or to copy. */
export function CommandLine({ command }: { command: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className={styles.line}>
      <code className={`${styles.command} selectable`}>{command}</code>
      <Button
        icon={copied ? Check : Copy}
        aria-label={t.common.copyWhat(command)}
        onPress={() => {
          copyText(command);
          setCopied(true);
        }}
      >
        {copied ? t.common.copied : t.common.copy}
      </Button>
    </div>
  );
}
