import { Download } from 'lucide-react';
import type { SwarmId } from '../../shared/ids.ts';
import { Button } from '../components/controls/button.tsx';
import { useActions } from '../state/shoal.ts';
import { t } from '../texts/texts.ts';

/** Asks where a copy of a project is to be made. */
export function CloneButton({ swarm }: { swarm: SwarmId }) {
  const actions = useActions();
  return (
    <Button look="primary" icon={Download} onPress={() => actions.open({ kind: 'clone', swarm })}>
      {t.common.cloneDots}
    </Button>
  );
}
