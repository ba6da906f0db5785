import { Copy } from 'lucide-react';
import type { Refusal } from '../../../shared/api/heads/head-look.ts';
import { Button } from '../../components/controls/button.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { VisibleText } from '../../components/signs/visible-text.tsx';
import { WithCommands } from '../../components/signs/with-commands.tsx';
import { useActions } from '../../state/shoal.ts';
import { useCopy } from '../../state/use-copy.ts';
import { t } from '../../texts/texts.ts';
import { told } from '../../texts/told.ts';
import styles from './refusal-dialog.module.css';

interface Props {
  readonly title: string;
  readonly refusal: Pick<Refusal, 'sentence' | 'command'>;
}

/** Why something cannot be done here, and the command that does it elsewhere. */
export function RefusalDialog({ title, refusal: { sentence, command } }: Props) {
  const actions = useActions();
  const copyOut = useCopy();
  const copy = (text: string) => {
    copyOut(text);
    actions.close();
  };
  return (
    <Dialog title={title} onClose={() => actions.close()}>
      <p>
        <WithCommands of={told(sentence)} />
      </p>
      {command !== null && (
        <>
          <p>{t.dialogs.refusal.inTerminal}</p>
          <pre className={styles.command}>
            <code className="selectable">
              <VisibleText text={command} />
            </code>
          </pre>
        </>
      )}
      <DialogActions>
        <Button onPress={() => actions.close()}>{t.common.close}</Button>
        {command !== null && (
          <Button look="primary" icon={Copy} onPress={() => copy(command)} autoFocus>
            {t.dialogs.refusal.copy}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
